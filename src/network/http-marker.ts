import { Agent, type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { within } from './deadlines.ts';
import type { Endpoint, Question } from './endpoint.ts';
import { codeOf } from './error-code.ts';
import { type ApplicationOutcome, DEADLINE } from './evidence.ts';
import { startStopwatch } from './stopwatch.ts';

/** A proof stands at the beginning of an answer; portals send whole pages. */
export const LONGEST_BODY = 64_000;

/**
 * Asks over HTTP/1.1 on a connection that stands, TLS or plain. Redirects are not followed: a portal's is the proof
 * that it is one (network.md §3.6).
 */
export async function askOverHttp1(
  socket: Duplex,
  endpoint: Endpoint,
  question: Question,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<ApplicationOutcome> {
  const elapsed = startStopwatch();
  const result = await within(deadlineMs, signal, () => exchange(socket, endpoint, question));
  const ms = elapsed();
  if (result === 'deadline') return { kind: 'failed', ms, code: DEADLINE };
  return 'code' in result ? { kind: 'failed', ms, code: result.code } : { kind: 'answer', ms, ...result };
}

type Answer = Omit<Extract<ApplicationOutcome, { kind: 'answer' }>, 'kind' | 'ms'>;

function exchange(
  socket: Duplex,
  { host, port, protocol }: Endpoint,
  { method = 'GET', path, accept = '*/*' }: Question,
): Promise<Answer | { readonly code: string }> {
  return new Promise((resolve) => {
    const agent = new Agent({ maxSockets: 1 });
    agent.createConnection = () => socket;
    const authority = port === (protocol === 'https' ? 443 : 80) ? host : `${host}:${port}`;
    const headers = { host: authority, accept, 'user-agent': 'jamf-intune', connection: 'close' };
    const asked = request({ agent, method, path, headers }, (answer) => {
      readBody(answer, (body) => {
        resolve({ status: answer.statusCode ?? 0, headers: headersOf(answer), body });
      });
    });
    asked.once('error', (error) => resolve({ code: codeOf(error) }));
    asked.end();
  });
}

/** As much of it as matters, also when the rest never comes whole. */
function readBody(answer: IncomingMessage, done: (body: string) => void): void {
  let body = '';
  answer.setEncoding('utf8').on('data', (text: string) => {
    body += text;
    if (body.length >= LONGEST_BODY) done(body);
  });
  answer.once('error', () => done(body));
  answer.once('end', () => done(body));
}

function headersOf(answer: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
}
