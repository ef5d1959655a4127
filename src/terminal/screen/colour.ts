/** Answers of the environment that mean no, where a variable is a switch. */
const OFF = new Set(['0', 'false']);

/** 0 is no colour, 1 the 16 ANSI colours; more is never used. */
export type ColourLevel = 0 | 1;

export interface ColourQuestion {
  /** `--color` is true, `--no-color` false, neither undefined. */
  readonly flag: boolean | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
}

/**
 * Decides for one stream: the flag, then `NO_COLOR`, `FORCE_COLOR`, `TERM=dumb`, and last whether it is a terminal.
 * chalk is not asked, because chalk 5 ignores `NO_COLOR` and looks at stdout for both streams.
 */
export function colourLevel({ flag, env, isTerminal }: ColourQuestion): ColourLevel {
  if (flag !== undefined) return flag ? 1 : 0;
  if ((env.NO_COLOR ?? '') !== '') return 0;
  if (env.FORCE_COLOR !== undefined) return OFF.has(env.FORCE_COLOR.toLowerCase()) ? 0 : 1;
  if (env.TERM === 'dumb') return 0;
  return isTerminal ? 1 : 0;
}
