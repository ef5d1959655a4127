import type { Server, Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import type { ProbeOptions } from '../../../src/network/run-probes.ts';
import type { Target } from '../../../src/network/tcp.ts';
import { type DnsServer, serveDns } from './dns.ts';

/** Where a scene takes place: on loopback with every address moved, or in a network of its own with the real ones. */
export interface Ground {
  readonly dns: DnsServer;
  readonly options: Pick<ProbeOptions, 'dns' | 'connectTo'>;
  /** The server answers at `host:port`, and DNS knows the host. */
  serve(host: string, port: number, server: Server): Promise<void>;
  /** A firewall between here and `host:port`. */
  block(host: string, port: number, how: 'drop' | 'reject' | 'reset'): Promise<void>;
  close(): Promise<void>;
}

/** Lets a server listen, and gives a function that ends it with all its connections. */
export async function listenAt(
  server: Server,
  address: string,
  port: number,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('the server has no port');
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { port: at.port, close };
}

/** On 127.0.0.1: DNS gives Apple's and documentation addresses, and connections are moved to our own ports. */
export async function loopbackGround(): Promise<Ground> {
  const dns = await serveDns();
  const targets = new Map<string, Target>();
  const closers: (() => Promise<unknown>)[] = [() => dns.close()];
  let count = 0;
  const name = (host: string) => {
    count += 1;
    if (!dns.names.has(host)) dns.names.set(host, [`17.57.144.${count}`]);
  };
  const move = (host: string, port: number, target: Target) => {
    name(host);
    targets.set(`${host}:${port}`, target);
  };
  return {
    dns,
    options: {
      dns: { servers: [dns.address] },
      connectTo: (host, port) => targets.get(`${host}:${port}`),
    },
    async serve(host, port, server) {
      const listening = await listenAt(server, '127.0.0.1', 0);
      closers.push(listening.close);
      move(host, port, { address: '127.0.0.1', port: listening.port });
    },
    async block(host, port, how) {
      const address = '127.0.0.1';
      if (how === 'reject') return move(host, port, { address: '255.255.255.255', port: 443 });
      if (how === 'reset') return move(host, port, { address, port: await closedPort() });
      const wall = await fullQueue();
      closers.push(wall.close);
      move(host, port, { address, port: wall.port });
    },
    close: async () => void (await Promise.all(closers.map((close) => close()))),
  };
}

async function closedPort(): Promise<number> {
  const { createServer } = await import('node:net');
  const { port, close } = await listenAt(createServer(), '127.0.0.1', 0);
  await close();
  return port;
}

const NEVER_ACCEPTS = `
const { parentPort } = require('node:worker_threads');
const server = require('node:net').createServer();
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 20);
});`;

/** A port whose queue is full: the system drops what comes, as a firewall does (Linux). */
async function fullQueue(): Promise<{ readonly port: number; close(): Promise<unknown> }> {
  const { connect } = await import('node:net');
  const worker = new Worker(NEVER_ACCEPTS, { eval: true });
  const port = await new Promise<number>((resolve) => worker.once('message', resolve));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const fillers = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  await new Promise((resolve) => setTimeout(resolve, 100));
  return {
    port,
    close() {
      for (const filler of fillers) filler.destroy();
      return worker.terminate();
    },
  };
}
