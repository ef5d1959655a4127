import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Interference, SandboxRequest } from '../../../src/sandbox/sandbox.ts';
import { answerOf, expectTypedEnd } from '../../support/laws/answer.ts';
import { breakDisk, mendDisk } from '../../support/laws/disk.ts';
import { endOf, RIGHT_END } from '../../support/laws/end.ts';
import { type LawGround, openLawGround, SETUP } from '../../support/laws/ground.ts';

/**
 * The law: whatever becomes of the answer to a writing request, there is one of everything in the end. Each writing
 * request of a whole set-up is disturbed once, on a new tenant, and the command is run again where it did not come to
 * its end.
 */

const LOST: readonly (readonly [string, Interference])[] = [
  ['the connection is cut before the request is carried out', { kind: 'cut', after: 'before-commit' }],
  ['the connection is cut after the request was carried out', { kind: 'cut', after: 'after-commit' }],
  ['a gateway answers 504 after it was carried out', { kind: 'answer', status: 504, after: 'after-commit' }],
];

// Whole runs in a row, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let ground: LawGround;
let writes: readonly SandboxRequest[];

beforeAll(async () => {
  ground = await openLawGround();
  const home = ground.begin();
  const undisturbed = await ground.run(home, SETUP);
  expect(answerOf(undisturbed).status).toBe('done');
  expect(endOf(ground.world, home)).toEqual(RIGHT_END);
  writes = undisturbed.writes;
});

afterAll(() => ground.close());

test('given a finished set-up, when it is run again, then nothing is written', async () => {
  const home = ground.begin();
  await ground.run(home, SETUP);
  const again = await ground.run(home, SETUP);
  expect(answerOf(again).status).toBe('nothing-to-do');
  expect(again.writes).toEqual([]);
  expect(endOf(ground.world, home)).toEqual(RIGHT_END);
});

describe.each(LOST)('given that %s', (_name, interference) => {
  test('when it happens to any one writing request, then the same end is reached', async () => {
    for (const [index, { method, path }] of writes.entries()) {
      const what = `${method} ${path}`;
      const home = ground.begin();
      let seen = 0;
      const disturbed = await ground.run(home, SETUP, (request) => {
        if (!request.writes) return undefined;
        seen += 1;
        return seen === index + 1 ? interference : undefined;
      });
      expect(seen, `${what}: ${disturbed.stdout}${disturbed.stderr}`).toBeGreaterThan(index);
      expectTypedEnd(disturbed, what);
      if (disturbed.code !== 0) {
        const next = await ground.run(home, SETUP);
        expect(next.code, `${what}: ${next.stderr}`).toBe(0);
      }
      expect(endOf(ground.world, home), what).toEqual(RIGHT_END);
      expect(ground.most(), what).toBe(1);
    }
  });
});

describe('given that Entra shows a new secret only after we have stopped waiting for it', () => {
  /** Longer than the sandbox's patience of 12 seconds. */
  const LONG_LAG_MS = 20_000;
  const isAddPassword = ({ path }: SandboxRequest) => path.endsWith('/addPassword');
  const later = (ms: number) => ground.clock.sleep(ms);

  test('when the answer to its creation was lost, then the second one stays and the first one goes', async () => {
    const home = ground.begin();
    const { lagMs } = ground.world;
    const first = await ground.run(home, SETUP, (request) => {
      ground.world.lagMs = isAddPassword(request) && !madeOne() ? LONG_LAG_MS : lagMs;
      return isAddPassword(request) && !madeOne() ? { kind: 'cut', after: 'after-commit' } : undefined;
    });
    expect(first.code, first.stderr).toBe(0);
    await later(LONG_LAG_MS);
    const next = await ground.run(home, SETUP);
    expect(next.code, next.stderr).toBe(0);
    expect(endOf(ground.world, home)).toEqual(RIGHT_END);
  });

  test('when the second one cannot be recorded, then just the one whose text is kept is taken up', async () => {
    const home = ground.begin();
    const { lagMs } = ground.world;
    const died = await ground.run(home, SETUP, (request) => {
      if (!isAddPassword(request)) return undefined;
      ground.world.lagMs = madeOne() ? lagMs : LONG_LAG_MS;
      if (!madeOne()) return { kind: 'cut', after: 'after-commit' };
      breakDisk(home);
      return undefined;
    });
    expect(expectTypedEnd(died, 'broken disk').error?.code).toBe('JI-P536');
    expect(died.code).toBe(6);
    expect(passwords()).toHaveLength(2);
    mendDisk(home);
    await later(LONG_LAG_MS);
    const next = await ground.run(home, SETUP);
    expect(next.code, next.stderr).toBe(0);
    expect(endOf(ground.world, home)).toEqual(RIGHT_END);
  });

  const passwords = () =>
    ground.world.applications.find(({ uniqueName }) => uniqueName !== null)?.passwordCredentials ?? [];
  const madeOne = () => passwords().length > 0;
});
