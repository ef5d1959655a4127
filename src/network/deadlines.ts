import { setMaxListeners } from 'node:events';

/** How long each stage may take, in milliseconds (network.md §9). */
export interface Deadlines {
  /** Both families and both tries together. */
  readonly dns: number;
  /** A SYN is sent again after 1 s and 3 s: less than 3 s would call a network blocked that lost one packet. */
  readonly tcp: number;
  readonly tls: number;
  readonly application: number;
  /** How long the other family may take when the first has connected. */
  readonly ipv6: number;
  /** Everything over one way after DNS, a second attempt included. */
  readonly way: number;
  /** All probes together. */
  readonly total: number;
}

export const DEADLINES: Deadlines = {
  dns: 2_400,
  tcp: 3_000,
  tls: 3_000,
  application: 3_000,
  ipv6: 2_000,
  way: 5_000,
  total: 10_000,
};

/** Pause before the one second attempt. */
export const RETRY_PAUSE_MS = 200;

/** How long a server is watched that was not asked anything: one that wants a certificate closes (network.md §7.1). */
export const LISTEN_MS = 200;

/**
 * Runs `work` until it is done, `milliseconds` are over or `signal` aborts; `work` gets a signal that fires on either.
 * @returns what work gave, or `'deadline'`
 */
export async function within<T>(
  milliseconds: number,
  signal: AbortSignal,
  work: (ended: AbortSignal) => Promise<T>,
): Promise<T | 'deadline'> {
  if (signal.aborted || milliseconds <= 0) return 'deadline';
  const controller = new AbortController();
  const end = () => controller.abort();
  // Where this program itself was busy, what has arrived meanwhile is read before it counts as late.
  const timer = setTimeout(() => setImmediate(end), milliseconds);
  signal.addEventListener('abort', end, { once: true });
  try {
    const ended = new Promise<'deadline'>((resolve) => {
      controller.signal.addEventListener('abort', () => resolve('deadline'), { once: true });
    });
    return await Promise.race([work(controller.signal), ended]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

/**
 * A signal that fires after `milliseconds`, when `signal` aborts, or when `end` is called; `end` also frees the timer,
 * which would hold the process.
 */
export function endingAfter(
  milliseconds: number,
  signal: AbortSignal,
): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  // Every stage of every probe listens to it; Node's warning about ten listeners is for leaks.
  setMaxListeners(0, controller.signal);
  const stop = () => controller.abort();
  if (signal.aborted) stop();
  const timer = setTimeout(stop, milliseconds);
  signal.addEventListener('abort', stop, { once: true });
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      stop();
    },
  };
}

/** Resolves after `milliseconds`, or at once when `signal` aborts. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await within(milliseconds, signal, () => new Promise<never>(() => {}));
}
