import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

/** The built program's launcher. */
export const PROGRAM = fileURLToPath(new URL('../../../bin/jamf-intune.js', import.meta.url));
export const ENTER = '\r';
export const CTRL_C = '\u0003';

/** The program in a shell in a real pseudo-terminal, as a person has it in front of them. */
export interface AtTerminal {
  /** What stands on the screen, and what scrolled off above it; a line that the terminal wrapped is one line. */
  screen(): string;
  /** Waits until the text stands there; gives the screen. */
  shows(text: string | RegExp): Promise<string>;
  type(keys: string): void;
  /** Sends a signal to the program itself, as `kill` in another window does. */
  kill(signal: NodeJS.Signals): void;
  /** Resolves when the program has ended and the shell has told how. */
  readonly ended: Promise<EndAtTerminal>;
}

export interface EndAtTerminal {
  readonly code: number;
  /** The screen as the program left it. */
  readonly screen: string;
  /** All that was written, with its control sequences. */
  readonly bytes: string;
  /** Whether the terminal is as it was: line by line, with echo, Ctrl-C as a signal, the cursor shown. */
  readonly restored: boolean;
}

export interface TerminalWish {
  readonly args: readonly string[];
  readonly home: string;
  readonly columns?: number;
  /** Over `TERM`, `LANG` and `PATH`. */
  readonly env?: Readonly<Record<string, string>>;
}

/** How long a person looks at a screen that does not change before they call it hung. */
const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 25;
const ROWS = 50;
/**
 * The shell outlives Ctrl-C, and tells last how the program ended and how it left the terminal. It stays a moment longer:
 * what is written just before the last process ends is sometimes lost on its way through the pseudo-terminal.
 */
const SHELL = `trap : INT; sh -c 'echo $$ >"$0"; exec "$@"' "$@"; printf '\\nended %s ' $?; stty -a; echo told; sleep 0.3`;
const TOLD = /\r\nended (\d+) ([\s\S]*)told\r\n$/;

/** Starts `jamf-intune` with these arguments. */
export function startAtTerminal({ args, home, columns = 80, env = {} }: TerminalWish): AtTerminal {
  const pidFile = join(mkdtempSync(join(tmpdir(), 'jamf-intune-pid-')), 'pid');
  const pty = spawn('/bin/sh', ['-c', SHELL, 'sh', pidFile, process.execPath, PROGRAM, ...args], {
    cols: columns,
    rows: ROWS,
    cwd: home,
    env: {
      PATH: process.env.PATH ?? '',
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
      HOME: home,
      JAMF_INTUNE_HOME: home,
      ...env,
    },
  });
  const terminal = new xterm.Terminal({
    cols: columns,
    rows: ROWS,
    scrollback: 1000,
    allowProposedApi: true,
  });
  let bytes = '';
  let gone = false;
  pty.onData((data) => {
    bytes += data;
    terminal.write(data);
  });
  const ended = new Promise<EndAtTerminal>((resolve) => {
    pty.onExit(() => {
      gone = true;
      terminal.write('', () => resolve(endOf(bytes, screen())));
    });
  });

  function screen(): string {
    const { active } = terminal.buffer;
    const lines = Array.from({ length: active.length }, (_, at) => {
      const line = active.getLine(at);
      const text = line?.translateToString(true) ?? '';
      return line?.isWrapped === true ? text : `\n${text}`;
    });
    return lines.join('').trim();
  }

  async function shows(text: string | RegExp): Promise<string> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const now = screen();
      if (typeof text === 'string' ? now.includes(text) : text.test(now)) return now;
      if (gone || Date.now() > deadline) {
        throw new Error(`${gone ? 'The program ended' : 'Time is up'} without showing ${text} on:\n${now}`);
      }
      await wait(LOOK_EVERY_MS);
    }
  }

  return {
    screen,
    shows,
    type: (keys) => pty.write(keys),
    kill: (signal) => void process.kill(Number(readFileSync(pidFile, 'utf8')), signal),
    ended,
  };
}

function endOf(all: string, screenAtEnd: string): EndAtTerminal {
  const [told = '', code = '', settings = ''] = TOLD.exec(all) ?? [];
  if (told === '') throw new Error(`The shell did not tell how it ended:\n${all}`);
  const bytes = all.slice(0, -told.length);
  const cursorShown = bytes.lastIndexOf('\u001b[?25h') >= bytes.lastIndexOf('\u001b[?25l');
  const asBefore = ['icanon', 'echo', 'isig'].every((flag) => new RegExp(`(^|\\s)${flag}\\b`).test(settings));
  return {
    code: Number(code),
    screen: screenAtEnd.slice(0, screenAtEnd.lastIndexOf('\nended ')).trim(),
    bytes,
    restored: cursorShown && asBefore,
  };
}
