import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../../src/ports/clock.ts';

/** How much faster sleeping goes: a 45-second wait takes less than a second. */
const SPEED = 60;

export interface FastClock extends Clock {
  /** Back to the real time of day: certificates and MSAL look at their own clocks. */
  reset(): void;
  /** Passes time at once, as for a laptop that sleeps. */
  leap(milliseconds: number): void;
}

/** Runs with the real clock while somebody works, and leaps over the time that somebody sleeps. */
export function fastClock(): FastClock {
  let leapt = 0;
  return {
    now: () => new Date(Date.now() + leapt),
    async sleep(milliseconds, signal) {
      const real = Math.ceil(milliseconds / SPEED);
      await wait(real, undefined, { signal });
      leapt += milliseconds - real;
    },
    leap: (milliseconds) => {
      leapt += milliseconds;
    },
    reset: () => {
      leapt = 0;
    },
  };
}
