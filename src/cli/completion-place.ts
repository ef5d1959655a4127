import type { Command, Option } from 'commander';
import { inputsOf } from '../inputs/catalogue.ts';

/** One way to go on with a command line. */
export interface Candidate {
  readonly value: string;
  /** One line that a shell may show beside it. */
  readonly about: string;
}

/** Values that only the program knows, and loads when they are asked for. */
export type Named = 'profile' | 'step' | 'examined' | 'code';

/** What may stand at the cursor. */
export type Place =
  | { readonly kind: 'these'; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'named'; readonly what: Named }
  | { readonly kind: 'file' }
  | { readonly kind: 'anything' };

/**
 * Reads a command line as far as the cursor.
 *
 * @param program the whole command tree
 * @param before the words before the one at the cursor, without the program's own name
 * @param word the word at the cursor, which may be empty
 * @returns what may stand there, not yet narrowed by `word`, and the part of `word` that any of it comes after:
 * `--cloud=` of `--cloud=us`
 */
export function placeOf(program: Command, before: readonly string[], word: string) {
  const { command, given, operands, open } = walk(program, before);
  if (open !== undefined) return { place: valuesOf(command, open), prefix: '' };
  const [, flag] = /^(--[a-z-]+)=/u.exec(word) ?? [];
  const assigned = flag === undefined ? undefined : optionOf(command, flag);
  if (assigned !== undefined) return { place: valuesOf(command, assigned), prefix: `${flag}=` };
  if (word.startsWith('-')) return { place: these(optionsLeft(command, given)), prefix: '' };
  return { place: operandOf(command, given, operands), prefix: '' };
}

interface Walked {
  readonly command: Command;
  readonly given: readonly Option[];
  /** How many words stand there that are no options. */
  readonly operands: number;
  /** The option whose value is at the cursor. */
  readonly open: Option | undefined;
}

function walk(program: Command, words: readonly string[]): Walked {
  let command = program;
  let open: Option | undefined;
  let operands = 0;
  const given: Option[] = [];
  for (const word of words) {
    const nested = open === undefined && operands === 0 ? subcommand(command, word) : undefined;
    if (open !== undefined) open = undefined;
    else if (nested !== undefined) command = nested;
    else if (word.startsWith('-')) {
      const option = optionOf(command, word.split('=')[0] ?? word);
      if (option !== undefined) given.push(option);
      if (takesValue(option) && !word.includes('=')) open = option;
    } else operands += 1;
  }
  return { command, given, operands, open };
}

function subcommand(command: Command, word: string): Command | undefined {
  return command.commands.find((one) => one.name() === word);
}

function visibleOptions(command: Command): readonly Option[] {
  return command.createHelp().visibleOptions(command);
}

function optionOf(command: Command, flag: string): Option | undefined {
  return visibleOptions(command).find(({ long, short }) => flag === long || flag === short);
}

function takesValue(option: Option | undefined): boolean {
  return option?.required === true || option?.optional === true;
}

function optionsLeft(command: Command, given: readonly Option[]): readonly Candidate[] {
  const inputs = inputsOf(command.name());
  const mayRepeat = ({ flags }: Option) => inputs.find(({ flag }) => flag === flags)?.repeatable === true;
  return visibleOptions(command)
    .filter((option) => mayRepeat(option) || !given.some(({ flags }) => flags === option.flags))
    .map(({ long, short, description }) => ({ value: long ?? short ?? '', about: description }));
}

function valuesOf(command: Command, option: Option): Place {
  const kind = inputsOf(command.name()).find(({ flag }) => flag === option.flags)?.kind;
  // What the doctor examines is named in a text: rooms, steps, checks and codes.
  if (option.flags.endsWith('<what>')) return { kind: 'named', what: 'examined' };
  switch (kind?.type) {
    case 'choice':
      return these(kind.of.map((value) => ({ value, about: '' })));
    case 'path':
      return { kind: 'file' };
    case 'profile':
    case 'step':
      return { kind: 'named', what: kind.type };
    default:
      return { kind: 'anything' };
  }
}

function operandOf(command: Command, given: readonly Option[], operands: number): Place {
  if (command.name() === 'help') return these(commandsOf(command.parent ?? command));
  const argument = command.registeredArguments[operands];
  if (argument?.name() === 'code') return { kind: 'named', what: 'code' };
  if (argument?.argChoices) return these(argument.argChoices.map((value) => ({ value, about: '' })));
  const nested = operands === 0 ? commandsOf(command) : [];
  return these(nested.length > 0 ? nested : optionsLeft(command, given));
}

function commandsOf(command: Command): readonly Candidate[] {
  const visible = command.createHelp().visibleCommands(command);
  return visible.map((one) => ({ value: one.name(), about: one.summary() || one.description() }));
}

function these(candidates: readonly Candidate[]): Place {
  return { kind: 'these', candidates };
}
