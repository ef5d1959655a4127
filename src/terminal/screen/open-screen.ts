import { clampWidth } from './clamp-width.ts';
import { colourLevel } from './colour.ts';
import { createLiveRegion } from './live-region.ts';
import { marksFor, supportsUnicode } from './marks.ts';
import { decideMode } from './mode.ts';
import { createPaint, type Paint } from './paint.ts';
import type { Screen, ScreenOptions, Sheet, TerminalInput, TerminalOutput } from './screen.ts';

/** Nothing is written before the first print; mode and colours are decided once, the width at every print. */
export function openScreen(options: ScreenOptions): Screen {
  const { stdin, stdout, stderr, env, flags } = options;
  const marks = marksFor(supportsUnicode(env, options.platform));
  const live = createLiveRegion(stderr, paintFor(stderr, options).quiet);
  const restore = new Set<() => void>();
  let held = 0;
  let blankAbove = false;
  for (const output of [stdout, stderr]) output.on('error', forgiveClosedPipe);

  function sheet(output: TerminalOutput): Sheet {
    const paint = paintFor(output, options);
    const write = (text: string): void => {
      if (text === '') return;
      live.erase();
      output.write(text);
      if (held === 0) live.redraw();
    };
    return {
      look: () => ({ width: clampWidth(output.columns), marks, paint }),
      print(lines) {
        const below = blankAbove && lines[0] === '' ? lines.slice(1) : lines;
        write(below.map((line) => `${marks.text(line)}\n`).join(''));
        if (below.length > 0) blankAbove = below.at(-1) === '';
      },
      write,
    };
  }

  function show(lines: readonly string[]): void {
    if (held === 0) live.show(lines.map(marks.text));
  }

  return {
    ...decideMode({
      flags,
      env,
      terminals: { stdin: isTerminal(stdin), stdout: isTerminal(stdout), stderr: isTerminal(stderr) },
    }),
    out: sheet(stdout),
    err: sheet(stderr),
    stdin,
    stderr,
    live: show,
    async hold(action) {
      show([]);
      held += 1;
      blankAbove = false;
      try {
        return await action();
      } finally {
        held -= 1;
      }
    },
    keys(onKeys, onEnd) {
      const stop = readKeys(stdin, onKeys, onEnd);
      const once = (): void => {
        if (restore.delete(once)) stop();
      };
      restore.add(once);
      return once;
    },
    close() {
      show([]);
      for (const undo of [...restore]) undo();
    },
  };
}

function paintFor(output: TerminalOutput, { env, flags }: ScreenOptions): Paint {
  return createPaint(colourLevel({ flag: flags.colour, env, isTerminal: isTerminal(output) }));
}

function isTerminal(stream: TerminalInput | TerminalOutput): boolean {
  return stream.isTTY === true;
}

function readKeys(stdin: TerminalInput, onKeys: (keys: string) => void, onEnd: () => void): () => void {
  const onData = (data: Buffer | string): void => onKeys(data.toString());
  stdin.setRawMode?.(true);
  stdin.on('data', onData);
  stdin.on('end', onEnd);
  stdin.on('close', onEnd);
  stdin.resume();
  return () => {
    stdin.off('data', onData);
    stdin.off('end', onEnd);
    stdin.off('close', onEnd);
    stdin.setRawMode?.(false);
    stdin.pause();
  };
}

/** `jamf-intune … | head` closes the pipe while we write; that is no error of ours. */
function forgiveClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
