import type { Command } from 'commander';
import { EXIT_CODES } from '../../../src/cli/exit-codes.ts';
import { createProgram } from '../../../src/cli/program.ts';
import { CATALOGUE } from '../../../src/inputs/catalogue.ts';
import { runCommand, testHost } from '../host.ts';

/** man/jamf-intune.1, from the command tree that prints the help; in man(7), which every formatter understands. */
export async function manPage(version: string): Promise<string> {
  const program = createProgram(testHost({ argv: [] }).host, () => {});
  const commands = withNested(program.createHelp().visibleCommands(program));
  const parts = [
    // No date: the page would be another one every day.
    `.TH JAMF\\-INTUNE 1 "" "jamf\\-intune ${version}" "User Commands"`,
    // Neither broken words nor stretched lines: people copy from here.
    '.nh',
    '.ad l',
    section('NAME'),
    'jamf\\-intune \\- connect Jamf Pro to Microsoft Intune',
    section('SYNOPSIS'),
    '.B jamf\\-intune',
    '.I command',
    '[options]',
    section('DESCRIPTION'),
    paragraphs(program.description()),
    section('COMMANDS'),
    ...(await Promise.all(commands.map(chapterOf))),
    section('ENVIRONMENT'),
    ...CATALOGUE.filter(({ variables }) => variables.length > 0).map(({ variables, help }) =>
      entry(variables.map(bold).join(', '), help),
    ),
    section('EXIT STATUS'),
    ...EXIT_CODES.map(([code, meaning]) => entry(bold(code), meaning)),
    section('FILES'),
    ...FILES.map(([path, meaning]) => entry(`\\fI${escaped(path)}\\fR`, meaning)),
    section('SEE ALSO'),
    text('Every code that the program prints is explained by: jamf-intune explain CODE'),
  ];
  return `${parts.join('\n')}\n`;
}

const FILES: readonly (readonly [path: string, meaning: string])[] = [
  [
    '$XDG_STATE_HOME/jamf-intune/PROFILE',
    'what is known of a connection, on Linux; ~/.local/state without the variable',
  ],
  ['~/Library/Application Support/jamf-intune/PROFILE', 'the same on macOS'],
  ['$JAMF_INTUNE_HOME/PROFILE', 'the same wherever the variable says'],
];

/** Commands with those below them, each after the one it belongs to. */
function withNested(commands: readonly Command[]): readonly Command[] {
  return commands.flatMap((one) => [one, ...withNested([...one.commands])]);
}

async function chapterOf(command: Command): Promise<string> {
  const help = command.createHelp();
  const name = help.commandUsage(command).replace(/^jamf-intune /u, '');
  const options = help.visibleOptions(command).filter(({ long }) => long !== '--help');
  const groups = [...new Set(options.map(({ helpGroupHeading }) => helpGroupHeading ?? 'Options:'))];
  return [
    `.SS "${escaped(name)}"`,
    paragraphs(command.description()),
    ...command.registeredArguments.map((one) => entry(`\\fI${escaped(one.name())}\\fR`, one.description)),
    ...groups.flatMap((group) => [
      '.PP',
      text(group),
      ...options
        .filter(({ helpGroupHeading }) => (helpGroupHeading ?? 'Options:') === group)
        .map(({ flags, description }) => entry(bold(flags), description)),
    ]),
    ...(await examplesOf(command)),
  ].join('\n');
}

/** The examples as the help prints them. */
async function examplesOf(command: Command): Promise<readonly string[]> {
  if (command.parent?.parent) return [];
  const { stdout } = await runCommand({ argv: ['help', command.name()] });
  const [, examples] = /^Examples:\n([\s\S]*?)\n\n/u.exec(stdout) ?? [];
  return examples === undefined
    ? []
    : ['.PP', 'Examples:', '.PP', '.nf', ...examples.split('\n').map(text), '.fi'];
}

function section(title: string): string {
  return `.SH "${title}"`;
}

function paragraphs(description: string): string {
  return description.split('\n').map(text).join('\n.PP\n');
}

function entry(term: string, meaning: string): string {
  return `.TP\n${term}\n${text(meaning)}`;
}

function bold(words: string): string {
  return `\\fB${escaped(words)}\\fR`;
}

/** A line that begins with a dot or a quote would be a command to the formatter. */
function text(words: string): string {
  const line = escaped(words);
  return /^[.']/u.test(line) ? `\\&${line}` : line;
}

/** Hyphens as people type them: an unescaped one may be set as a typographic one, which no shell takes. */
function escaped(words: string): string {
  return words.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('"', '\\(dq');
}
