import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { PROGRAM } from '../e2e/terminal.ts';

/** How an interactive shell is started without anything of this computer's own, and told of our completion. */
export const INTERACTIVE = {
  bash: {
    args: ['--norc', '--noprofile', '-i'],
    prepare: "PS1='> '; source <(jamf-intune completion bash)",
  },
  zsh: {
    args: ['-f', '-i'],
    prepare:
      "PS1='> '; mkdir fpath; jamf-intune completion zsh > fpath/_jamf-intune; fpath+=(fpath); autoload -U compinit; compinit -u -D",
  },
  fish: {
    args: ['--no-config', '-i'],
    prepare: "function fish_prompt; echo '> '; end; jamf-intune completion fish | source",
  },
} as const;

export interface ShellAtTerminal {
  /** Types the beginning of a line and presses Tab until the line stands there as it should; then clears it. */
  completes(typed: string, line: string): Promise<string>;
  /** Types the beginning of a line and presses Tab twice, until all these stand on the screen. */
  lists(typed: string, names: readonly string[]): Promise<void>;
  close(): void;
}

const TAB = '\t';
const CTRL_U = '\u0015';
const PATIENCE_MS = 20_000;

/**
 * Starts a shell in a pseudo-terminal, with `jamf-intune` on its path.
 * @param file the shell's executable
 */
export async function startShell(
  name: keyof typeof INTERACTIVE,
  file: string,
  home: string,
): Promise<ShellAtTerminal> {
  const { args, prepare } = INTERACTIVE[name];
  const pty = spawn(file, [...args], {
    cols: 200,
    rows: 40,
    cwd: home,
    env: {
      PATH: `${folderWithProgram(home)}:${process.env.PATH}`,
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
      HOME: home,
      XDG_DATA_HOME: home,
      XDG_CONFIG_HOME: home,
      JAMF_INTUNE_HOME: home,
    },
  });
  const terminal = new xterm.Terminal({ cols: 200, rows: 40, allowProposedApi: true });
  pty.onData((data) => terminal.write(data));

  const lines = () =>
    Array.from({ length: terminal.rows }, (_, at) => {
      const { active } = terminal.buffer;
      return active.getLine(active.baseY + at)?.translateToString(true) ?? '';
    });
  async function until(is: (lines: readonly string[]) => boolean, what: string): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!is(lines())) {
      if (Date.now() > deadline)
        throw new Error(`${name} does not show ${what}:\n${lines().join('\n').trim()}`);
      await wait(25);
    }
  }

  pty.write(`${prepare}; echo rea''dy\r`);
  await until((all) => all.some((line) => line === 'ready'), 'that it is ready');
  return {
    async completes(typed, line) {
      pty.write(`${typed}${TAB}`);
      await until((all) => all.some((one) => one.trimEnd() === `> ${line}`), `"${line}" for "${typed}"`);
      pty.write(CTRL_U);
      await until((all) => !all.some((one) => one.includes(line)), 'an empty line');
      return line;
    },
    async lists(typed, names) {
      pty.write(`${typed}${TAB}${TAB}`);
      await until((all) => names.every((name) => all.join('\n').includes(name)), names.join(', '));
    },
    close: () => pty.kill(),
  };
}

function folderWithProgram(home: string): string {
  const folder = join(home, 'bin');
  mkdirSync(folder, { recursive: true });
  const launcher = join(folder, 'jamf-intune');
  writeFileSync(launcher, `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" "$@"\n`);
  chmodSync(launcher, 0o755);
  return folder;
}
