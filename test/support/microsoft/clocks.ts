import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../../src/ports/clock.ts';

/** A clock on which every wait is over at once and only moves the time: 90 seconds of replication take none. */
export interface HurryingClock extends Clock {
  readonly slept: readonly number[];
}

export function hurryingClock(start = new Date('2026-11-23T10:00:00Z')): HurryingClock {
  let now = start.getTime();
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(now),
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
}

/** The real time, for what MSAL does on its own timers. */
export const realClock: Clock = {
  now: () => new Date(),
  async sleep(milliseconds, signal) {
    await delay(milliseconds, undefined, { signal }).catch(() => {
      throw signal?.reason;
    });
  },
};

/** The real time, but each wait takes a fiftieth: MSAL's own timers stay as they are. */
export const briskClock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds, signal) => realClock.sleep(milliseconds / 50, signal),
};
