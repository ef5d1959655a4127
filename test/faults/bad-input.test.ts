import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { CATALOGUE } from '../../src/inputs/catalogue.ts';
import type { Input } from '../../src/inputs/input.ts';
import { checkValue } from '../../src/inputs/schema.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { judgeEnd } from '../support/faults/scene.ts';
import { openTable } from '../support/faults/table.ts';
import { type HostWish, runCommand } from '../support/host.ts';

/**
 * Every input of the catalogue is given what its own schema refuses, by each way it can come in, through the whole
 * command: exit code 2, one answer, no stack, nothing written.
 */

const table = openTable('bad-input');
const VALUES_EACH = 10;

const badText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ minLength: 300, maxLength: 5_000 }),
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '\u001b[31m',
    '-1',
    '1e9',
    '../../etc/passwd',
    'null',
    '{}',
    "'; --",
    '\u202e',
    '%00',
  ),
  fc.double().map(String),
  fc.webUrl().map((url) => url.replace('http', 'ftp')),
);

/** Values that the input's schema refuses; the same in every run of this suite. */
function refusedValues(input: Input): readonly string[] {
  return fc
    .sample(badText, { numRuns: VALUES_EACH * 20, seed: 5 })
    .filter((value) => !checkValue(input, value).ok)
    .slice(0, VALUES_EACH);
}

async function tryRefusal(wish: HostWish, secret?: string): Promise<readonly string[]> {
  const home = join(mkdtempSync(join(tmpdir(), 'jamf-intune-bad-')), 'home');
  const cwd = mkdtempSync(join(tmpdir(), 'jamf-intune-cwd-'));
  const run = await runCommand({ ...wish, home, overrides: { cwd } });
  const what = JSON.stringify([wish.argv, wish.env]).slice(0, 200);
  const wrong = run.code === 2 ? [] : [`exit ${run.code}`];
  // JAMF_INTUNE_DEBUG asks for one.
  const asked = wish.env !== undefined && 'JAMF_INTUNE_DEBUG' in wish.env;
  if (!asked && /^\s+at .+:\d+:\d+/m.test(run.stdout + run.stderr)) wrong.push('a stack');
  const written = [home, cwd].flatMap((folder) => (existsSync(folder) ? filesIn(folder) : []));
  if (written.length > 0) wrong.push(`written: ${written.join()}`);
  if (secret !== undefined && secret !== '' && (run.stdout + run.stderr).includes(secret))
    wrong.push('echoed');
  // Commander's own refusals of a command without --json stand on stderr alone.
  if (!asked && wish.argv.includes('--json')) wrong.push(...judgeEnd(run));
  return wrong.map((each) => `${what}: ${each}`);
}

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

const lineOf = (command: string) => [command, '--json'];

const nameOf = (flag: string) => flag.split(' ')[0] ?? flag;
const takesJson = (command: string) => command !== 'sandbox';

describe('given every input of the catalogue', () => {
  test('when a flag has a value that it cannot have, then nothing happens', async () => {
    const found: string[] = [];
    let tried = 0;
    for (const input of CATALOGUE) {
      const { flag, kind } = input;
      if (flag === undefined || kind.type === 'switch') continue;
      for (const command of (input.commands ?? ['setup']).filter(takesJson)) {
        for (const value of refusedValues(input)) {
          tried += 1;
          found.push(...(await tryRefusal({ argv: [...lineOf(command), `${nameOf(flag)}=${value}`] })));
        }
      }
    }
    table.row('every flag', tried, found);
  });

  test('when a variable has a value that it cannot have, then nothing happens, and no secret is repeated', async () => {
    const found: string[] = [];
    let tried = 0;
    for (const input of CATALOGUE) {
      const [command] = (input.commands ?? ['setup']).filter(takesJson);
      // The folder of all profiles is no value that anything else could check.
      if (command === undefined || input.key === 'home') continue;
      for (const variable of input.variables) {
        for (const value of refusedValues(input)) {
          // An empty variable is none.
          if (value === '') continue;
          tried += 1;
          const argv = lineOf(command);
          found.push(
            ...(input.secret
              ? await tryRefusal({ argv, secrets: new Map([[variable, new Secret(value)]]) }, value)
              : await tryRefusal({ argv, env: { [variable]: value } })),
          );
        }
      }
    }
    table.row('every variable', tried, found);
  });
});

describe('given an answers file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jamf-intune-answers-'));

  test('when it holds anything at all, then it is refused, or read and found wanting', async () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      fc
        .dictionary(fc.constantFrom(...CATALOGUE.map(({ key }) => key)), fc.anything({ maxDepth: 2 }))
        .map((value) =>
          Buffer.from(JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? 1 : each))),
        ),
      fc
        .constantFrom('&a [*a]', 'a: &x [*x, *x]', '!!js/function "x"', '? ', '%', '---\n---\n')
        .map((text) => Buffer.from(text)),
    );
    const found: string[] = [];
    const samples = fc.sample(anything, { numRuns: 250, seed: 5 });
    for (const [at, bytes] of samples.entries()) {
      const path = join(folder, `${at}.${at % 2 === 0 ? 'yaml' : 'json'}`);
      writeFileSync(path, bytes);
      // Never complete: the secrets are missing, so that even a file that is right leads nowhere.
      found.push(...(await tryRefusal({ argv: ['setup', '--json', '--no-input', '--answers', path] })));
    }
    table.row('anything in the answers file', samples.length, found);
  });
});

test('given a command line of any words, when it is run, then it is refused without a stack', async () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('--', '-', '--json', '--yes', '--=', '--no-', '-x', '--plan', '\0', 'help', '--help=1'),
  );
  const found: string[] = [];
  const lines = fc.sample(fc.array(word, { minLength: 1, maxLength: 5 }), { numRuns: 300, seed: 5 });
  const commands = ['setup', 'status', 'doctor', 'disconnect', 'rotate-secret', 'jamf-role', 'explain'];
  for (const [at, words] of lines.entries()) {
    // A word that no command has ends each of them.
    const argv = [commands[at % commands.length] ?? 'setup', ...words, '--no-such-option'];
    if (words.includes('--') || words.includes('help')) continue;
    const { code, stdout, stderr } = await runCommand({ argv });
    if (code !== 2 && code !== 0) found.push(`${JSON.stringify(argv)}: exit ${code}`);
    if (/^\s+at .+:\d+:\d+/m.test(stdout + stderr)) found.push(`${JSON.stringify(argv)}: a stack`);
  }
  table.row('any words', lines.length, found);
});
