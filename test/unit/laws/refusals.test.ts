import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { expectTypedEnd } from '../../support/laws/answer.ts';
import { endOf, RIGHT_END } from '../../support/laws/end.ts';
import { type LawGround, openLawGround, SETUP } from '../../support/laws/ground.ts';
import { everyPlaceOnce, everyWriteOnce, RETRY_AFTER_S, refusal } from '../../support/laws/mishaps.ts';

/**
 * The law: a refusal is told with its code and its next step, and the command, run again as often as it takes, comes
 * to the same end. Every request is refused once.
 */

/** As many runs as a set-up has requests that a run can end at, and some more. */
const MOST_RUNS = 80;

// Whole runs in a row, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let ground: LawGround;
beforeAll(async () => {
  ground = await openLawGround();
});
afterAll(() => ground.close());

async function runUntilDone(home: string, mishap: ReturnType<typeof everyWriteOnce>): Promise<void> {
  const ends: string[] = [];
  for (let runs = 0; runs < MOST_RUNS; runs += 1) {
    const run = await ground.run(home, SETUP, mishap);
    const answer = expectTypedEnd(run, `run ${runs + 1}: ${run.stdout}${run.stderr}`);
    ends.push(answer.error?.code ?? answer.status);
    if (run.code === 0) return;
  }
  throw new Error(`no end after ${MOST_RUNS} runs: ${ends.join(', ')}`);
}

describe.each([401, 403, 404, 409, 429, 500, 503])('given that %i is answered', (status) => {
  test('when it meets each writing request once, then the same end is reached', async () => {
    const home = ground.begin();
    await runUntilDone(home, everyWriteOnce(refusal(status)));
    expect(endOf(ground.world, home)).toEqual(RIGHT_END);
  });
});

describe.each([403, 404])('given that %i is answered', (status) => {
  test('when it meets every request once, then the same end is reached', async () => {
    const home = ground.begin();
    // To a refusal of service discovery the right answer is one more permission: microsoft.md §6.
    const mishap = everyPlaceOnce(refusal(status), ({ path }) => !path.endsWith('/endpoints'));
    await runUntilDone(home, mishap);
    expect(endOf(ground.world, home)).toEqual(RIGHT_END);
  });
});

test('given a connection that is cut, when it meets every request once, then the same end is reached', async () => {
  const home = ground.begin();
  await runUntilDone(home, everyPlaceOnce({ kind: 'cut', after: 'before-commit' }));
  expect(endOf(ground.world, home)).toEqual(RIGHT_END);
});

test('given a service that throttles, when it names a time, then no request comes sooner', async () => {
  const home = ground.begin();
  const throttled = everyWriteOnce(refusal(429));
  const at = new Map<string, number>();
  const pauses: number[] = [];
  const run = await ground.run(home, SETUP, (request) => {
    const mishap = throttled(request);
    const now = ground.clock.now().getTime();
    const before = at.get(request.path);
    at.delete(request.path);
    if (mishap !== undefined) at.set(request.path, now);
    else if (request.writes && before !== undefined) pauses.push(now - before);
    return mishap;
  });
  expect(run.code, run.stderr).toBe(0);
  expect(pauses.length).toBeGreaterThan(0);
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(RETRY_AFTER_S * 1000);
});
