import type { Standing } from '../engine/standing.ts';

/** A standing as a mark with its word; the mark never stands alone. */
export const STANDING_WORDS: Readonly<Record<Standing, { readonly mark: string; readonly word: string }>> = {
  passed: { mark: '✔', word: 'passed' },
  warning: { mark: '!', word: 'warning' },
  failed: { mark: '✖', word: 'failed' },
  skipped: { mark: '–', word: 'skipped' },
  'not-testable': { mark: '–', word: 'not testable from here' },
};
