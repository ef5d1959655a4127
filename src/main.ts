import { setMaxListeners } from 'node:events';
import { runProgram } from './cli/program.ts';
import type { Host } from './host.ts';
import { CATALOGUE } from './inputs/catalogue.ts';
import { createCommandRunner } from './ports/command-runner.ts';
import { openBrowser } from './ports/open-browser.ts';
import { childEnvironment } from './secrets/child-environment.ts';
import { takeFromEnvironment } from './secrets/take-from-environment.ts';
import { Interrupted, type InterruptedBy } from './terminal/interrupted.ts';

declare const __VERSION__: string;

/**
 * The composition root: the only place that touches the process. Makes the host, runs the command, sets the exit code.
 * The process then ends by itself; a second Ctrl-C ends it at once.
 */
export async function main(process: NodeJS.Process): Promise<void> {
  // Children and diagnostic reports must not see secrets (reliability.md §9.2), so they leave the environment first.
  const variables = CATALOGUE.filter(({ secret }) => secret === true).flatMap(({ variables }) => variables);
  const { secrets, env, taken } = takeFromEnvironment(process.env, variables, process.platform);
  for (const variable of taken) delete process.env[variable];

  // Loaded when somebody asks: the help asks for nothing of it.
  const os = () => process.getBuiltinModule('node:os');
  const streams = openWhenLookedAt(process);
  const end = endOfRun(process);
  const host: Host = {
    argv: process.argv.slice(2),
    env,
    secrets,
    cwd: process.cwd(),
    platform: process.platform,
    get homeFolder() {
      return os().homedir();
    },
    uid: process.getuid?.(),
    pid: process.pid,
    get computer() {
      return os().hostname();
    },
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return streams.output('stdout');
    },
    get stderr() {
      return streams.output('stderr');
    },
    version: __VERSION__,
    nodeVersion: process.version,
    nodePath: process.execPath,
    spareMemory: () => process.getBuiltinModule('node:v8').setFlagsFromString('--optimize-for-size'),
    clock: { now: () => new Date(), sleep },
    random: { uuid: () => crypto.randomUUID() },
    jitter: () => Math.random(),
    ticker: (intervalMs, tick) => {
      const timer = setInterval(tick, intervalMs).unref();
      return () => clearInterval(timer);
    },
    browser: openBrowser(process.platform, childEnvironment(env)),
    run: createCommandRunner(childEnvironment(env)),
    isAlive: (pid) => isAlive(process, pid),
    signal: end.signal,
    interrupt: () => end.by('SIGINT'),
  };
  process.exitCode = await runProgram(host);
  end.close();
  endSoon(process, streams);
}

/** Ends what libraries keep alive (MSAL's poll timer lives for seconds after Ctrl-C), once all output has left. */
function endSoon(process: NodeJS.Process, streams: Streams): void {
  setTimeout(() => (streams.waiting() ? endSoon(process, streams) : process.exit()), 100).unref();
}

interface Streams {
  output(name: 'stdout' | 'stderr'): NodeJS.WriteStream;
  /** Whether something is written that has not left yet. */
  waiting(): boolean;
}

/** Node opens each stream when it is first looked at, which takes a millisecond; the help needs one of three. */
function openWhenLookedAt(process: NodeJS.Process): Streams {
  const opened = new Set<NodeJS.WriteStream>();
  return {
    output(name) {
      const stream = process[name];
      if (!opened.has(stream)) stream.on('error', forgiveClosedPipe);
      opened.add(stream);
      return stream;
    },
    waiting: () => [...opened].some(({ writableLength }) => writableLength > 0),
  };
}

/** Watches for the end of the run. The first signal is obeyed in order, the second at once. */
function endOfRun(process: NodeJS.Process) {
  const controller = new AbortController();
  // Every request of a run listens to it; Node's warning about ten listeners is for leaks.
  setMaxListeners(0, controller.signal);
  const by = (signal: InterruptedBy) => {
    if (controller.signal.aborted) process.exit(new Interrupted(signal).exit);
    controller.abort(new Interrupted(signal));
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, by);
  return {
    signal: controller.signal,
    by,
    close: () => {
      for (const signal of signals) process.off(signal, by);
    },
  };
}

/** `jamf-intune --help | head` closes the pipe while we write; that is no error of ours. */
function forgiveClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function isAlive(process: NodeJS.Process, pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process answers EPERM, and lives.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason);
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', aborted);
      resolve();
    }, milliseconds);
    const aborted = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', aborted, { once: true });
  });
}
