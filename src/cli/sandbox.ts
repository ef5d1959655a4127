import type { Command } from 'commander';
import type { Host } from '../host.ts';
import { inputsOf } from '../inputs/catalogue.ts';
import { flagsGiven } from '../inputs/flags.ts';
import type { Finish } from './finish.ts';
import { afterOptions, examples } from './help-texts.ts';
import { addInputOptions } from './input-options.ts';

/** `jamf-intune sandbox` and `jamf-intune sandbox reset` */
export function addSandbox(program: Command, host: Host, finish: Finish): void {
  const command = program
    .command('sandbox')
    .summary('run a simulated Entra, Graph, Intune and Jamf Pro on this computer')
    .description(
      'Keeps a simulated tenant and Jamf Pro running on loopback and prints their addresses and accounts, until Ctrl-C. ' +
        'Its world is kept between commands; every command with --sandbox uses it. Nothing real is touched.',
    )
    .addHelpText('before', () =>
      examples(
        [
          ['jamf-intune sandbox', 'runs it and prints its addresses'],
          ['jamf-intune sandbox --fault wrong-secret', 'with a person who pastes a wrong secret'],
          ['jamf-intune sandbox reset', 'forgets the world and begins anew'],
        ],
        host.stdout.columns,
      ),
    )
    .addHelpText('after', () => afterOptions('sandbox', host.stdout.columns));
  addInputOptions(command, 'sandbox', host.argv).action(
    async (options: Readonly<Record<string, unknown>>) => {
      const { runSandbox } = await import('../wizard/sandbox/sandbox.ts');
      finish(await runSandbox(host, flagsGiven(inputsOf('sandbox'), options)));
    },
  );
  command
    .command('reset')
    .description("Forgets the sandbox's world and what this program remembers of it.")
    .action(async () => {
      const { resetSandboxWorld } = await import('../wizard/sandbox/sandbox.ts');
      finish(await resetSandboxWorld(host, flagsGiven(inputsOf('sandbox'), command.opts())));
    });
}
