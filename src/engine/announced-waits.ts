import type { Clock } from '../ports/clock.ts';
import type { TellOfWait } from '../ports/patience.ts';
import type { Emit } from './event.ts';

/** Every wait told as events. Of several at once the latest is told, and when it is over the one before it again. */
export function announcedWaits(emit: Emit, clock: Pick<Clock, 'now'>): TellOfWait {
  const waits: { readonly what: string; readonly limitMs: number; readonly since: number }[] = [];

  function tellLatest(): void {
    const latest = waits.at(-1);
    if (latest === undefined) {
      emit({ type: 'wait-ended' });
    } else {
      const { what, limitMs, since } = latest;
      emit({ type: 'wait-started', what, limitMs, elapsedMs: clock.now().getTime() - since });
    }
  }

  return ({ what, limitMs, waitedMs }) => {
    const wait = { what, limitMs, since: clock.now().getTime() - waitedMs };
    waits.push(wait);
    tellLatest();
    return () => {
      const wasLatest = waits.at(-1) === wait;
      waits.splice(waits.indexOf(wait), 1);
      if (wasLatest) tellLatest();
    };
  };
}
