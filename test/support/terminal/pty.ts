import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import { build } from 'rolldown';

const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/terminal-prompts/', import.meta.url));

/** Compiles the program of questions; gives its path and the way to remove it. */
export async function buildPromptsChild(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const folder = `${CACHE}${process.pid}/`;
  await mkdir(folder, { recursive: true });
  await build({
    input: fileURLToPath(new URL('./prompts-child.ts', import.meta.url)),
    platform: 'node',
    external: [/^inquirer$/u, /^chalk$/u],
    logLevel: 'silent',
    output: { dir: folder, format: 'esm', entryFileNames: 'child.mjs', chunkFileNames: '[name].mjs' },
  });
  return { path: `${folder}child.mjs`, remove: () => rm(folder, { recursive: true, force: true }) };
}

export interface InPty {
  /** All bytes so far. */
  readonly seen: () => string;
  /** Resolves once the text was seen after the point of the last `saw`. */
  saw(text: string): Promise<void>;
  type(text: string): void;
  signal(name: 'SIGTERM' | 'SIGINT'): void;
  readonly exit: Promise<number>;
}

/** Starts a node program in a real pseudo-terminal. */
export function inPty(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): InPty {
  const pty = spawn(process.execPath, [file, ...args], {
    cols: 80,
    rows: 24,
    name: 'xterm-256color',
    env: { PATH: process.env.PATH ?? '', LANG: 'en_US.UTF-8', ...env },
  });
  let bytes = '';
  let from = 0;
  const watchers = new Set<() => void>();
  pty.onData((data) => {
    bytes += data;
    for (const look of watchers) look();
  });
  const exit = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode }) => resolve(exitCode));
  });
  const gone = exit.then((code) => {
    throw new Error(`the program ended with ${code} after:\n${bytes}`);
  });
  gone.catch(() => {});

  function saw(text: string): Promise<void> {
    const found = new Promise<void>((resolve) => {
      const look = (): void => {
        const at = bytes.indexOf(text, from);
        if (at === -1) return;
        from = at + text.length;
        watchers.delete(look);
        resolve();
      };
      watchers.add(look);
      look();
    });
    return Promise.race([found, gone]);
  }

  return {
    seen: () => bytes,
    saw,
    type: (text) => pty.write(text),
    signal: (name) => pty.kill(name),
    exit,
  };
}
