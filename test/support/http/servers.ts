import { createServer as createProxyServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import { connect, type Server, type Socket } from 'node:net';
import {
  type CertificateAndKey,
  createCertificateAuthority,
  issueServerCertificate,
} from '../../../src/sandbox/certificates.ts';

const now = new Date();

export interface RunningServer {
  readonly port: number;
  /** `https://localhost:PORT` */
  readonly origin: string;
  /** `localhost:PORT` */
  readonly host: string;
  close(): Promise<void>;
}

/** A CA and what it signs, for one test file. */
export async function testAuthority() {
  const ca = await createCertificateAuthority({ commonName: 'Test CA', now });
  return {
    ca,
    issue: (names: readonly string[], dates: { notBefore?: Date; notAfter?: Date } = {}) =>
      issueServerCertificate(ca, { names, now, ...dates }),
  };
}

/** Lets any server listen on a free port of this computer and closes it with all its connections. */
export async function listen(server: Server): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const host = `localhost:${address.port}`;
  return {
    port: address.port,
    origin: `https://${host}`,
    host,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

export function serveTls(
  identity: CertificateAndKey,
  listener: RequestListener,
  options: ServerOptions = {},
): Promise<RunningServer> {
  return listen(createServer({ cert: identity.certificate, key: identity.key, ...options }, listener));
}

export interface TestProxy extends RunningServer {
  /** Targets of the CONNECT requests, in order, with their Proxy-Authorization. */
  readonly asked: readonly { readonly target: string; readonly authorization: string | undefined }[];
}

/**
 * A CONNECT proxy. `answer` decides: a status other than 200 refuses, `hang` never answers. Whatever name is asked
 * for, the tunnel leads to `localhost:port`.
 */
export async function serveProxy(
  port: number,
  answer: (request: IncomingMessage) => number | 'hang' = () => 200,
): Promise<TestProxy> {
  const asked: { target: string; authorization: string | undefined }[] = [];
  const server = createProxyServer();
  server.on('connect', (request, client) => {
    asked.push({ target: request.url ?? '', authorization: request.headers['proxy-authorization'] });
    const status = answer(request);
    if (status === 'hang') return;
    if (status !== 200) {
      client.end(`HTTP/1.1 ${status} Refused\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const upstream = connect(port, 'localhost', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client);
      client.pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  return { ...(await listen(server)), asked };
}
