import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collector } from '../host.ts';

export interface ChildRun {
  /** Exit code, or the name of the signal that ended it. */
  readonly ended: number | NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built program as a process of its own, without a terminal. */
export interface Child {
  readonly process: ChildProcess;
  readonly end: Promise<ChildRun>;
}

export interface Program {
  /** The launcher of the copy. */
  readonly path: string;
  start(home: string, argv: readonly string[]): Child;
}

/** A copy of the build, so that it stays the same program while these tests run. */
export function copyProgram(): Program {
  const repository = fileURLToPath(new URL('../../..', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'jamf-intune-build-'));
  for (const part of ['bin', 'dist', 'package.json']) {
    cpSync(join(repository, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  const main = join(folder, 'bin', 'jamf-intune.js');
  return { path: main, start: (home, argv) => start(main, home, argv) };
}

function start(main: string, home: string, argv: readonly string[]): Child {
  const stdout = collector();
  const stderr = collector();
  const child = spawn(process.execPath, [main, ...argv], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8', JAMF_INTUNE_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.pipe(stdout.stream);
  child.stderr.pipe(stderr.stream);
  const end = once(child, 'close').then(() => ({
    ended: child.signalCode ?? child.exitCode,
    stdout: stdout.text(),
    stderr: stderr.text(),
  }));
  return { process: child, end };
}

/** Ends it as a power cut would, and comes back when nothing of it lives any more. */
export async function kill(child: Child): Promise<void> {
  child.process.kill('SIGKILL');
  await child.end;
}
