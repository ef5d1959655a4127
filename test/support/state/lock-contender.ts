import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

export interface Contender {
  readonly process: ChildProcess;
  readonly lines: string[];
  /** The first line it says. */
  readonly first: Promise<string>;
  readonly ended: Promise<void>;
}

export function startContender(program: string, mode: 'hold' | 'storm', home: string): Contender {
  const child = spawn(process.execPath, [program, mode, home], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  return {
    process: child,
    lines,
    first: new Promise((resolve) => reader.once('line', resolve)),
    ended: new Promise((resolve) => child.once('exit', () => resolve())),
  };
}
