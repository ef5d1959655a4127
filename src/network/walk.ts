import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { askOverHttp2 } from './apns.ts';
import { type Deadlines, LISTEN_MS, pause, RETRY_PAUSE_MS } from './deadlines.ts';
import type { Endpoint } from './endpoint.ts';
import { type ApplicationOutcome, DEADLINE, type PathEvidence } from './evidence.ts';
import { askOverHttp1 } from './http-marker.ts';
import { startStopwatch } from './stopwatch.ts';
import { NO_COMMON_PROTOCOL, shakeHands } from './tls.ts';
import type { OpenTransport } from './transport.ts';
import type { TrustSets } from './trust.ts';

export interface WalkOptions {
  readonly endpoint: Endpoint;
  readonly trust: TrustSets;
  readonly deadlines: Deadlines;
  readonly signal: AbortSignal;
  /** Told once when the connection stands. */
  readonly onConnected?: () => void;
}

/** Goes one way to an endpoint, stage by stage, as far as it leads; a second time when the first may have been bad luck. */
export async function walk(open: OpenTransport, options: WalkOptions): Promise<PathEvidence> {
  const elapsed = startStopwatch();
  const left = () => options.deadlines.way - elapsed();
  let seen = await attempt(open, options, left, true);
  if (mayBeBadLuck(options.endpoint, seen) && left() > RETRY_PAUSE_MS) {
    await pause(RETRY_PAUSE_MS, options.signal);
    if (!options.signal.aborted) seen = await attempt(open, options, left, true);
  }
  if (seen.tls?.ok === false && seen.tls.code === NO_COMMON_PROTOCOL) {
    const unmasked = await attempt(open, options, left, false);
    return unmasked.tls?.ok === true ? unmasked : seen;
  }
  return seen;
}

/** Only what may go differently the next time: silence and a cut. Refusals, names and certificates stay as they are. */
function mayBeBadLuck({ protocol }: Endpoint, { tcp, tls }: PathEvidence): boolean {
  const again = (code: string) => code === DEADLINE || code === 'ECONNRESET';
  if (tcp?.ok === false) return again(tcp.code);
  // Apple takes connections that come and go for an attack: one for each host and port (network.md §3.5).
  return tls?.ok === false && protocol !== 'http2' && again(tls.code);
}

async function attempt(
  open: OpenTransport,
  options: WalkOptions,
  left: () => number,
  offerAlpn: boolean,
): Promise<PathEvidence> {
  const { endpoint, trust, deadlines, signal, onConnected } = options;
  const transport = await open(Math.min(deadlines.tcp, left()), signal);
  const { seen, stream } = transport;
  try {
    if (stream === null) return seen;
    onConnected?.();
    const forAnswer = () => Math.min(deadlines.application, left());
    if (endpoint.protocol === 'tcp') {
      if (endpoint.question === undefined) return seen;
      const application = await askOverHttp1(stream, endpoint, endpoint.question, forAnswer(), signal);
      return { ...seen, application };
    }
    const { outcome: tls, socket } = await shakeHands(stream, {
      endpoint,
      context: trust.contextFor(endpoint.trust ?? 'public'),
      roots: trust,
      deadlineMs: Math.min(deadlines.tls, left()),
      signal,
      offerAlpn,
    });
    if (socket === null) return { ...seen, tls };
    const application = await converse(socket, endpoint, forAnswer(), signal);
    socket.destroy();
    return { ...seen, tls, ...(application === null ? {} : { application }) };
  } finally {
    transport.close();
    stream?.destroy();
  }
}

/** Asks the endpoint's question. Without one, watches whether the peer stays. */
async function converse(
  socket: TLSSocket,
  endpoint: Endpoint,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<ApplicationOutcome | null> {
  const { question, protocol } = endpoint;
  if (question === undefined) return listen(socket, signal);
  if (protocol !== 'http2') return askOverHttp1(socket, endpoint, question, deadlineMs, signal);
  if (socket.alpnProtocol !== 'h2') return null;
  return askOverHttp2(socket, endpoint, question, deadlineMs, signal);
}

/** With TLS 1.3 a server that wants a certificate closes only after the handshake (network.md §7.1). */
async function listen(socket: Duplex, signal: AbortSignal): Promise<ApplicationOutcome> {
  const elapsed = startStopwatch();
  const waiting = new AbortController();
  let closed = false;
  const onEnd = () => {
    closed = true;
    waiting.abort();
  };
  for (const event of ['end', 'close', 'error']) socket.once(event, onEnd);
  // Without a reader the end is never seen.
  socket.resume();
  await pause(LISTEN_MS, AbortSignal.any([signal, waiting.signal]));
  return { kind: 'listened', ms: elapsed(), closed };
}
