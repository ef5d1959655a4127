import { CATALOGUE } from '../inputs/catalogue.ts';
import { EXIT_CODES } from './exit-codes.ts';

/** The part of a help page above the options: what people came for. */
export function examples(lines: readonly (readonly [command: string, meaning: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  return [
    'Examples:',
    ...lines.map(([command, meaning]) => `  ${command.padEnd(width)}   ${meaning}`),
    '',
  ].join('\n');
}

/** The part below the options: the environment and the exit codes. */
export function afterOptions(command: string): string {
  const variables = CATALOGUE.filter(
    ({ commands, variables }) => commands.includes(command) && variables.length > 0,
  );
  const rows = variables.map(({ variables, help }) => [variables.join(', '), help] as const);
  return ['', ...table('Environment:', rows), '', ...table('Exit codes:', EXIT_CODES)].join('\n');
}

function table(title: string, rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.min(40, Math.max(...rows.map(([left]) => left.length)));
  return [title, ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)];
}
