import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { PLANTED, type PlantedDefect } from '../support/planted/defects.ts';

/**
 * Every suite seen failing: a copy of the project gets one defect at a time, and the test that watches for it runs
 * there and has to fail, by its own assertion. Nothing is planted in the project itself.
 */

const ROOT = join(import.meta.dirname, '../..');
/** What a copy does without, or gets by a link. */
const LEFT_OUT = new Set(['node_modules', '.git', 'dist', 'test-results']);

const around = mkdtempSync(join(tmpdir(), 'jamf-intune-planted-'));
const copy = join(around, 'main');

beforeAll(() => {
  mkdirSync(copy);
  cpSync(ROOT, copy, {
    recursive: true,
    filter: (path) => dirname(path) !== ROOT || !LEFT_OUT.has(basename(path)),
  });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  // The published contracts are beside the project where they are at all.
  if (existsSync(join(ROOT, '../shared'))) symlinkSync(join(ROOT, '../shared'), join(around, 'shared'));
});
afterAll(() => rmSync(around, { recursive: true, force: true }));

test.each(PLANTED.map((planted) => [planted.what, `${planted.suite}: ${planted.test}`, planted] as const))(
  'given that %s, then %s sees it',
  async (_what, _where, planted) => {
    const { suite, from, to } = planted;
    const file = join(copy, planted.file);
    const sound = readFileSync(file, 'utf8');
    expect(sound.split(from), `${planted.file} has "${from}" once`).toHaveLength(2);
    writeFileSync(
      file,
      sound.replace(from, () => to),
    );
    try {
      expect(await failuresOf(planted), suite).not.toEqual([]);
    } finally {
      writeFileSync(file, sound);
    }
  },
);

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

/** Names of the tests that an assertion of theirs ended; a suite that cannot even be loaded proves nothing. */
async function failuresOf({ suite, test: name }: PlantedDefect): Promise<readonly string[]> {
  const report = join(around, 'report.json');
  rmSync(report, { force: true });
  const [project = ''] = suite.split('/');
  const args = ['vitest', 'run', '--project', project, `test/${suite}.test.ts`, '-t', escaped(name)];
  const { CI: _ci, VITEST: _vitest, NODE_ENV: _env, ...env } = process.env;
  const output = await new Promise<string>((resolve) => {
    execFile(
      'npx',
      [...args, '--reporter=json', `--outputFile.json=${report}`],
      { cwd: copy, env },
      (_, out, err) => resolve(out + err),
    );
  });
  if (!existsSync(report)) throw new Error(`${suite} gave no report: ${output.slice(-2_000)}`);
  const { testResults } = reportSchema.parse(JSON.parse(readFileSync(report, 'utf8')));
  const [broken] = testResults.filter(
    ({ message, assertionResults }) => message !== '' && assertionResults.length === 0,
  );
  if (broken !== undefined) throw new Error(`${suite} could not run: ${broken.message}`);
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status, failureMessages }) => status === 'failed' && failureMessages.some(isAssertion))
    .map(({ fullName }) => fullName);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const isAssertion = (message: string) => message.startsWith('AssertionError');
