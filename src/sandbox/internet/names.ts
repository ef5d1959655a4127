import { createSocket } from 'node:dgram';

/** What DNS says of a name: an IPv4 address, that there is no such name, or that it could not find out. */
export type NameAnswer = { readonly address: string } | 'no-name' | 'no-dns';

export interface NameServer {
  /** `127.0.0.1:5353` */
  readonly address: string;
  close(): Promise<void>;
}

const CODES = { 'no-name': 3, 'no-dns': 2 } as const;
const TYPE_A = 1;

/** A DNS server on loopback that knows the simulated hosts and nobody else, so that no look-up leaves this computer. */
export async function serveNames(answerFor: (name: string) => NameAnswer): Promise<NameServer> {
  const socket = createSocket('udp4');
  socket.on('message', (query, peer) => {
    const question = questionIn(query);
    // What is no question gets no answer.
    if (question === undefined) return;
    socket.send(replyTo(question, answerFor(question.name)), peer.port, peer.address);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', resolve);
  });
  return {
    address: `127.0.0.1:${socket.address().port}`,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

interface Question {
  readonly name: string;
  readonly type: number;
  /** The message up to the end of its question. */
  readonly bytes: Buffer;
}

const HEADER_LENGTH = 12;

function questionIn(query: Buffer): Question | undefined {
  const labels: string[] = [];
  let at = HEADER_LENGTH;
  for (let length = query[at]; length !== 0; length = query[at]) {
    if (length === undefined) return undefined;
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  if (query.length < at + 5) return undefined;
  const type = query.readUInt16BE(at + 1);
  return { name: labels.join('.').toLowerCase(), type, bytes: query.subarray(0, at + 5) };
}

function replyTo({ bytes, type }: Question, answer: NameAnswer): Buffer {
  const records = typeof answer === 'string' || type !== TYPE_A ? [] : [recordOf(answer.address)];
  const reply = Buffer.from(bytes);
  // An answer, recursion offered, and the code.
  reply.writeUInt16BE(0x8180 | (typeof answer === 'string' ? CODES[answer] : 0), 2);
  reply.writeUInt16BE(records.length, 6);
  reply.writeUInt32BE(0, 8);
  return Buffer.concat([reply, ...records]);
}

/** The question's name, type A, class IN, 60 seconds, four bytes. */
function recordOf(address: string): Buffer {
  return Buffer.from([
    0xc0,
    HEADER_LENGTH,
    0,
    TYPE_A,
    0,
    1,
    0,
    0,
    0,
    60,
    0,
    4,
    ...address.split('.').map(Number),
  ]);
}
