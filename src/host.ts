import type { Browser } from './ports/browser.ts';
import type { Clock } from './ports/clock.ts';
import type { CommandRunner } from './ports/command-runner.ts';
import type { Randomness } from './ports/randomness.ts';
import type { Secret } from './secrets/secret.ts';
import type { TerminalInput, TerminalOutput } from './terminal/screen/screen.ts';
import type { Ticker } from './terminal/screen/ticker.ts';

/**
 * The edge of the program: everything it may touch of the process and the computer. `main.ts` makes the real one; a
 * test makes its own and runs whole commands in it.
 */
export interface Host {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Secrets that stood in the environment, by variable; `env` no longer has them. */
  readonly secrets: ReadonlyMap<string, Secret>;
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  readonly homeFolder: string;
  /** Our user number; undefined on Windows. */
  readonly uid: number | undefined;
  readonly pid: number;
  readonly computer: string;
  readonly stdin: TerminalInput;
  readonly stdout: TerminalOutput;
  readonly stderr: TerminalOutput;
  readonly version: string;
  /** `v20.20.2`, and the file that runs it: for children that need Node themselves. */
  readonly nodeVersion: string;
  readonly nodePath: string;
  /**
   * Keeps the heap small from here on, at the cost of a tenth (Node.js 20) to a half (22, 24) of the time. For
   * commands that read every Mac: V8 lets the garbage of 50,000 lie as long as the machine has room, 240 MiB instead
   * of 130.
   */
  readonly spareMemory: () => void;
  readonly clock: Clock;
  readonly random: Randomness;
  /** A number from 0 to 1 that spreads retries. */
  readonly jitter: () => number;
  readonly ticker: Ticker;
  readonly browser: Browser;
  readonly run: CommandRunner;
  /** Whether a process with that number exists on this computer. */
  readonly isAlive: (pid: number) => boolean;
  /** Aborts when the person or the system ends the run; the reason is an `Interrupted`. */
  readonly signal: AbortSignal;
  /** Ends the run as SIGINT does: in raw mode Ctrl-C is a key and no signal. */
  readonly interrupt: () => void;
}
