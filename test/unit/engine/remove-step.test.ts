import { describe, expect, it } from 'vitest';
import { removeStep } from '../../../src/engine/remove-step.ts';
import { type Change, type ListedStep, listed } from '../../../src/steps/step.ts';
import {
  bareSession,
  keeperOn,
  listener,
  memoryDisk,
  sleepingClock,
  WANTED,
} from '../../support/laws/engine.ts';

/** A part that is there for as many looks as `shown` says, after it was taken away. */
function partShownFor(shown: number, more: readonly string[] = []) {
  const things = new Set(['it', ...more]);
  const taken: string[] = [];
  let lag = 0;
  const take = (thing: string): Change => ({
    action: 'remove',
    target: thing,
    summary: `remove ${thing}`,
    by: 'tool',
    destroys: true,
    apply: async () => {
      taken.push(thing);
      things.delete(thing);
      lag = shown;
      return `removed ${thing}`;
    },
  });
  const step: ListedStep = listed<readonly string[]>({
    id: 'client-secret',
    title: 'Client secret',
    observe: async () => {
      lag -= 1;
      return lag >= 0 ? [...things, ...taken.slice(-1)] : [...things];
    },
    describe: () => [],
    plan: () => [],
    diagnose: () => [],
    // One at a time, so that the second shows only when the first is gone.
    planRemoval: ([first]) => (first === undefined ? [] : [take(first)]),
    remainder: () => ({ standing: 'gone', lines: ['none of ours'] }),
  });
  return { step, taken };
}

async function remove({ step }: ReturnType<typeof partShownFor>) {
  const keeper = keeperOn(memoryDisk());
  const clock = sleepingClock();
  const session = bareSession({ keeper, clock });
  const look = await step.look(session);
  const removed = await removeStep(step, look, { session, wanted: WANTED, keeper, emit: listener().emit });
  return { removed, slept: clock.slept };
}

describe('taking one part away', () => {
  it('given that it is still seen for a while, then it is waited for and taken away once', async () => {
    const part = partShownFor(3);
    const { removed, slept } = await remove(part);
    expect(removed).toEqual({
      lines: ['removed it'],
      remainder: { standing: 'gone', lines: ['none of ours'] },
      changed: true,
    });
    expect(part.taken).toEqual(['it']);
    expect(slept.length).toBe(3);
  });

  it('given that a look shows a second one, then that goes too', async () => {
    const part = partShownFor(0, ['another']);
    const { removed } = await remove(part);
    expect([removed.lines, part.taken]).toEqual([
      ['removed it', 'removed another'],
      ['it', 'another'],
    ]);
  });

  it('given that it never goes, then that is the failure, and nothing was done twice', async () => {
    const part = partShownFor(Number.POSITIVE_INFINITY);
    await expect(remove(part)).rejects.toMatchObject({ code: 'JI-P515', exit: 1, why: 'remove it' });
    expect(part.taken).toEqual(['it']);
  });
});
