import { describe, expect, test } from 'vitest';
import type { PlannedStep } from '../../../src/engine/event.ts';
import { describePlan, fingerprint, isNothingToDo, lookAtAll, lookAtEach } from '../../../src/engine/plan.ts';
import { listed } from '../../../src/steps/step.ts';
import {
  bareSession,
  FIRST_STATE,
  keeperOn,
  memoryDisk,
  Shelf,
  thingStep,
  WANTED,
} from '../../support/laws/engine.ts';

const session = () => bareSession({ keeper: keeperOn(memoryDisk()) });

function readingStep(id: 'app-registration' | 'proof', reads: string[], fails = false) {
  return listed<string>({
    id,
    title: id,
    observe: ({ once }) =>
      once('application', async () => {
        reads.push(id);
        if (fails) throw new Error(`${id} cannot look`);
        return `read ${reads.length}`;
      }),
    describe: (observed) => [observed],
    plan: () => [],
    diagnose: () => [],
    planRemoval: () => [],
  });
}

describe('given steps that need the same read', () => {
  test('when they are looked at in one round, then it is read once; when in the next, then anew', async () => {
    const reads: string[] = [];
    const steps = [readingStep('app-registration', reads), readingStep('proof', reads)];
    const told = async () =>
      describePlan(await lookAtAll(steps, session()), WANTED, FIRST_STATE).map(({ already }) => already);
    expect(await told()).toEqual([['read 1'], ['read 1']]);
    expect(await told()).toEqual([['read 2'], ['read 2']]);
  });

  test('when one look fails, then the others are kept, and who needs all of them gets the failure', async () => {
    const steps = [thingStep(new Shelf(), { id: 'client-secret' }), readingStep('proof', [], true)];
    const { looked, failure } = await lookAtEach(steps, session());
    expect(looked.map(({ step }) => step.id)).toEqual(['client-secret']);
    expect(failure?.error).toEqual(new Error('proof cannot look'));
    await expect(lookAtAll(steps, session())).rejects.toThrow('proof cannot look');
  });
});

describe('given a plan', () => {
  const plan: readonly PlannedStep[] = [
    {
      id: 'client-secret',
      title: 'Client secret',
      changes: [
        {
          action: 'create',
          target: 'secret',
          summary: 'create, valid for 12 months',
          details: ['until 2027-11-23'],
          by: 'tool',
          destroys: false,
        },
      ],
      already: [],
    },
  ];
  const changed = (change: Partial<PlannedStep['changes'][number]>) =>
    plan.map((step) => ({ ...step, changes: step.changes.map((one) => ({ ...one, ...change })) }));

  test('when only dates and counts in its details move, then it is the same plan', () => {
    expect(fingerprint(changed({ details: ['until 2027-11-24'] }))).toBe(fingerprint(plan));
    expect(fingerprint(plan.map((step) => ({ ...step, title: 'Secret', already: ['x'] })))).toBe(
      fingerprint(plan),
    );
  });

  test.each([
    [{ action: 'remove' } as const],
    [{ target: 'another' }],
    [{ summary: 'create, valid for 24 months' }],
    [{ by: 'you' } as const],
    [{ destroys: true }],
  ])('when %o is otherwise, then it is another plan', (change) => {
    expect(fingerprint(changed(change))).not.toBe(fingerprint(plan));
  });

  test('when no step has a change, then there is nothing to do', () => {
    expect(isNothingToDo(plan)).toBe(false);
    expect(isNothingToDo(plan.map((step) => ({ ...step, changes: [] })))).toBe(true);
  });
});
