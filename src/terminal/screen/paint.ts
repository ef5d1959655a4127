import { Chalk } from 'chalk';
import type { ColourLevel } from './colour.ts';

/** Colours by what they mean; a mark or a word always says the same without colour. */
export interface Paint {
  ok(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  /** What the person does or can press. */
  you(text: string): string;
  quiet(text: string): string;
  strong(text: string): string;
}

/** One palette for one stream, because stdout may be a file while stderr is a terminal. */
export function createPaint(level: ColourLevel): Paint {
  const chalk = new Chalk({ level });
  // chalk joins all its arguments: `lines.map(chalk.dim)` would print the indexes too.
  return {
    ok: (text) => chalk.green(text),
    bad: (text) => chalk.red(text),
    warn: (text) => chalk.yellow(text),
    you: (text) => chalk.cyan(text),
    quiet: (text) => chalk.dim(text),
    strong: (text) => chalk.bold(text),
  };
}
