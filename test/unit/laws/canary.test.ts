import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { breakDisk } from '../../support/laws-disk.ts';
import { readSecrets } from '../../support/laws-end.ts';
import { type LawGround, type LawRun, openLawGround, SETUP } from '../../support/laws-ground.ts';
import { everyPlaceOnce, refusal } from '../../support/laws-mishaps.ts';

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

/** The file that keeps the secret on purpose. */
const STORE = join('sandbox', 'secrets.json');
/** Written by the sandbox itself: the way to it, with its accounts. */
const SANDBOX_FOLDER = 'sandbox-world';

/** What the program left behind, by where it stands. */
function leftovers(home: string, run: Pick<LawRun, 'stdout' | 'stderr'>): ReadonlyMap<string, string> {
  const files = readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(home, SANDBOX_FOLDER)) && path !== join(home, STORE));
  return new Map([
    ['stdout', run.stdout],
    ['stderr', run.stderr],
    ...files.map((path) => [path.slice(home.length + 1), readFileSync(path, 'utf8')] as const),
  ]);
}

/** A text in every form in which it could have got out. */
function formsOf(text: string): readonly string[] {
  const base64 = Buffer.from(text).toString('base64').replace(/=+$/, '');
  return [
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text),
    new URLSearchParams({ v: text }).toString().slice(2),
    base64,
    Buffer.from(text).toString('hex'),
  ];
}

/** Accounts of the sandbox's own that the run signs in with. */
function accountSecrets(): readonly string[] {
  const { administrator, jamfClient, automation } = ground.access;
  return [administrator.password, jamfClient.clientSecret, automation.clientSecret];
}

function secretTexts(home: string): readonly string[] {
  const inJamf = ground.world.jamf.settings?.clientSecret;
  return [...new Set([...Object.values(readSecrets(home)), ...(inJamf === undefined ? [] : [inJamf])])];
}

function expectNoSecret(home: string, run: LawRun, texts: readonly string[]): void {
  for (const [place, content] of leftovers(home, run)) {
    for (const text of [...texts, ...accountSecrets()]) {
      for (const form of formsOf(text)) {
        expect(content.includes(form), `${place} holds ${text.slice(0, 3)}…`).toBe(false);
      }
    }
    // A JSON Web Token begins with the base64 of {".
    expect(content, place).not.toMatch(/eyJ[\w-]{10,}\.[\w-]{10,}/);
    expect(content.toLowerCase(), place).not.toMatch(/bearer [\w-]{10,}/);
  }
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
    const texts = secretTexts(home);
    expect(texts).toHaveLength(1);
    expect([...leftovers(home, run).keys()]).toEqual(
      expect.arrayContaining([
        'trace.jsonl',
        join('sandbox', 'state.json'),
        join('sandbox', 'state.json.bak'),
      ]),
    );
    expectNoSecret(home, run, texts);
  });
});

test('given a plan that is saved, when it is carried out, then the plan holds no secret', async () => {
  const home = ground.begin();
  const planned = await ground.run(home, [...SETUP, '--plan', '--out', 'plan.json']);
  expect(planned.code, planned.stderr).toBe(0);
  const run = await ground.run(home, [...SETUP, '--from-plan', 'plan.json', ...TALKATIVE]);
  expect(run.code, run.stderr).toBe(0);
  expectNoSecret(home, run, secretTexts(home));
});

test('given a disk that breaks as the secret is made, when the run fails, then the secret is in no message', async () => {
  const home = ground.begin();
  const run = await ground.run(home, [...SETUP, ...TALKATIVE], ({ path }) => {
    if (path.endsWith('/addPassword')) breakDisk(home);
    return undefined;
  });
  expect(run.code).toBe(6);
  const texts = secretTexts(home);
  expect(texts).toHaveLength(1);
  expectNoSecret(home, run, texts);
});

test('given that every request fails once, when runs tell of it, then no secret gets out', async () => {
  const home = ground.begin();
  const mishap = everyPlaceOnce(refusal(503));
  for (let runs = 0; runs < 40; runs += 1) {
    const run = await ground.run(home, [...SETUP, ...TALKATIVE], mishap);
    expectNoSecret(home, run, secretTexts(home));
    if (run.code === 0) return;
  }
  throw new Error('no end was reached');
});
