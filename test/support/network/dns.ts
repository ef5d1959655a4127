import { createSocket, type Socket } from 'node:dgram';

/** What a name gets: addresses (IPv6 ones for AAAA), a response code, or no answer at all. */
export type DnsEntry = readonly string[] | 'nxdomain' | 'servfail' | 'silent';

export interface DnsServer {
  /** `127.0.0.1:5353` */
  readonly address: string;
  readonly names: Map<string, DnsEntry>;
  /** Every name that was asked for, with its type. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

const TYPES: Readonly<Record<number, string>> = { 1: 'A', 28: 'AAAA' };

/** A DNS server of our own on this computer. A name that it does not know does not exist. */
export async function serveDns(port = 0): Promise<DnsServer> {
  const names = new Map<string, DnsEntry>();
  const asked: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (query, peer) => {
    const { name, type, end } = questionIn(query);
    asked.push(`${name} ${TYPES[type] ?? type}`);
    const entry = names.get(name) ?? 'nxdomain';
    if (entry === 'silent') return;
    socket.send(answerTo(query.subarray(0, end), type, entry), peer.port, peer.address);
  });
  await new Promise<void>((resolve) => socket.bind(port, '127.0.0.1', resolve));
  return { address: `127.0.0.1:${socket.address().port}`, names, asked, close: () => close(socket) };
}

function questionIn(query: Buffer): { readonly name: string; readonly type: number; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length !== 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function answerTo(question: Buffer, type: number, entry: Exclude<DnsEntry, 'silent'>): Buffer {
  const code = entry === 'nxdomain' ? 3 : entry === 'servfail' ? 2 : 0;
  const wanted = (address: string) => (type === 28) === address.includes(':');
  const addresses = typeof entry === 'string' ? [] : entry.filter(wanted);
  const header = Buffer.from(question);
  header.writeUInt16BE(0x8180 | code, 2);
  header.writeUInt16BE(addresses.length, 6);
  header.writeUInt16BE(0, 8);
  header.writeUInt16BE(0, 10);
  return Buffer.concat([header, ...addresses.map((address) => record(type, address))]);
}

/** Name (pointer to the question), type, class IN, 60 seconds, data. */
function record(type: number, address: string): Buffer {
  const data = type === 28 ? bytesOfV6(address) : Buffer.from(address.split('.').map(Number));
  const head = Buffer.from([0xc0, 0x0c, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length]);
  return Buffer.concat([head, data]);
}

function bytesOfV6(address: string): Buffer {
  const [left = '', right = ''] = address.split('::');
  const groups = (text: string) =>
    text === '' ? [] : text.split(':').map((one) => Number.parseInt(one, 16));
  const [head, tail] = [groups(left), groups(right)];
  const middle = new Array<number>(8 - head.length - tail.length).fill(0);
  const bytes = Buffer.alloc(16);
  for (const [index, group] of [...head, ...middle, ...tail].entries()) bytes.writeUInt16BE(group, index * 2);
  return bytes;
}

function close(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.close(() => resolve()));
}
