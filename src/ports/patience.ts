import type { Clock } from './clock.ts';

/** Something that is waited for, as a person is told of it: `waiting for the application`. */
export interface Wait {
  readonly what: string;
  /** The longest that it is waited for, in milliseconds. */
  readonly limitMs: number;
  /** How much of it is over already, in milliseconds. */
  readonly waitedMs: number;
}

/** Tells a person what is waited for; what comes back tells that it is over. */
export type TellOfWait = (wait: Wait) => () => void;

/** The powers that waiting needs. */
export interface WaitingPowers {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly tellOfWait?: TellOfWait | undefined;
}

/** The time that something is given to show by itself. */
export interface Patience {
  /** Pauses before another look; false, at once, when the time is over. */
  pause(): Promise<boolean>;
  /** It is no longer waited for, whatever came of it. */
  end(): void;
}

/** Pauses between looks: quick at first, because most things show within two seconds, then five seconds. */
const PAUSES_MS = [250, 500, 1_000, 2_000, 3_000] as const;
const LONGEST_PAUSE_MS = 5_000;
/** What is over sooner needs no word. */
const UNTOLD_MS = 2_000;

/** Begins to wait for `what`, for `limitMs` at most. */
export function bePatient(
  { clock, signal, tellOfWait }: WaitingPowers,
  { what, limitMs }: Omit<Wait, 'waitedMs'>,
): Patience {
  const since = clock.now().getTime();
  let pauses = 0;
  let tellEnd: (() => void) | undefined;
  return {
    async pause() {
      const waitedMs = clock.now().getTime() - since;
      if (waitedMs >= limitMs) return false;
      const pause = Math.min(PAUSES_MS[pauses] ?? LONGEST_PAUSE_MS, limitMs - waitedMs);
      pauses += 1;
      if (waitedMs + pause > UNTOLD_MS) tellEnd ??= tellOfWait?.({ what, limitMs, waitedMs });
      await clock.sleep(pause, signal);
      return true;
    },
    end: () => tellEnd?.(),
  };
}
