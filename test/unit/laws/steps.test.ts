import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { CONDITIONAL_ACCESS } from '../../../src/steps/conditional-access.ts';
import { expectTypedEnd } from '../../support/laws/answer.ts';
import { endOf, RIGHT_END } from '../../support/laws/end.ts';
import { type LawGround, openLawGround, SETUP } from '../../support/laws/ground.ts';

/**
 * The laws of a single step. They hold for whatever stands in the list, in its order and on one tenant, so that a new
 * step is held to them without anybody writing a test.
 */

// Whole runs in a row, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let ground: LawGround;
let home: string;
beforeAll(async () => {
  ground = await openLawGround();
  home = ground.begin();
});
afterAll(() => ground.close());

const only = (id: string, ...more: readonly string[]) => ground.run(home, [...SETUP, '--only', id, ...more]);

test.each(CONDITIONAL_ACCESS.map(({ id }) => id))(
  'given a tenant without a connection, when %s is applied alone, then it is done or says what comes first',
  async (id) => {
    home = ground.begin();
    const run = await only(id, '--wait', '1');
    expectTypedEnd(run, `${id}: ${run.stdout}`);
    home = ground.begin();
  },
);

describe.each(CONDITIONAL_ACCESS.map(({ id }) => id))('the step %s, when those before it are done', (id) => {
  test('when it is planned, then nothing is written', async () => {
    const planned = await only(id, '--plan');
    const answer = expectTypedEnd(planned, id);
    expect(planned.code).toBe(0);
    expect(planned.writes).toEqual([]);
    expect(answer.requests.writes).toBe(0);
    expect(answer.steps.map((step) => step.id)).toEqual([id]);
  });

  test('when it is applied, then it is done', async () => {
    const applied = await only(id);
    const answer = expectTypedEnd(applied, `${id}: ${applied.stdout}`);
    expect(applied.code, applied.stdout).toBe(0);
    expect(answer.requests.writes).toBe(applied.writes.length);
  });

  test('when it is applied once more, then its plan is empty and nothing is written', async () => {
    const again = await only(id);
    const answer = expectTypedEnd(again, id);
    expect(answer.status).toBe('nothing-to-do');
    expect(answer.steps.flatMap(({ changes }) => changes)).toEqual([]);
    expect(again.writes).toEqual([]);
  });
});

test('given all steps applied one by one, then the end is that of a whole set-up and none has undone another', async () => {
  expect(endOf(ground.world, home)).toEqual(RIGHT_END);
  const whole = await ground.run(home, SETUP);
  expect(expectTypedEnd(whole, 'whole').status).toBe('nothing-to-do');
});
