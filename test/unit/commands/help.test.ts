import { describe, expect, test } from 'vitest';
import { createProgram } from '../../../src/cli/program.ts';
import { read } from '../../support/docs/files.ts';
import { runCommand, testHost } from '../../support/host.ts';

const tree = createProgram(testHost({ argv: [] }).host, () => {});
const commands = tree
  .createHelp()
  .visibleCommands(tree)
  .map((command) => command.name())
  .filter((name) => name !== 'help');

describe('given the help', () => {
  test.each(commands)(
    'when it is that of %s, then examples come first, and it is the same both ways',
    async (name) => {
      const asked = await runCommand({ argv: ['help', name] });
      expect(asked.code).toBe(0);
      expect(asked.stderr).toBe('');
      expect(asked.stdout).toMatch(/^Examples:\n {2}.*jamf-intune /u);
      expect(asked.stdout).toContain(`Usage: jamf-intune ${name}`);
      expect((await runCommand({ argv: [name, '--help'] })).stdout).toBe(asked.stdout);
    },
  );

  test('when it is that of a command of a command, then it is found', async () => {
    const { code, stdout } = await runCommand({ argv: ['help', 'sandbox', 'reset'] });
    expect([code, stdout]).toEqual([0, expect.stringContaining('Usage: jamf-intune sandbox reset')]);
  });

  test.each([
    [['help', 'statu'], 'status'],
    [['help', 'sandbox', 'rest'], 'reset'],
    [['hlep'], 'help'],
  ])(
    'when %j is mistyped, then the one that is meant is named, and nothing else is printed',
    async (argv, meant) => {
      const { code, stdout, stderr } = await runCommand({ argv });
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`Did you mean ${meant}?`);
    },
  );

  test('when what is mistyped would act on the terminal, then it is shown, not done', async () => {
    const { stderr } = await runCommand({ argv: ['help', '\u001b[2J'] });
    expect(stderr).not.toContain('\u001b');
  });

  test('when nothing is asked, then it is that of the program', async () => {
    const nothing = await runCommand({ argv: [] });
    expect(nothing.stdout).toBe((await runCommand({ argv: ['help'] })).stdout);
    for (const name of commands) expect(nothing.stdout).toMatch(new RegExp(`^  ${name} `, 'mu'));
  });
});

test("given the README's table of commands, then it has each of them, in the order of the help", () => {
  const [, table = ''] = /## Commands\n([\s\S]*?)\n## /u.exec(read('README.md')) ?? [];
  const [, notBuilt = ''] = /^Not built yet: (.*)\.$/mu.exec(read('README.md')) ?? [];
  const names = [...table.matchAll(/^\| `([a-z-]+)` \|/gmu)].map(([, name]) => name ?? '');
  expect(names.filter((name) => !notBuilt.includes(`\`${name}\``))).toEqual(commands);
});
