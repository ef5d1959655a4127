import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { PROGRAM } from './terminal.ts';

export interface PipesWish {
  readonly args: readonly string[];
  readonly home: string;
  /** The Node that runs it; this one when absent. */
  readonly node?: string;
  /** The launcher; the one of this working copy when absent. */
  readonly program?: string;
}

/** Runs the built program as a script does: no terminal, nothing to read. */
export async function runInPipes({ args, home, node = process.execPath, program = PROGRAM }: PipesWish) {
  const child = spawn(node, [program, ...args], {
    cwd: home,
    env: { PATH: process.env.PATH ?? '', HOME: home, LANG: 'C.UTF-8', JAMF_INTUNE_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}
