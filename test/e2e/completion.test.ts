import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startShell } from '../support/home/shells.ts';
import { newHome } from '../support/host.ts';

/** The completion scripts in the real shells, with somebody who presses Tab. */

const LINES: readonly (readonly [typed: string, line: string])[] = [
  ['jamf-intune stat', 'jamf-intune status'],
  ['jamf-intune setup --acknow', 'jamf-intune setup --acknowledge-unsupported'],
  ['jamf-intune setup --cloud ch', 'jamf-intune setup --cloud china'],
  ['jamf-intune setup --cloud=ch', 'jamf-intune setup --cloud=china'],
  ['jamf-intune setup --profile em', 'jamf-intune setup --profile emea'],
  ['jamf-intune setup --only jamf-s', 'jamf-intune setup --only jamf-settings'],
  ['jamf-intune doctor --only JI-N301 --only ent', 'jamf-intune doctor --only JI-N301 --only entra'],
  ['jamf-intune explain JI-E102', 'jamf-intune explain JI-E102'],
  ['jamf-intune setup --answers answ', 'jamf-intune setup --answers answers.yaml'],
];

function found(shell: string): string | undefined {
  try {
    return execFileSync('/bin/sh', ['-c', `command -v ${shell}`], { encoding: 'utf8' }).trim();
  } catch {
    process.stderr.write(`Skipped: there is no ${shell} here.\n`);
    return undefined;
  }
}

describe.each(['bash', 'zsh', 'fish'] as const)('given %s with our completion', (shell) => {
  const file = found(shell);
  it.skipIf(file === undefined)('when Tab is pressed, then the line is completed', async () => {
    const home = newHome();
    for (const profile of ['emea', 'apac']) {
      mkdirSync(join(home, profile));
      writeFileSync(join(home, profile, 'state.json'), '{}');
    }
    writeFileSync(join(home, 'answers.yaml'), '');
    const terminal = await startShell(shell, file ?? '', home);
    try {
      for (const [typed, line] of LINES) expect(await terminal.completes(typed, line)).toBe(line);
      await terminal.lists('jamf-intune setup --profile ', ['apac', 'emea']);
    } finally {
      terminal.close();
    }
  });
});
