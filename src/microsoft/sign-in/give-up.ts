import type { Clock } from '../../ports/clock.ts';

/** The powers that a deadline needs. */
export interface Deadline {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly limitMs: number;
}

export type InTime<T> = { readonly inTime: true; readonly value: T } | { readonly inTime: false };

/**
 * Waits for `work`, but not for ever: MSAL's interactive sign-in has neither a deadline nor a way to cancel it
 * (microsoft.md §8.3). Throws the signal's reason when it aborts.
 *
 * @param abandon told when the work is no longer waited for, so that it can be ended
 */
export async function within<T>(
  deadline: Deadline,
  work: Promise<T>,
  abandon: () => void,
): Promise<InTime<T>> {
  const settled = new AbortController();
  const limit = deadline.clock
    .sleep(deadline.limitMs, AbortSignal.any([deadline.signal, settled.signal]))
    .then(() => ({ inTime: false }) as const);
  let finished = false;
  try {
    const value = work.then((result) => {
      finished = true;
      return { inTime: true, value: result } as const;
    });
    return await Promise.race([value, limit]);
  } catch (error) {
    throw deadline.signal.aborted ? deadline.signal.reason : error;
  } finally {
    if (!finished) {
      abandon();
      work.catch(() => {});
    }
    limit.catch(() => {});
    settled.abort();
  }
}
