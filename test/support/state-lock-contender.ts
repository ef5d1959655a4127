import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { rolldown } from 'rolldown';
import { onTestFinished } from 'vitest';

/** Bundles the contender, because Node 20 cannot run TypeScript. @returns the path of the program */
export async function buildContender(folder: string): Promise<string> {
  const file = join(folder, 'contender.mjs');
  const bundle = await rolldown({
    input: join(import.meta.dirname, 'state-lock-child.ts'),
    platform: 'node',
    logLevel: 'silent',
  });
  await bundle.write({ file, format: 'esm' });
  await bundle.close();
  return file;
}

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
