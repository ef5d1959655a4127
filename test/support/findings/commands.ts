import type { Command, Option } from 'commander';
import { createProgram } from '../../../src/cli/program.ts';
import { CATALOGUE, inputsOf } from '../../../src/inputs/catalogue.ts';
import { checkValue } from '../../../src/inputs/schema.ts';
import { testHost } from '../host.ts';

/** The real command tree in which every command does nothing. */
export function idleProgram(): Command {
  const program = createProgram(testHost({ argv: [] }).host, () => {});
  const silence = (command: Command): void => {
    command.configureOutput({ writeOut: () => {}, writeErr: () => {} });
    for (const one of command.commands) silence(one.action(() => {}));
  };
  silence(program);
  return program;
}

/**
 * The commands of this program that a text tells people to type: at its start, after a colon or in backticks, up to
 * two spaces, the end, or the first word that no command line holds (`jamf-intune setup again`).
 */
export function commandsIn(text: string, program: Command): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  for (const { index } of text.matchAll(/\bjamf-intune /g)) {
    const before = text.slice(0, index);
    if (before !== '' && !/(: |`|\$ )$/.test(before)) continue;
    const [line = ''] = text.slice(index + 'jamf-intune '.length).split(/ {2}|`|\n/);
    // A template may put any command there; its own texts are looked at where they stand.
    if (line !== '' && !line.startsWith('…')) found.push(commandLine(line.split(' '), program));
  }
  return found;
}

function commandLine(words: readonly string[], program: Command): readonly string[] {
  const argv: string[] = [];
  let command = program;
  let free = 0;
  let valueComes = false;
  for (const written of words) {
    const word = written.replace(/[,.;:]$/, '');
    const child = command.commands.find((one) => one.name() === word);
    if (valueComes) {
      argv.push(word);
      valueComes = false;
    } else if (word.startsWith('-')) {
      argv.push(word);
      valueComes = optionOf(word, command)?.required === true;
    } else if (child !== undefined) {
      argv.push(word);
      command = child;
    } else if (argv.length === 0 || free < command.registeredArguments.length) {
      // The first word has to be a command, whatever it is.
      argv.push(word);
      free += 1;
    } else break;
    if (word !== written) break;
  }
  return argv;
}

function optionOf(word: string, command: Command): Option | undefined {
  return command.options.find(({ long, short }) => word === long || word === short);
}

/** What the real parser and the real schemas say against a command line; undefined when they take it. */
export async function objectionTo(argv: readonly string[]): Promise<string | undefined> {
  const program = idleProgram();
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'commander.helpDisplayed' && code !== 'commander.version') return String(error);
  }
  for (const [at, word] of argv.entries()) {
    const input = inputsOf(argv[0] ?? '').find(
      ({ flag }) => flag?.split(' ')[0] === word && flag.includes('<'),
    );
    const value = argv[at + 1];
    if (input === undefined || value === undefined || isPlaceholder(value)) continue;
    const checked = checkValue(input, value);
    if (!checked.ok) return `${word} ${value}: ${checked.why}`;
  }
  return undefined;
}

/** `NAME`, `FILE`, `https://…`: a person, or the run, puts the value there. */
function isPlaceholder(value: string): boolean {
  return /^[A-Z]+$/.test(value) || value.includes('…');
}

/** Every flag that a text names, of this program or another one. */
export function flagsIn(text: string): readonly string[] {
  return [...text.matchAll(/(?<![\w-])--[a-z][a-z-]*[a-z]/g)].map(([flag]) => flag);
}

/** Every flag of the catalogue, and those that a command has besides. */
export function allFlags(): ReadonlySet<string> {
  const inputs = CATALOGUE.flatMap(({ flag }) => flag?.split(' ')[0] ?? []);
  return new Set([...inputs, '--help', ...longOptions(idleProgram())]);
}

function longOptions(command: Command): readonly string[] {
  return [...command.options.flatMap(({ long }) => long ?? []), ...command.commands.flatMap(longOptions)];
}
