import { expect, test } from 'vitest';
import { announcedWaits } from '../../../src/engine/announced-waits.ts';
import type { Event } from '../../../src/engine/event.ts';
import { handClock } from '../../support/terminal/screen.ts';

test('given two waits at once, when the later ends first, then the earlier is told again with all of its time', () => {
  const events: Event[] = [];
  const { clock, advance } = handClock();
  const tell = announcedWaits((event) => events.push(event), clock);
  const endOne = tell({ what: 'one', limitMs: 45_000, waitedMs: 2_000 });
  advance(1_000);
  const endOther = tell({ what: 'other', limitMs: 12_000, waitedMs: 2_000 });
  advance(1_000);
  endOther();
  endOne();
  expect(events).toEqual([
    { type: 'wait-started', what: 'one', limitMs: 45_000, elapsedMs: 2_000 },
    { type: 'wait-started', what: 'other', limitMs: 12_000, elapsedMs: 2_000 },
    { type: 'wait-started', what: 'one', limitMs: 45_000, elapsedMs: 4_000 },
    { type: 'wait-ended' },
  ]);
});

test('given two waits at once, when the earlier ends first, then nothing is said before both are over', () => {
  const events: Event[] = [];
  const tell = announcedWaits((event) => events.push(event), handClock().clock);
  const endOne = tell({ what: 'one', limitMs: 45_000, waitedMs: 0 });
  const endOther = tell({ what: 'other', limitMs: 45_000, waitedMs: 0 });
  endOne();
  expect(events).toHaveLength(2);
  endOther();
  expect(events.at(-1)).toEqual({ type: 'wait-ended' });
});
