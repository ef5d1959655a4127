import { type Command, Option } from 'commander';
import { inputsOf } from '../inputs/catalogue.ts';
import type { Input } from '../inputs/input.ts';

/**
 * Adds a command's inputs as options, in groups. No defaults here: what was given must be told from what was not.
 * @param argv of the run: `--help` and `--version` alone show no command's options, and go without all of them
 */
export function addInputOptions(command: Command, name: string, argv: readonly string[]): Command {
  if (argv.length > 0 && argv.every((word) => word.startsWith('-'))) return command;
  for (const input of inputsOf(name)) {
    if (input.flag !== undefined) command.addOption(optionFor(input, input.flag));
  }
  return command;
}

function optionFor(input: Input, flag: string): Option {
  const fallback =
    input.default === undefined || input.default === false ? '' : ` (default: ${input.default})`;
  const choices = input.kind.type === 'choice' ? ` [${input.kind.of.join('|')}]` : '';
  const option = new Option(flag, `${input.help}${choices}${fallback}`).helpGroup(`${input.group}:`);
  return input.repeatable === true ? option.argParser(collect) : option;
}

function collect(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), value];
}
