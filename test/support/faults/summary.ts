import { drawTable, forgetRows, readRows } from './rows.ts';

export function setup(): void {
  forgetRows();
}

/** The one table of the whole run. */
export function teardown(): void {
  const rows = readRows();
  const tried = rows.reduce((sum, row) => sum + (typeof row.tried === 'number' ? row.tried : 0), 0);
  const found = rows.reduce((sum, row) => sum + row.found, 0);
  const skipped = rows.filter((row) => typeof row.tried === 'string').length;
  process.stdout.write(
    `\n${drawTable(rows)}\n\n${rows.length} tests, ${tried} cases tried, ${found} found, ${skipped} not run here\n`,
  );
}
