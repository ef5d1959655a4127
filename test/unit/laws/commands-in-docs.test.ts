import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from '../../../src/cli/program.ts';
import { inputsOf } from '../../../src/inputs/catalogue.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { Interrupted } from '../../../src/terminal/interrupted.ts';
import { type OwnLine, ownLine, shownLines } from '../../support/docs/command-lines.ts';
import { type CommandRun, newHome, testHost } from '../../support/host.ts';
import { type LawGround, openLawGround, SETUP } from '../../support/laws/ground.ts';

/**
 * Every command of this program that a document shows is run, on a connection that lives in the sandbox: with
 * `--sandbox`, with the words in capitals filled in, and with the yes of whoever would be asked.
 */

/** `.ci/run` installs it; elsewhere what its answer is piped into is not tried. */
const HAS_JQ = spawnSync('jq', ['--version']).status === 0;
if (!HAS_JQ) process.stderr.write('Skipped: what is piped into jq, which is not on this machine.\n');

/** What ends with another code than 0 on a connection that lives, and why. */
const ENDS_OTHERWISE: readonly (readonly [line: RegExp, code: number, why: string])[] = [
  [/^jamf-intune explain$/u, 2, 'the name of the command; it wants a code'],
];

/** What goes on until Ctrl-C, and the code that it then ends with: for the sandbox that is the way to end it. */
const UNTIL_INTERRUPTED: readonly (readonly [line: RegExp, code: number])[] = [
  [/^jamf-intune sandbox(?! reset)/u, 0],
  [/^jamf-intune doctor --watch/u, 130],
];

/** What is about something that only test/e2e/contributing.test.ts makes, and that is run there. */
const RUN_ELSEWHERE = /--only hosting$/u;

const OWN = shownLines().flatMap(({ line, path }) => {
  const own = ownLine(line);
  return own === undefined || RUN_ELSEWHERE.test(line) ? [] : [{ line, path, own }];
});

let ground: LawGround;
let home: string;
beforeAll(async () => {
  ground = await openLawGround({ lagMs: 0 });
});
afterAll(() => ground.close());

async function connectedHome(): Promise<string> {
  const folder = ground.begin();
  const { code, stderr } = await ground.run(folder, SETUP);
  expect(code, stderr).toBe(0);
  return folder;
}

/** What the words in capitals stand for, by the word before them. */
function filled(argv: readonly string[]): readonly string[] {
  const own: Readonly<Record<string, () => string>> = {
    '--profile': () => 'emea',
    '--include-group': () => 'Mac users',
    '--jamf-username': () => ground.access.jamfUser.username,
    '--tenant': () => ground.access.domain,
    '--jamf-url': () => ground.access.endpoints.jamf,
    '--secret-months': () => '12',
    '--fault': () => 'throttled,no-consent',
    explain: () => 'JI-E110',
    completion: () => 'bash',
    help: () => 'setup',
  };
  return argv.map((word, index) => {
    const before = argv[index - 1] ?? '';
    if (/^\/var\/lib\//u.test(word)) return 'metrics.prom';
    if (!/^[A-Z]+(,[A-Z]+)*$/u.test(word)) return word;
    return own[before]?.() ?? `${word.toLowerCase()}-of-${before.replace(/^--/u, '')}`;
  });
}

/** What a person would have been asked, and the services that stand in. */
function withAnswers([command = '', ...words]: readonly string[]): readonly string[] {
  const flags = inputsOf(command).map(({ flag }) => flag?.split(' ')[0]);
  const add = (flag: string) => (flags.includes(flag) && !words.includes(flag) ? [flag] : []);
  const reading = words.includes('--plan') || words.includes('--check') || words.includes('--help');
  return [
    command,
    ...words,
    ...add('--sandbox'),
    ...(reading ? [] : add('--yes')),
    ...add('--acknowledge-unsupported'),
  ];
}

/** Files that lines read: an answers file, a plan, an earlier answer of the doctor. */
async function layOutFiles(own: OwnLine): Promise<void> {
  const words = own.argv;
  const named = (flag: string) => {
    const at = words.indexOf(flag);
    return at < 0 ? undefined : filled(words)[at + 1];
  };
  const answers = named('--answers');
  if (answers !== undefined) writeFileSync(join(home, answers), 'includeGroups: [Mac users]\n');
  const plan = named('--from-plan');
  if (plan !== undefined) await ground.run(home, ['setup', '--sandbox', '--plan', '--out', plan]);
  const earlier = named('--compare');
  if (earlier !== undefined)
    writeFileSync(join(home, earlier), (await ground.run(home, ['doctor', '--sandbox', '--json'])).stdout);
}

async function untilInterrupted(argv: readonly string[]): Promise<CommandRun> {
  const { host, end, stdout, stderr } = testHost({ argv, home: argv[0] === 'sandbox' ? newHome() : home });
  const ended = runProgram(host);
  await expect.poll(() => stdout() + stderr(), { timeout: 20_000 }).not.toBe('');
  end.abort(new Interrupted('SIGINT'));
  return { code: await ended, stdout: stdout(), stderr: stderr() };
}

describe('given the commands that the documents show', () => {
  test('then there are many', () => {
    expect(OWN.length).toBeGreaterThan(60);
  });

  test.each(OWN)('when $line is run ($path), then it ends as it should', async ({ line, own }) => {
    home = await connectedHome();
    await layOutFiles(own);
    const argv = withAnswers(filled(own.argv));
    const shown = line.replace(/^.*?(?=jamf-intune |node bin)/u, '').replace(/^node \S+/u, 'jamf-intune');
    const [, interrupted] = UNTIL_INTERRUPTED.find(([pattern]) => pattern.test(shown)) ?? [];
    if (interrupted !== undefined) {
      expect((await untilInterrupted(argv)).code).toBe(interrupted);
      return;
    }
    // A sandbox that runs is not reset; here one runs for all the others.
    const where = argv[0] === 'sandbox' ? newHome() : home;
    const secrets = new Map(
      argv.includes('--jamf-username')
        ? [['JAMF_PASSWORD', new Secret(ground.access.jamfUser.password)]]
        : [],
    );
    const run = await ground.run(where, argv, undefined, { secrets });
    const [, expected = 0] = ENDS_OTHERWISE.find(([pattern]) => pattern.test(shown)) ?? [];
    expect(run.code, `${argv.join(' ')}\n${run.stdout.slice(-800)}\n${run.stderr}`).toBe(expected);
    if (own.pipe?.startsWith('jq') && HAS_JQ) {
      const answer = execFileSync('sh', ['-c', own.pipe], { input: run.stdout, encoding: 'utf8' });
      // What lives has no findings to list.
      if (!own.pipe.includes('.findings[]')) expect(answer.trim(), own.pipe).not.toBe('');
    }
  });
});
