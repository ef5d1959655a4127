import { lookup } from 'node:dns/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { World } from './world.ts';

export type RequestListener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** An HTTPS server at `https://localhost:<port>` and nowhere else. */
export interface LoopbackServer {
  readonly port: number;
  close(): Promise<void>;
}

const MOST_ATTEMPTS = 20;

/**
 * Listens at the wanted port, or at any free one when it is 0 or taken. Where `localhost` also means `::1`, it
 * listens there too, at the same port: some clients try that address first and do not come back.
 *
 * @param addresses where to listen, for tests; the first must be there
 */
export async function listenOnLoopback(
  certificate: World['server'],
  wantedPort: number,
  listener: RequestListener,
  addresses?: readonly string[],
): Promise<LoopbackServer> {
  const hosts = addresses ?? (await loopbackAddresses());
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const servers: Server[] = [];
    let port = attempt === 0 ? wantedPort : 0;
    try {
      for (const host of hosts) {
        const server = createServer({ cert: certificate.certificate, key: certificate.key }, listener);
        try {
          port = await listen(server, host, port);
          servers.push(server);
        } catch (error) {
          // A hosts file names ::1 in many a container that has no IPv6.
          if (servers.length === 0 || !hasCode(error, 'EADDRNOTAVAIL', 'EAFNOSUPPORT')) throw error;
        }
      }
      return { port, close: async () => void (await Promise.all(servers.map(close))) };
    } catch (error) {
      await Promise.all(servers.map(close));
      if (!hasCode(error, 'EADDRINUSE', 'EACCES')) throw error;
    }
  }
  throw new Error(`Found no port that is free on ${hosts.join(' and ')}`);
}

async function loopbackAddresses(): Promise<readonly string[]> {
  const found = await lookup('localhost', { all: true }).catch(() => []);
  return found.some(({ address }) => address === '::1') ? ['127.0.0.1', '::1'] : ['127.0.0.1'];
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some((code) => code === error.code);
}
