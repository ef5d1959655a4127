import type { Clock } from '../ports/clock.ts';
import { withinDeadline } from './deadline.ts';
import type { Dispatchers } from './dispatchers.ts';
import { type Exchanged, exchange } from './exchange.ts';
import { NetworkError } from './network-error.ts';
import { describeNetworkFailure } from './network-failure.ts';
import { admit, callersSignal, type OutgoingRequest, readOutgoing } from './outgoing-request.ts';
import { requestIdOf, type TraceEntry, tracePath } from './trace.ts';
import type { DoorOptions, Fetch } from './way-out.ts';

const DEFAULT_DEADLINE_MS = 30_000;
const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;

/** What the doors of one way out share. */
export interface DoorPowers {
  readonly dispatchers: Dispatchers;
  readonly clock: Clock;
  /** The run's own end: Ctrl-C. */
  readonly signal: AbortSignal;
  readonly trace: ((entry: TraceEntry) => void) | undefined;
  /** Called for each request just before it leaves. */
  readonly count: (request: OutgoingRequest) => void;
  /** Called for each request that its server refused (4xx), and so did not carry out. */
  readonly refused: (request: OutgoingRequest) => void;
}

/** Opens a door: a fetch for one purpose and its hosts. It rejects with NetworkErrors only. */
export function openDoor(options: DoorOptions, powers: DoorPowers): Fetch {
  const { deadlineMs = DEFAULT_DEADLINE_MS, maxBytes = DEFAULT_MAX_BYTES } = options;

  async function send(request: OutgoingRequest, signals: readonly AbortSignal[]): Promise<Exchanged> {
    const { dispatcher, proxy } = powers.dispatchers.route(request.url);
    let left = false;
    try {
      return await withinDeadline(deadlineMs, signals, (signal) => {
        left = true;
        powers.count(request);
        return exchange(request, { dispatcher, signal, maxBytes });
      });
    } catch (error) {
      if (error instanceof NetworkError) throw error;
      const context = { host: request.url.host, proxy: proxy?.shown, deadlineMs, maxBytes };
      const details = describeNetworkFailure(error, { ...context, now: powers.clock.now() });
      throw new NetworkError({ ...details, mayHaveArrived: left && details.mayHaveArrived });
    }
  }

  function report(request: OutgoingRequest, leftAt: Date, outcome: Exchanged | NetworkError): void {
    const answer = outcome instanceof NetworkError ? undefined : outcome;
    const requestId = answer && requestIdOf(answer.response.headers);
    const serverDate = answer?.response.headers.get('date');
    powers.trace?.({
      at: leftAt.toISOString(),
      purpose: options.purpose,
      method: request.method,
      host: request.url.host,
      path: tracePath(request.url),
      elapsedMs: powers.clock.now().getTime() - leftAt.getTime(),
      bytes: answer?.bytes ?? 0,
      ...(answer && { status: answer.response.status }),
      ...(requestId !== undefined && { requestId }),
      ...(serverDate && { serverDate }),
      ...(outcome instanceof NetworkError && { error: outcome.code }),
    });
  }

  return async (input, init) => {
    const request = await readOutgoing(input, init);
    admit(request.url, options.hosts);
    const callers = callersSignal(input, init);
    const leftAt = powers.clock.now();
    try {
      const exchanged = await send(request, callers ? [powers.signal, callers] : [powers.signal]);
      report(request, leftAt, exchanged);
      const { status } = exchanged.response;
      if (status >= 400 && status < 500) powers.refused(request);
      return exchanged.response;
    } catch (error) {
      if (error instanceof NetworkError) report(request, leftAt, error);
      throw error;
    }
  };
}
