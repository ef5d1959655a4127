import { describe, expect, it } from 'vitest';
import { inputsOf } from '../../../src/inputs/catalogue.ts';
import { ownLine, shownLines, wordsOf } from '../../support/docs/command-lines.ts';
import { read } from '../../support/docs/files.ts';
import { newHome, runCommand } from '../../support/host.ts';

const OWN_FLAGS: Readonly<Record<string, readonly string[]>> = {
  'jamf-role': ['--create', '--rotate-credentials'],
};

const shown = shownLines();
const own = shown.flatMap(({ line, path }) => {
  const taken = ownLine(line);
  return taken === undefined ? [] : [{ line, path, words: taken.argv }];
});

/** What is not of this program: where it is run, or why it is not. `in` is a file that holds `runs`. */
const OTHERS: readonly (
  | { readonly line: RegExp; readonly in: string; readonly runs: string }
  | { readonly line: RegExp; readonly why: string }
)[] = [
  { line: /^npm ci$/u, in: '.ci/run', runs: 'npm ci' },
  { line: /^(npm ci && )?npm test$/u, in: '.ci/run', runs: 'npm test' },
  {
    line: /^((npm ci && )|JAMF_INTUNE_HOME=\S+ )?npm start$/u,
    in: 'test/e2e/start.test.ts',
    runs: "'npm', ['start']",
  },
  { line: /^npm run test:(laws|contract|faults)$/u, in: '.ci/run', runs: 'npm run test:laws' },
  {
    line: /^npm run format && npm run (typecheck && npm run )?build$/u,
    in: 'test/e2e/contributing.test.ts',
    runs: "run('npm', 'run', 'format')",
  },
  { line: /^npm pack$/u, in: 'test/e2e/package.test.ts', runs: "'pack'" },
  { line: /^npm install --global \.\/jamf-intune-/u, in: 'test/e2e/package.test.ts', runs: "'install'" },
  { line: /^(npm run sea -- --out dist-sea|\.\/dist-sea\/)/u, in: 'test/e2e/sea.test.ts', runs: 'sea' },
  {
    line: /^npm run test:planted$/u,
    why: '6 minutes; the places of its defects are held by planted.test.ts',
  },
  { line: /^npm run bench( -- --update)?$/u, why: 'figures come from a quiet computer and not from tests' },
  {
    line: /^npm run (man|ledger|pictures)$/u,
    why: 'writes files, which other tests hold to what it would write',
  },
  { line: /^npx vitest run /u, why: 'a run of tests, inside a run of tests' },
  { line: /^npx tsc --noEmit$/u, in: 'package.json', runs: '"typecheck": "tsc --noEmit"' },
  { line: /^npm audit$/u, in: '.github/workflows/ci.yml', runs: 'npm audit' },
  { line: /^npm link$/u, why: 'changes the computer that it runs on' },
  { line: /^git clone$/u, why: 'the checkout that this runs in is one' },
  { line: /^node -e 0$/u, in: 'scripts/bench-start.mjs', runs: "['-e', '0']" },
  { line: /^node scripts\/sbom\.mjs/u, in: 'test/unit/home/release.test.ts', runs: 'scripts/sbom.mjs' },
  { line: /^man jamf-intune$/u, in: 'test/unit/home/man.test.ts', runs: 'man/jamf-intune.1' },
  {
    line: /^source <\(jamf-intune completion bash\)$/u,
    in: 'test/e2e/completion.test.ts',
    runs: 'completion',
  },
  { line: /^docker (build|run) /u, in: '.github/workflows/release.yml', runs: 'docker build' },
  { line: /^docker buildx /u, why: 'asks the registry for the digest of a new base image' },
  { line: /^gh attestation verify /u, why: 'needs a release on GitHub' },
  { line: /^az containerapp /u, why: 'needs a subscription of Azure; the file is held to a schema' },
  { line: /^export (AZURE|JAMF)_/u, why: 'the names of the variables are held by test/unit/inputs' },
];

describe('given the commands that the documents show', () => {
  it('then there are some', () => {
    expect(shown.length).toBeGreaterThan(20);
  });

  it.each(own)('then the program has $line ($path)', async ({ line, words: [command = '', ...words] }) => {
    const help = await runCommand({ argv: ['help', command] });
    expect(help.stdout, command).toContain(`Usage: jamf-intune ${command}`);
    const known = inputsOf(command).map(({ flag }) => flag?.split(' ')[0]);
    for (const word of words.filter((word) => word.startsWith('-'))) {
      expect([...known, ...(OWN_FLAGS[command] ?? []), '--json', '--help'], line).toContain(word);
    }
  });

  it('then those that the README calls not built are not there', async () => {
    const [, list = ''] = /^Not built yet: (.*)\.$/mu.exec(read('README.md')) ?? [];
    const names = [...list.matchAll(/`([a-z-]+)`/gu)].map(([, name]) => name ?? '');
    expect(names.length).toBeGreaterThan(0);
    const { stdout } = await runCommand({ argv: ['--help'] });
    for (const name of names) expect(stdout).not.toMatch(new RegExp(`^  ${name} `, 'mu'));
  });

  const others = shown.filter(({ line }) => ownLine(line) === undefined);

  it.each(others)('then it is known where $line is run, or why it is not ($path)', ({ line }) => {
    expect(OTHERS.filter((other) => other.line.test(line))).toHaveLength(1);
  });

  it('then nothing is known of what no document shows', () => {
    const unused = OTHERS.filter((other) => !others.some(({ line }) => other.line.test(line)));
    expect(unused).toEqual([]);
  });

  it.each(OTHERS.flatMap((other) => ('runs' in other ? [other] : [])))('then $in has $runs', (other) => {
    expect(read(other.in)).toContain(other.runs);
  });

  it("when the README's sandbox commands that end by themselves are run one after the other, then each ends with 0", async () => {
    const [, section = ''] = /## The sandbox\n([\s\S]*?)\n## /u.exec(read('README.md')) ?? [];
    const lines = section
      .split('\n')
      .map((line) => line.replace(/\s+#.*$/u, ''))
      .filter((line) => line.startsWith('jamf-intune '))
      .filter((line) => /--yes|--plan|reset/u.test(line));
    expect(lines.length).toBe(3);
    const home = newHome();
    for (const line of lines) {
      const { code, stderr } = await runCommand({ argv: wordsOf(line).slice(1), home });
      expect(code, `${line}\n${stderr}`).toBe(0);
    }
  });

  it('then the answers file that the README shows is one that the program takes', async () => {
    const { writeFileSync } = await import('node:fs');
    const [, yaml = ''] = /```yaml\n([\s\S]*?)```/u.exec(read('README.md')) ?? [];
    const home = newHome();
    writeFileSync(`${home}/answers.yaml`, yaml);
    const { code, stdout } = await runCommand({
      argv: ['setup', '--answers', 'answers.yaml', '--yes', '--json'],
      home,
    });
    const { error } = JSON.parse(stdout) as { error: { code: string; fix: readonly string[] } };
    // Everything is there but the credentials, which may not stand in such a file.
    expect(error.fix.map((line) => line.split(':')[0])).toEqual([
      'clientId',
      'azureClientSecret',
      'jamfClientId',
      'jamfClientSecret',
    ]);
    expect([code, error.code]).toEqual([2, 'JI-P501']);
  });
});
