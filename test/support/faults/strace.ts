import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { writeStateFile } from '../../../src/state/state-file.ts';
import { sampleState } from '../state/samples.ts';

/** Every call by which a program touches files, as Node makes them on Linux. */
const CALLS =
  'openat,write,pwrite64,read,pread64,fsync,fdatasync,rename,link,unlink,close,mkdir,fstat,statx,chmod';

/** One system call on the state: its place in the count of calls of its name, which is how strace is told. */
export interface TracedCall {
  readonly name: string;
  readonly ordinal: number;
  readonly line: string;
}

export interface TracedRun {
  readonly said: string;
  readonly calls: readonly TracedCall[];
  /** Whether the injection met a call. */
  readonly hit: boolean;
}

export const hasStrace = (() => {
  try {
    execFileSync('strace', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** A home whose profile holds a state with this serial, or nothing. */
export function homeWithState(serial?: number): string {
  const home = mkdtempSync(join(tmpdir(), 'jamf-intune-faults-'));
  if (serial !== undefined) {
    mkdirSync(join(home, 'default'), { mode: 0o700 });
    writeFileSync(join(home, 'default', 'state.json'), writeStateFile(sampleState({ serial })), {
      mode: 0o600,
    });
  }
  return home;
}

/** The files that one save touches; the child's ids are known. */
function pathsOf(home: string): readonly string[] {
  const folder = join(home, 'default');
  const names = ['state.json', 'state.json.bak', temporary('state.json', 1), temporary('state.json.bak', 2)];
  return [home, folder, ...names.map((name) => join(folder, name))];
}

const temporary = (name: string, id: number) =>
  `.${name}.00000000-0000-4000-8000-${String(id).padStart(12, '0')}.tmp`;

/**
 * Runs the child under strace, which watches the state's own files alone, so that its counts are theirs.
 * @param injection what strace does, such as `fsync:error=EIO:when=1`
 */
export async function traceChild(
  program: string,
  argv: readonly [mode: string, home: string],
  injection?: string,
): Promise<TracedRun> {
  const log = join(mkdtempSync(join(tmpdir(), 'jamf-intune-strace-')), 'log');
  const inject = injection === undefined ? [] : ['-e', `inject=${injection}`];
  const paths = pathsOf(argv[1]).flatMap((path) => ['-P', path]);
  const options = ['-f', '-y', '-qq', '-o', log, ...paths, '-e', `trace=${CALLS}`, ...inject];
  const child = spawn('strace', [...options, process.execPath, program, ...argv], {
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const [said] = await Promise.all([text(child.stdout), ended]);
  const trace = readFileSync(log, 'utf8');
  return {
    said: said.trim(),
    calls: callsOf(trace),
    hit: trace.includes('(INJECTED)') || trace.includes('killed by SIGKILL'),
  };
}

function callsOf(trace: string): readonly TracedCall[] {
  const counts = new Map<string, number>();
  return trace.split('\n').flatMap((line) => {
    const name = /^\d+\s+(\w+)\(/.exec(line)?.[1];
    if (name === undefined) return [];
    const ordinal = (counts.get(name) ?? 0) + 1;
    counts.set(name, ordinal);
    return [{ name, ordinal, line }];
  });
}
