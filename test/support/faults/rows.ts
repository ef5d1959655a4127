import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Where the suites leave their rows for the table of the whole run. */
const FOLDER = join(import.meta.dirname, '../../../test-results/faults');

const rowSchema = z.object({
  suite: z.string(),
  test: z.string(),
  /** A word in its place where the machine lacks what the test needs. */
  tried: z.union([z.int(), z.string()]),
  found: z.int(),
});
export type Row = z.infer<typeof rowSchema>;

export function keepRow(row: Row): void {
  mkdirSync(FOLDER, { recursive: true });
  appendFileSync(join(FOLDER, `${row.suite}.jsonl`), `${JSON.stringify(row)}\n`);
}

export function drawTable(rows: readonly Row[]): string {
  const lines = rows.map(({ suite, test, tried, found }) => `| ${suite} | ${test} | ${tried} | ${found} |`);
  return ['| Suite | Test | Tried | Found |', '|---|---|---|---|', ...lines].join('\n');
}

export function forgetRows(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}

export function readRows(): readonly Row[] {
  try {
    return readdirSync(FOLDER)
      .sort()
      .flatMap((file) => readFileSync(join(FOLDER, file), 'utf8').trim().split('\n'))
      .map((line) => rowSchema.parse(JSON.parse(line)));
  } catch {
    return [];
  }
}
