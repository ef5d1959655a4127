import { setMaxListeners } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { runProgram } from '../../src/cli/program.ts';
import type { Host } from '../../src/host.ts';
import { Interrupted } from '../../src/terminal/interrupted.ts';
import { realRandom } from './sandbox/ground.ts';

/** What a whole command said and how it ended. */
export interface CommandRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface HostWish {
  readonly argv: readonly string[];
  /** State home; a new folder when absent. */
  readonly home?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly secrets?: Host['secrets'];
  readonly overrides?: Partial<Host>;
}

/** A new state home. */
export function newHome(): string {
  return mkdtempSync(join(tmpdir(), 'jamf-intune-home-'));
}

/** Collects what is written to it. */
export function collector(): { readonly stream: PassThrough; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new PassThrough();
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}

/** The edge without a process: no terminal, real time, its own state home. */
export function testHost({
  argv,
  home = newHome(),
  env = {},
  secrets = new Map(),
  overrides = {},
}: HostWish) {
  const stdout = collector();
  const stderr = collector();
  const end = new AbortController();
  setMaxListeners(0, end.signal);
  const host: Host = {
    argv,
    env: { TERM: 'xterm-256color', LANG: 'C.UTF-8', JAMF_INTUNE_HOME: home, ...env },
    secrets,
    cwd: home,
    platform: 'linux',
    homeFolder: home,
    uid: process.getuid?.(),
    pid: process.pid,
    computer: 'test-computer',
    stdin: new PassThrough(),
    stdout: stdout.stream,
    stderr: stderr.stream,
    version: '0.0.0-test',
    nodeVersion: process.version,
    nodePath: process.execPath,
    spareMemory: () => {},
    clock: {
      now: () => new Date(),
      sleep: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
    },
    random: realRandom,
    jitter: () => 0.5,
    ticker: () => () => {},
    browser: { open: () => Promise.reject(new Error('no browser in tests')) },
    run: async () => ({ kind: 'missing' }),
    isAlive: (pid) => pid === process.pid,
    signal: end.signal,
    interrupt: () => end.abort(new Interrupted('SIGINT')),
    ...overrides,
  };
  return { host, home, end, stdout: stdout.text, stderr: stderr.text };
}

/** Runs a whole command in this process, as `main.ts` would. */
export async function runCommand(wish: HostWish): Promise<CommandRun & { readonly home: string }> {
  const { host, home, stdout, stderr } = testHost(wish);
  const code = await runProgram(host);
  return { code, stdout: stdout(), stderr: stderr(), home };
}
