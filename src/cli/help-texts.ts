import { CATALOGUE } from '../inputs/catalogue.ts';
import { clampWidth } from '../terminal/screen/clamp-width.ts';
import { hang } from '../terminal/screen/layout.ts';
import { EXIT_CODES } from './exit-codes.ts';

/** A row of a table in a help page. */
type Row = readonly [left: string, right: string];
/** Beside a longer left side nothing readable is left of 80 columns: what belongs to it goes beneath. */
const WIDEST_LEFT = 34;

/**
 * The part of a help page above the options: what people came for.
 * @param columns of the terminal that the page is for
 */
export function examples(rows: readonly Row[], columns?: number): string {
  return [...table('Examples:', rows, clampWidth(columns)), ''].join('\n');
}

/** The part below the options: the environment and the exit codes. */
export function afterOptions(command: string, columns?: number): string {
  const width = clampWidth(columns);
  const variables = CATALOGUE.filter(
    ({ commands, variables }) => commands.includes(command) && variables.length > 0,
  );
  const rows = variables.map(({ variables, help }) => [variables.join(', '), help] as const);
  return ['', ...table('Environment:', rows, width), '', ...table('Exit codes:', EXIT_CODES, width)].join(
    '\n',
  );
}

function table(title: string, rows: readonly Row[], width: number): readonly string[] {
  const longest = Math.max(...rows.map(([left]) => left.length));
  const column = Math.min(longest, WIDEST_LEFT);
  const lines = rows.flatMap(([left, right]) => {
    const beside = left.length <= column && column + 24 <= width;
    if (beside) return hang(`  ${left.padEnd(column)}  `, right, width - 1);
    return [`  ${left}`, ...hang('      ', right, width - 1)];
  });
  return [title, ...lines];
}
