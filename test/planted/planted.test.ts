import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { copyOfProject } from '../support/planted/copy.ts';
import { PLANTED, type PlantedDefect } from '../support/planted/defects.ts';

/**
 * Every suite seen failing: a copy of the project gets one defect at a time, and the test that watches for it runs
 * there and has to fail, by its own assertion. Nothing is planted in the project itself.
 */

const { around, copy, remove } = copyOfProject();
afterAll(remove);

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
