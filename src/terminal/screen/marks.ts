import type { PlannedChange } from '../../engine/event.ts';

export interface Marks {
  readonly ok: string;
  readonly fail: string;
  readonly warn: string;
  readonly skip: string;
  readonly you: string;
  readonly create: string;
  readonly change: string;
  readonly remove: string;
  readonly prove: string;
  readonly cursor: string;
  readonly spinner: readonly string[];
  /** Text of ours as this terminal can show it: `·`, `→` and `…` have ASCII stand-ins. */
  text(words: string): string;
}

const UNICODE: Marks = {
  ok: '✔',
  fail: '✖',
  warn: '!',
  skip: '–',
  you: '☞',
  create: '+',
  change: '~',
  remove: '-',
  prove: '?',
  cursor: '❯',
  spinner: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
  text: (words) => words,
};

const STAND_INS: Readonly<Record<string, string>> = { '·': '-', '→': '>', '…': '...', '–': '-' };

const ASCII: Marks = {
  ok: '*',
  fail: 'x',
  warn: '!',
  skip: '-',
  you: '>',
  create: '+',
  change: '~',
  remove: '-',
  prove: '?',
  cursor: '>',
  spinner: ['-', '\\', '|', '/'],
  text: (words) => words.replace(/[·→…–]/gu, (sign) => STAND_INS[sign] ?? sign),
};

export function marksFor(unicode: boolean): Marks {
  return unicode ? UNICODE : ASCII;
}

/**
 * Whether the terminal can be trusted with Unicode: not the Linux console, not a locale that says it is something
 * else, and on Windows only the terminals known for it. No locale at all (containers, ssh) counts as UTF-8.
 */
export function supportsUnicode(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): boolean {
  if (platform === 'win32') {
    return [env.WT_SESSION, env.TERM_PROGRAM, env.ConEmuTask].some((sign) => (sign ?? '') !== '');
  }
  if (env.TERM === 'linux') return false;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return locale === '' || /utf-?8/iu.test(locale);
}

/** The mark before a line of the plan. */
export function markOf(action: PlannedChange['action'], marks: Marks): string {
  switch (action) {
    case 'create':
      return marks.create;
    case 'change':
      return marks.change;
    case 'remove':
      return marks.remove;
    case 'guide':
      return marks.you;
    case 'prove':
      return marks.prove;
  }
}
