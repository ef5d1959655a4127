import type { Clock } from '../ports/clock.ts';
import { trustedAuthorities } from './certificate-authorities.ts';
import { openDispatchers, PHASE_TIMEOUTS, type PhaseTimeouts } from './dispatchers.ts';
import { openDoor } from './door.ts';
import { type Environment, readProxySettings } from './proxy.ts';
import { isWrite } from './request-counts.ts';
import { openServerClocks } from './server-clocks.ts';
import type { TraceEntry } from './trace.ts';
import type { WayOut } from './way-out.ts';

export interface WayOutOptions {
  /** Where HTTPS_PROXY, ALL_PROXY, HTTP_PROXY, NO_PROXY and NODE_EXTRA_CA_CERTS are read from. */
  readonly env: Environment;
  /** PEM texts to trust beside the built-in roots: the sandbox's authority. */
  readonly extraCa?: readonly string[];
  /** The file given with `--ca`. */
  readonly caFile?: string;
  /** Told about each request when it has ended. */
  readonly trace?: (entry: TraceEntry) => void;
  /** The end of the run: interrupts every request. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly timeouts?: Partial<PhaseTimeouts>;
}

/**
 * Opens the one way out to the network.
 * @throws Failure JI-P507 (a CA file that cannot be used) or JI-P508 (a proxy address that cannot be used)
 */
export async function openWayOut(options: WayOutOptions): Promise<WayOut> {
  const { clock, signal, trace } = options;
  const settings = readProxySettings(options.env);
  const timeouts = { ...PHASE_TIMEOUTS, ...options.timeouts };
  const dispatchers = openDispatchers(await trustedAuthorities(options), settings, timeouts);
  const clocks = openServerClocks();
  let sent = 0;
  let writes = 0;
  return {
    door: (door) =>
      openDoor(door, {
        dispatchers,
        clock,
        signal,
        trace(entry) {
          clocks.note(entry);
          trace?.(entry);
        },
        count(request) {
          sent += 1;
          if (isWrite(door.purpose, request.method, request.url.pathname)) writes += 1;
        },
        refused(request) {
          if (isWrite(door.purpose, request.method, request.url.pathname)) writes -= 1;
        },
      }),
    counts: () => ({ sent, writes }),
    clocks: clocks.readings,
    close: () => dispatchers.close(),
  };
}
