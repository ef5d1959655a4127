import type { Command } from 'commander';
import { closest } from '../inputs/closest.ts';
import { visible } from '../terminal/visible.ts';

/**
 * `jamf-intune help sandbox reset`. Ours instead of commander's own, which answers a mistyped name with the whole
 * program's help, and reads only the first name.
 */
export function addHelp(program: Command): void {
  program
    .helpCommand(false)
    .command('help')
    .summary('print the help of a command')
    .description('Prints the help of a command, or of the whole program.')
    .argument('[command...]', 'a command, and one of its own: sandbox reset')
    .action((names: readonly string[]) => {
      names.reduce(commandNamed, program).outputHelp();
    });
}

/** @throws CommanderError when there is no such command */
function commandNamed(parent: Command, name: string): Command {
  const found = parent.commands.find((command) => command.name() === name);
  if (found !== undefined) return found;
  const meant = closest(
    name,
    parent.commands.map((command) => command.name()),
  );
  const suggestion = meant === undefined ? '' : `\n(Did you mean ${meant}?)`;
  return parent.error(`error: unknown command '${visible(name)}'${suggestion}`, {
    code: 'commander.unknownCommand',
    exitCode: 1,
  });
}
