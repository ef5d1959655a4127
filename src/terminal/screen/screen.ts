import type { Marks } from './marks.ts';
import type { ModeDecision, ScreenFlags } from './mode.ts';
import type { Paint } from './paint.ts';

/** What the screen needs of `process.stdout` and `process.stderr`. */
export interface TerminalOutput extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  /** Kept up to date by Node when the window changes its size. */
  readonly columns?: number;
}

/** What the screen needs of `process.stdin`. */
export interface TerminalInput extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
  setRawMode?(on: boolean): unknown;
}

export interface ScreenOptions {
  readonly stdin: TerminalInput;
  readonly stdout: TerminalOutput;
  readonly stderr: TerminalOutput;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly flags: ScreenFlags;
}

/** How lines for one stream are to look, at this moment. */
export interface Look {
  /** Columns, from 40 to 100. */
  readonly width: number;
  readonly marks: Marks;
  readonly paint: Paint;
}

/** One stream. What is printed goes above the live region and stays. */
export interface Sheet {
  readonly look: () => Look;
  /** Two blank lines never follow each other: blocks begin and end with one as they need it. */
  readonly print: (lines: readonly string[]) => void;
  /** As it is, without marks made readable or an end of line: for the JSON document. */
  readonly write: (text: string) => void;
}

/** The one owner of stdin, stdout and stderr. */
export interface Screen extends ModeDecision {
  /** The answer. */
  readonly out: Sheet;
  /** Prompts, progress, warnings, errors. */
  readonly err: Sheet;
  readonly stdin: TerminalInput;
  readonly stderr: TerminalOutput;
  /** Lines on stderr that are redrawn; an empty list takes them away. Nothing where stderr is no terminal. */
  live(lines: readonly string[]): void;
  /** Keeps the live region off the screen while a question is on it. */
  hold<T>(action: () => Promise<T>): Promise<T>;
  /** Gives each key, unechoed, until the returned function is called. Ctrl-C is a key here, no signal. */
  keys(onKeys: (keys: string) => void, onEnd: () => void): () => void;
  /** Leaves the terminal as it was found: no live region, no raw mode. Safe at any moment, also twice. */
  close(): void;
}
