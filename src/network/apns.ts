import { type ClientHttp2Session, connect } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { within } from './deadlines.ts';
import type { Endpoint, Question } from './endpoint.ts';
import { codeOf } from './error-code.ts';
import { type ApplicationOutcome, DEADLINE } from './evidence.ts';
import { LONGEST_BODY } from './http-marker.ts';
import { startStopwatch } from './stopwatch.ts';

/**
 * Asks over HTTP/2 on a TLS connection that stands: `fetch` and `https` cannot speak to Apple's push service, and
 * one connection gives the times of all stages (network.md §3.5, §7.5). No credentials; Apple's refusal is the proof.
 */
export async function askOverHttp2(
  socket: TLSSocket,
  endpoint: Endpoint,
  question: Question,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<ApplicationOutcome> {
  const elapsed = startStopwatch();
  const session = connect(`https://${endpoint.host}:${endpoint.port}`, { createConnection: () => socket });
  const result = await within(deadlineMs, signal, () => exchange(session, question));
  session.destroy();
  const ms = elapsed();
  if (result === 'deadline') return { kind: 'failed', ms, code: DEADLINE };
  return 'code' in result ? { kind: 'failed', ms, code: result.code } : { kind: 'answer', ms, ...result };
}

type Answer = Omit<Extract<ApplicationOutcome, { kind: 'answer' }>, 'kind' | 'ms'>;

function exchange(
  session: ClientHttp2Session,
  question: Question,
): Promise<Answer | { readonly code: string }> {
  return new Promise((resolve) => {
    const fail = (error: unknown) => resolve({ code: codeOf(error) });
    // The session's error comes first and has the reason; the stream's only says that it was cancelled.
    session.once('error', fail);
    session.once('close', () => resolve({ code: 'ECONNRESET' }));
    const stream = session.request({ ':method': question.method ?? 'GET', ':path': question.path });
    let status = 0;
    let headers: Record<string, string> = {};
    let body = '';
    stream.on('response', ({ ':status': answered, ...rest }) => {
      status = answered ?? 0;
      headers = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)]));
    });
    stream.setEncoding('utf8').on('data', (text: string) => {
      if (body.length < LONGEST_BODY) body += text;
    });
    stream.once('error', fail);
    stream.once('end', () => resolve({ status, headers, body }));
    stream.end(question.body);
  });
}
