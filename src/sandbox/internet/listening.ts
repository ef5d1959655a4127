import type { Server, Socket } from 'node:net';

/** A server on a free port of 127.0.0.1. */
export interface Listening {
  readonly port: number;
  /** Ends it with all its connections. */
  close(): Promise<void>;
}

/** Lets any kind of server listen. Whoever probes hangs up when he likes, so a connection's end is no error. */
export async function listen(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A server on TCP has a port');
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Where the system refuses every connection, as a firewall does that answers for the server: no free port is ever this one. */
export const CLOSED_PORT = 1;
