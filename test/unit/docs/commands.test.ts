import { describe, expect, it } from 'vitest';
import { inputsOf } from '../../../src/inputs/catalogue.ts';
import { commandsIn, documents, read } from '../../support/docs/files.ts';
import { newHome, runCommand } from '../../support/host.ts';

const OWN_FLAGS: Readonly<Record<string, readonly string[]>> = {
  'jamf-role': ['--create', '--rotate-credentials'],
};

/** The words of a command line, with the quotes taken away. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|\S+/gu)].map(([word, quoted]) => quoted ?? word);
}

const shown = documents().flatMap((path) => commandsIn(read(path)).map((line) => ({ path, line })));

describe('given the commands that the documents show', () => {
  it('then there are some', () => {
    expect(shown.length).toBeGreaterThan(20);
  });

  it.each(shown)('then the program has $line ($path)', async ({ line }) => {
    const [, command = '', ...words] = wordsOf(line);
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

  const readable = shown.filter(({ line }) => /^jamf-intune (explain JI-\S+|jamf-role)$/u.test(line));
  it.each(readable)('when $line is run, then it ends with 0', async ({ line }) => {
    const { code, stderr } = await runCommand({ argv: wordsOf(line).slice(1) });
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it("when the README's sandbox commands that end by themselves are run one after the other, then each ends with 0", async () => {
    const [, section = ''] = /## The sandbox\n([\s\S]*?)\n## /u.exec(read('README.md')) ?? [];
    const lines = commandsIn(section).filter((line) => /--yes|--plan|reset/u.test(line));
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
