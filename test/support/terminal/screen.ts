import { PassThrough } from 'node:stream';
import { openScreen } from '../../../src/terminal/screen/open-screen.ts';
import type { Screen, TerminalInput, TerminalOutput } from '../../../src/terminal/screen/screen.ts';
import type { Ticker } from '../../../src/terminal/screen/ticker.ts';

export interface FakeTerminalOptions {
  readonly columns?: number;
  readonly isTerminal?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: Partial<{ plain: boolean; json: boolean; noInput: boolean; colour: boolean }>;
}

export interface FakeTerminal {
  readonly screen: Screen;
  /** What a program would read from each stream, and what a terminal gets from both in their order. */
  readonly written: () => { readonly stdout: string; readonly stderr: string; readonly both: string };
  readonly type: (text: string) => void;
  readonly endInput: () => void;
  /** The last of these is whether stdin is in raw mode now. */
  readonly rawModes: readonly boolean[];
  resize(columns: number): void;
}

/** A screen on streams in memory. */
export function fakeTerminal(options: FakeTerminalOptions = {}): FakeTerminal {
  const { isTerminal = true, env = {}, flags = {} } = options;
  let columns = options.columns ?? 80;
  const all: { readonly from: 'stdout' | 'stderr'; readonly text: string }[] = [];
  const rawModes: boolean[] = [];

  function output(from: 'stdout' | 'stderr'): TerminalOutput {
    const stream = new PassThrough();
    stream.on('data', (data: Buffer) => all.push({ from, text: data.toString() }));
    return Object.defineProperties(stream, {
      isTTY: { value: isTerminal },
      columns: { get: () => (isTerminal ? columns : undefined) },
    });
  }

  const input = new PassThrough();
  const stdin: TerminalInput = Object.assign(input, {
    isTTY: isTerminal,
    setRawMode: (on: boolean) => rawModes.push(on),
  });
  const screen = openScreen({
    stdin,
    stdout: output('stdout'),
    stderr: output('stderr'),
    env: { TERM: 'xterm-256color', LANG: 'en_US.UTF-8', ...env },
    platform: 'linux',
    flags: {
      plain: flags.plain ?? false,
      json: flags.json ?? false,
      noInput: flags.noInput ?? false,
      colour: 'colour' in flags ? flags.colour : false,
    },
  });
  const textOf = (stream: string): string =>
    all
      .filter(({ from }) => from === stream || stream === 'both')
      .map(({ text }) => text)
      .join('');

  return {
    screen,
    written: () => ({ stdout: textOf('stdout'), stderr: textOf('stderr'), both: textOf('both') }),
    type: (text) => void input.write(text),
    endInput: () => void input.end(),
    rawModes,
    resize(wanted) {
      columns = wanted;
    },
  };
}

/** A clock and a ticker that move together, by hand. */
export function handClock(start = '2026-11-23T09:41:00Z'): {
  readonly clock: { now(): Date; sleep(): Promise<void> };
  readonly ticker: Ticker;
  readonly running: () => number;
  advance(milliseconds: number): void;
} {
  let now = Date.parse(start);
  const timers = new Set<{ readonly every: number; readonly tick: () => void; due: number }>();
  return {
    clock: { now: () => new Date(now), sleep: async () => {} },
    ticker(every, tick) {
      const timer = { every, tick, due: now + every };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    running: () => timers.size,
    advance(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const [next] = [...timers].filter(({ due }) => due <= end).sort((one, other) => one.due - other.due);
        if (next === undefined) break;
        now = next.due;
        next.due += next.every;
        next.tick();
      }
      now = end;
    },
  };
}
