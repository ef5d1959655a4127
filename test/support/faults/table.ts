import { afterAll, expect } from 'vitest';
import { drawTable, keepRow, type Row } from './rows.ts';

export interface Table {
  /**
   * Notes how many cases were tried and what was found, and fails the test when anything was.
   * @param found one line for each violation
   */
  row(test: string, tried: number, found: readonly string[]): void;
  /** Notes what could not be tried here, and why. */
  skipped(test: string, why: string): void;
}

/** The table of one suite, printed when the suite has run. */
export function openTable(suite: string): Table {
  const rows: Row[] = [];
  const note = (row: Row) => {
    rows.push(row);
    keepRow(row);
  };
  afterAll(() => {
    process.stdout.write(`\n${drawTable(rows)}\n`);
  });
  return {
    row(test, tried, found) {
      note({ suite, test, tried, found: found.length });
      expect(found, `${test}: ${found.length} of ${tried}`).toEqual([]);
      // Nothing found where nothing was tried is no proof.
      expect(tried, `${test}: cases`).toBeGreaterThan(0);
    },
    skipped: (test, why) => note({ suite, test, tried: `not run: ${why}`, found: 0 }),
  };
}
