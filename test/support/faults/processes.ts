import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Program } from '../laws/child.ts';

export interface MeasuredRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The most memory that it held at once, in MiB, as Linux counts it. */
  readonly peakMiB: number;
  /** Command lines and environments of the program and of its children, as any process of the user sees them. */
  readonly seenOutside: string;
}

export interface MeasuredWish {
  readonly program: Program;
  readonly args: readonly string[];
  readonly home: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Looks at it while it runs. */
  readonly onLook?: () => void;
}

const LOOK_EVERY_MS = 25;

/** Runs the built program and looks at it from outside, many times a second, until it ends. */
export async function runMeasured({
  program,
  args,
  home,
  env = {},
  onLook,
}: MeasuredWish): Promise<MeasuredRun> {
  const child = spawn(process.execPath, [program.path, ...args], {
    cwd: home,
    env: { PATH: process.env.PATH ?? '', HOME: home, LANG: 'C.UTF-8', JAMF_INTUNE_HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let peakKiB = 0;
  const seen = new Set<string>();
  const look = () => {
    const status = read(`/proc/${child.pid}/status`);
    peakKiB = Math.max(peakKiB, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
    const children = read(`/proc/${child.pid}/task/${child.pid}/children`).trim().split(' ').filter(Boolean);
    seen.add(read(`/proc/${child.pid}/cmdline`));
    for (const pid of children) seen.add(read(`/proc/${pid}/cmdline`) + read(`/proc/${pid}/environ`));
    onLook?.();
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  clearInterval(timer);
  return { code, stdout, stderr, peakMiB: Math.round(peakKiB / 1024), seenOutside: [...seen].join('\n') };
}

/** Nothing where it is gone already. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
