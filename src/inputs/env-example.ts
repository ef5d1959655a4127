import type { Input } from './input.ts';

const WIDTH = 100;

/** Breaks a sentence into comment lines. */
function comment(sentence: string): string {
  const lines = [''];
  for (const word of sentence.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length + 3 > WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((line) => `# ${line}`).join('\n');
}

function entry(input: Input): string {
  const notes = [
    ...(input.secret ? ['secret'] : []),
    ...(input.flag === undefined ? [] : [input.flag]),
    ...(input.variables.length > 1 ? [`also ${input.variables.slice(1).join(', ')}`] : []),
  ];
  const about = notes.length === 0 ? input.help : `${input.help} (${notes.join('; ')})`;
  return [
    comment(about),
    comment(`expected: ${input.expected}`),
    `#${input.variables[0]}=${input.default ?? ''}`,
  ].join('\n');
}

/** The text of `.env.example`: every input that has a variable, all commented out. */
export function renderEnvExample(inputs: readonly Input[]): string {
  const withVariable = inputs.filter(({ variables }) => variables.length > 0);
  const groups = [...new Set(withVariable.map(({ group }) => group))];
  const sections = groups.map((group) => {
    const entries = withVariable.filter((input) => input.group === group).map(entry);
    return [`# --- ${group} ---`, ...entries].join('\n\n');
  });
  const head = [
    '# Copy this to .env in the folder you run jamf-intune in, and take the # off what you set.',
    '# A flag or a real environment variable counts more; an answers file counts less. Keep .env out of git.',
    '# Made from src/inputs/catalogue.ts by: npx vitest run test/unit/inputs --update',
  ].join('\n');
  return `${[head, ...sections].join('\n\n')}\n`;
}
