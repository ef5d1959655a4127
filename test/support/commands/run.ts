import { PassThrough, Writable } from 'node:stream';
import { runProgram } from '../../../src/cli/program.ts';
import type { Host } from '../../../src/host.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { testHost } from '../host.ts';
import { screenAfter } from '../terminal/emulator.ts';
import { DAY, numberedRandom, type RunningWorld } from './world.ts';

/** One thing a person does at the terminal: types, when the screen has shown a text. */
export interface Typing {
  readonly when: string;
  readonly type: string;
}

export interface RunWish {
  readonly argv: readonly string[];
  /** `terminal`: stdin, stdout and stderr are one of 80 columns. Default: pipes. */
  readonly at?: 'terminal' | 'pipes';
  readonly typing?: readonly Typing[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly secrets?: Host['secrets'];
  readonly overrides?: Partial<Host>;
}

export interface FinishedRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams in the order in which they were written. */
  readonly both: string;
  /** What a person sees of it on a terminal of 80 columns. */
  readonly screen: () => Promise<string>;
}

const COLUMNS = 80;
/** Whoever sleeps this long waits for a deadline, not for a moment. */
const FOR_EVER_MS = 60_000;

/**
 * Runs a whole command in this process, beside a running world, on a clock that moves only when the program sleeps.
 * The ports of that world are shown as 41001 to 41004, which are as long.
 */
export async function runBeside(world: RunningWorld, wish: RunWish): Promise<FinishedRun> {
  const written: { readonly to: 'stdout' | 'stderr'; readonly text: string }[] = [];
  const textOf = (...streams: readonly string[]) =>
    steady(world, written.flatMap(({ to, text }) => (streams.includes(to) ? [text] : [])).join(''));
  const stdin = new PassThrough();
  const atTerminal = wish.at === 'terminal';
  const typing = [...(wish.typing ?? [])];
  let seen = 0;

  const output = (to: 'stdout' | 'stderr') => {
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        written.push({ to, text: chunk.toString() });
        const [next] = typing;
        const all = written.map(({ text }) => text).join('');
        if (next !== undefined && all.slice(seen).includes(next.when)) {
          typing.shift();
          seen = all.length;
          setImmediate(() => stdin.write(next.type));
        }
        done();
      },
    });
    // Nobody ends a process's own streams: Node's `pipe`, which inquirer uses, spares them too.
    const lasting = Object.assign(stream, { end: () => stream });
    return atTerminal ? Object.assign(lasting, { isTTY: true, columns: COLUMNS, rows: 40 }) : lasting;
  };

  const { host } = testHost({
    argv: wish.argv,
    home: world.home,
    ...(wish.env !== undefined && { env: wish.env }),
    ...(wish.secrets !== undefined && { secrets: wish.secrets }),
    overrides: {
      stdin: atTerminal ? Object.assign(stdin, { isTTY: true, setRawMode: () => stdin }) : stdin,
      stdout: output('stdout'),
      stderr: output('stderr'),
      clock: steadyClock(world),
      random: numberedRandom('program'),
      ...wish.overrides,
    },
  });
  const code = await runProgram(host);
  if (typing.length > 0) throw new Error(`nobody asked: ${typing.map(({ when }) => when).join(', ')}`);
  const both = textOf('stdout', 'stderr');
  return {
    code,
    stdout: textOf('stdout'),
    stderr: textOf('stderr'),
    both,
    screen: () => screenAfter(both, COLUMNS),
  };
}

/**
 * Time passes only while everybody sleeps: when the world is quiet, the first who is due wakes, and it is that time.
 * So the order of what happens is the same however fast the computer is.
 */
function steadyClock(world: RunningWorld): Clock {
  let now = DAY.getTime();
  let waking = false;
  const sleepers = new Set<{ readonly due: number; readonly wake: () => void }>();

  async function wakeInTurn(): Promise<void> {
    if (waking) return;
    waking = true;
    while (sleepers.size > 0) {
      await world.quiet();
      const [first] = [...sleepers].sort((one, other) => one.due - other.due);
      if (first === undefined) break;
      sleepers.delete(first);
      now = Math.max(now, first.due);
      first.wake();
    }
    waking = false;
  }

  return {
    now: () => new Date(now),
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      if (milliseconds >= FOR_EVER_MS) return untilAborted(signal);
      await new Promise<void>((wake, reject) => {
        const sleeper = { due: now + milliseconds, wake };
        sleepers.add(sleeper);
        signal?.addEventListener(
          'abort',
          () => {
            sleepers.delete(sleeper);
            reject(signal.reason);
          },
          { once: true },
        );
        void wakeInTurn();
      });
    },
  };
}

function untilAborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** The text with the addresses of this run's servers in their place: exact texts for exact texts, as long. */
function steady({ sandbox, home }: RunningWorld, text: string): string {
  const { entra, graph, intune, jamf } = sandbox.world.ports;
  return [entra, graph, intune, jamf].reduce(
    (shown, port, at) =>
      shown
        .replaceAll(`localhost:${port}`, `localhost:${41001 + at}`)
        .replaceAll(`localhost-${port}`, `localhost-${41001 + at}`),
    text.replaceAll(home, '/home/admin'),
  );
}
