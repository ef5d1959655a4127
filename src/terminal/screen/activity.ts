import type { Clock } from '../../ports/clock.ts';
import type { Ticker } from './ticker.ts';

/** What is going on at this moment, and since when. */
export interface Activity {
  /** Starts something, or goes on with what has lasted `alreadyMs`; what went on before has ended. */
  start(what: string, alreadyMs?: number): void;
  stop(): void;
}

export interface ActivityOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly ticker: Ticker;
  readonly intervalMs: number;
  /** Called at the start and at every tick; `beat` counts from 0. */
  readonly onBeat: (what: string, elapsedMs: number, beat: number) => void;
}

/** Keeps the time of one activity; the timer runs only while there is one. */
export function createActivity({ clock, ticker, intervalMs, onBeat }: ActivityOptions): Activity {
  let stopTicking: (() => void) | undefined;

  function stop(): void {
    stopTicking?.();
    stopTicking = undefined;
  }

  return {
    start(what, alreadyMs = 0) {
      stop();
      const startedAt = clock.now().getTime() - alreadyMs;
      let beat = 0;
      onBeat(what, alreadyMs, beat);
      stopTicking = ticker(intervalMs, () => {
        beat += 1;
        onBeat(what, clock.now().getTime() - startedAt, beat);
      });
    },
    stop,
  };
}
