import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inputsOf } from '../../../src/inputs/catalogue.ts';
import { ROOT } from '../../support/architecture/source.ts';
import { manPage } from '../../support/home/man-page.ts';

const PAGE = join(ROOT, 'man/jamf-intune.1');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

function run(command: string, args: readonly string[]) {
  return spawnSync(command, [...args], { encoding: 'utf8' });
}

function isMissing(command: string): boolean {
  const missing = run(command, ['--version']).error !== undefined;
  if (missing) process.stderr.write(`Skipped: there is no ${command} here.\n`);
  return missing;
}

describe('given man/jamf-intune.1', () => {
  it('then it says what the help says (npm run man)', async () => {
    await expect(await manPage(version)).toMatchFileSnapshot(PAGE);
  });

  it.skipIf(isMissing('groff'))(
    'when it is set, then nothing of it is lost, and nothing is complained of',
    () => {
      const { stdout, stderr } = run('groff', ['-man', '-Tutf8', '-ww', '-P-cbou', PAGE]);
      expect(stderr).toBe('');
      const words = stdout.replace(/\s+/gu, ' ');
      const said = inputsOf('setup').flatMap(({ flag, variables, help }) => [flag ?? '', ...variables, help]);
      expect(said.filter((one) => !words.includes(one))).toEqual([]);
      expect(words.includes('jamf-intune setup --answers FILE --yes --json')).toBe(true);
    },
  );

  it.skipIf(isMissing('mandoc'))('when it is checked, then it has no error', () => {
    expect(run('mandoc', ['-T', 'lint', '-W', 'error', PAGE]).stdout).toBe('');
  });
});
