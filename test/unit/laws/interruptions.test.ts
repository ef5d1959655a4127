import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { SandboxRequest } from '../../../src/sandbox/sandbox.ts';
import { Interrupted } from '../../../src/terminal/interrupted.ts';
import { expectTypedEnd } from '../../support/laws/answer.ts';
import { breakDisk, mendDisk } from '../../support/laws/disk.ts';
import { endOf, RIGHT_END } from '../../support/laws/end.ts';
import { type LawGround, type LawRun, openLawGround, SETUP } from '../../support/laws/ground.ts';
import { everyPlaceOnce } from '../../support/laws/mishaps.ts';

/** The law: an interruption, or a disk that gives up, at any request leaves a state that the next run goes on from. */

// Whole runs in a row, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let ground: LawGround;
let writes: readonly SandboxRequest[];
beforeAll(async () => {
  ground = await openLawGround();
  writes = (await ground.run(ground.begin(), SETUP)).writes;
});
afterAll(() => ground.close());

describe('given a person who presses Ctrl-C', () => {
  test('when it comes during any one writing request that is carried out all the same, then the next run reaches the end', async () => {
    for (const index of writes.keys()) {
      const home = ground.begin();
      const interrupted = await ground.run(
        home,
        SETUP,
        atWrite(index, (_request, end) => end(new Interrupted('SIGINT'))),
      );
      expectInterruption(interrupted, 130);
      expect(interrupted.writes).toHaveLength(index + 1);
      const next = await ground.run(home, SETUP);
      expect(next.code, next.stderr).toBe(0);
      expect(ground.most()).toBe(1);
      expect(endOf(ground.world, home), interrupted.writes.at(-1)?.path).toEqual(RIGHT_END);
    }
  });

  test('when it comes during every request in turn, then every run stops at once and the last one reaches the end', async () => {
    const home = ground.begin();
    const first = everyPlaceOnce({ kind: 'cut', after: 'before-commit' });
    for (let runs = 1; ; runs += 1) {
      let requestsAfter = 0;
      let ended = false;
      const run = await ground.run(home, SETUP, (request, end) => {
        if (ended) requestsAfter += 1;
        if (ended || first(request) === undefined) return undefined;
        ended = true;
        end(new Interrupted('SIGTERM'));
        return undefined;
      });
      if (!ended) {
        expect(run.code, run.stderr).toBe(0);
        expect(runs).toBeGreaterThan(20);
        break;
      }
      expectInterruption(run, 143);
      // What was on its way already, and signing out of Jamf Pro.
      expect(requestsAfter).toBeLessThan(MOST_ON_THEIR_WAY);
    }
    expect(endOf(ground.world, home)).toEqual(RIGHT_END);
  });
});

/** The looks of all steps begin together, and Jamf Pro's page goes on by itself. */
const MOST_ON_THEIR_WAY = 30;

describe('given a disk that takes no more', () => {
  test('when it begins at any one writing request, then the run says so and the next one reaches the end', async () => {
    for (const index of writes.keys()) {
      const home = ground.begin();
      const failed = await ground.run(
        home,
        SETUP,
        atWrite(index, () => breakDisk(home)),
      );
      const answer = expectTypedEnd(failed, `write ${index + 1}`);
      expect(answer.error?.code).toBe('JI-P536');
      expect(failed.code).toBe(6);
      // What cannot be written down is not done: nothing is sent after the request that was on its way.
      expect(failed.writes).toHaveLength(index + 1);
      mendDisk(home);
      const next = await ground.run(home, SETUP);
      expect(next.code, next.stderr).toBe(0);
      expect(ground.most()).toBe(1);
      expect(endOf(ground.world, home), failed.writes.at(-1)?.path).toEqual(RIGHT_END);
    }
  });

  test('when it is so from the beginning, then nothing is sent at all', async () => {
    const home = ground.begin();
    breakDisk(home);
    const failed = await ground.run(home, SETUP);
    expectTypedEnd(failed, 'broken from the beginning');
    expect(failed.code).toBe(6);
    expect(failed.writes).toEqual([]);
  });
});

function atWrite(index: number, act: (request: SandboxRequest, end: (reason: unknown) => void) => void) {
  let seen = 0;
  return (request: SandboxRequest, end: (reason: unknown) => void) => {
    if (request.writes) seen += 1;
    if (request.writes && seen === index + 1) act(request, end);
    return undefined;
  };
}

function expectInterruption(run: LawRun, code: number): void {
  expect(run.code, run.stderr).toBe(code);
  expect(expectTypedEnd(run, 'interruption').error?.code).toBe('JI-P514');
}
