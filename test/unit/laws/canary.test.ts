import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { accountSecrets, leaksOf, leftovers, secretTexts } from '../../support/laws/canary.ts';
import { breakDisk } from '../../support/laws/disk.ts';
import { type LawGround, type LawRun, openLawGround, SETUP } from '../../support/laws/ground.ts';
import { everyPlaceOnce, refusal } from '../../support/laws/mishaps.ts';

/**
 * The law of the canary: the text of the client secret is in the store that the person chose and in Jamf Pro, and
 * nowhere else; passwords and tokens are nowhere at all.
 */

// Whole runs in a row, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let ground: LawGround;
beforeAll(async () => {
  ground = await openLawGround();
});
afterAll(() => ground.close());

function expectNoSecret(home: string, run: LawRun): void {
  const secrets = [...secretTexts(ground.world, home), ...accountSecrets(ground.access)];
  expect(leaksOf(home, run, secrets)).toEqual([]);
}

const TALKATIVE = ['--debug', '--trace', 'trace.jsonl'] as const;

describe.each([
  ['JSON', SETUP],
  ['sentences', ['setup', '--sandbox', '--yes', '--acknowledge-unsupported', '--plain']],
] as const)('given a run that tells all it can, in %s', (_name, argv) => {
  test('when it comes to its end, then the secret is where it belongs and nowhere else', async () => {
    const home = ground.begin();
    const run = await ground.run(home, [...argv, ...TALKATIVE]);
    expect(run.code, run.stderr).toBe(0);
    expect(secretTexts(ground.world, home)).toHaveLength(1);
    expect([...leftovers(home, run).keys()]).toEqual(
      expect.arrayContaining([
        'trace.jsonl',
        join('sandbox', 'state.json'),
        join('sandbox', 'state.json.bak'),
      ]),
    );
    expectNoSecret(home, run);
  });
});

test('given a plan that is saved, when it is carried out, then the plan holds no secret', async () => {
  const home = ground.begin();
  const planned = await ground.run(home, [...SETUP, '--plan', '--out', 'plan.json']);
  expect(planned.code, planned.stderr).toBe(0);
  const run = await ground.run(home, [...SETUP, '--from-plan', 'plan.json', ...TALKATIVE]);
  expect(run.code, run.stderr).toBe(0);
  expectNoSecret(home, run);
});

test('given a disk that breaks as the secret is made, when the run fails, then the secret is in no message', async () => {
  const home = ground.begin();
  const run = await ground.run(home, [...SETUP, ...TALKATIVE], ({ path }) => {
    if (path.endsWith('/addPassword')) breakDisk(home);
    return undefined;
  });
  expect(run.code).toBe(6);
  expect(secretTexts(ground.world, home)).toHaveLength(1);
  expectNoSecret(home, run);
});

test('given that every request fails once, when runs tell of it, then no secret gets out', async () => {
  const home = ground.begin();
  const mishap = everyPlaceOnce(refusal(503));
  for (let runs = 0; runs < 40; runs += 1) {
    const run = await ground.run(home, [...SETUP, ...TALKATIVE], mishap);
    expectNoSecret(home, run);
    if (run.code === 0) return;
  }
  throw new Error('no end was reached');
});
