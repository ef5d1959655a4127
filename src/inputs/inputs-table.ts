import type { Input } from './input.ts';

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

function code(text: string | undefined): string {
  return text === undefined ? '' : `\`${text}\``;
}

function row(input: Input): string {
  const cells = [
    code(input.flag),
    input.variables.map(code).join(', '),
    input.inAnswersFile ? code(input.key) : '',
    cell(input.help) + (input.repeatable ? ' (repeatable)' : '') + (input.secret ? ' **secret**' : ''),
    input.default === undefined ? '' : code(String(input.default)),
    cell(input.expected),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The text of `docs/inputs.md`: one table for each group. */
export function renderInputsTable(inputs: readonly Input[]): string {
  const groups = [...new Set(inputs.map(({ group }) => group))];
  const sections = groups.map((group) =>
    [
      `## ${group}`,
      '',
      '| Flag | Variable | Answers file | What it is | Default | Expected |',
      '|---|---|---|---|---|---|',
      ...inputs.filter((input) => input.group === group).map(row),
    ].join('\n'),
  );
  const head = [
    '# Inputs',
    '',
    'A value is taken from the first of these that has one: flag, environment variable, `.env`, answers file',
    '(`--answers FILE`, JSON or YAML), what an earlier run of the profile stored, and at last a question. With',
    '`--sandbox`, addresses and credentials come from a flag or from the sandbox, never from the other places.',
    'Secrets have no flag, because every user of a computer can read the command lines of all programs.',
    '',
    'Made from `src/inputs/catalogue.ts` by `npx vitest run test/unit/inputs --update`.',
  ].join('\n');
  return `${[head, ...sections].join('\n\n')}\n`;
}
