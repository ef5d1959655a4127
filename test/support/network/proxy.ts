import { createServer } from 'node:http';
import { connect, type Server } from 'node:net';
import type { Target } from '../../../src/network/tcp.ts';

export interface ConnectProxy {
  readonly server: Server;
  /** What was asked for, in order. */
  readonly asked: readonly string[];
  /** What was given with it as Proxy-Authorization. */
  readonly authorizations: readonly (string | undefined)[];
}

/**
 * A proxy for CONNECT. It leads where `targets` says; `answer` gives another status than 200 to refuse, with what it
 * offers for a sign-in.
 */
export function connectProxy(
  targets: ReadonlyMap<string, Target>,
  answer: (authority: string) => { readonly status: number; readonly offers?: string } | 'hang' = () => ({
    status: 200,
  }),
): ConnectProxy {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const server = createServer();
  server.on('connect', (request, client) => {
    const authority = request.url ?? '';
    asked.push(authority);
    authorizations.push(request.headers['proxy-authorization']);
    const said = answer(authority);
    if (said === 'hang') return;
    const target = targets.get(authority);
    client.on('error', () => {});
    if (said.status !== 200 || target === undefined) {
      const offers = said.offers === undefined ? '' : `Proxy-Authenticate: ${said.offers}\r\n`;
      client.end(`HTTP/1.1 ${said.status === 200 ? 502 : said.status} No\r\n${offers}\r\n`);
      return;
    }
    const upstream = connect(target.port, target.address, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
  });
  return { server, asked, authorizations };
}
