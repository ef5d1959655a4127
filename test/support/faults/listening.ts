import { createServer, type Socket } from 'node:net';

/** A place where nothing must ever arrive. */
export interface Trap {
  readonly port: number;
  readonly visitors: () => number;
  close(): Promise<void>;
}

export async function openTrap(): Promise<Trap> {
  let visitors = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    visitors += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the trap has no port');
  return {
    port: address.port,
    visitors: () => visitors,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
