import type { Command } from 'commander';
import type { Host } from '../host.ts';
import { inputsOf } from '../inputs/catalogue.ts';
import { flagsGiven } from '../inputs/flags.ts';
import type { Finish } from './finish.ts';
import { afterOptions, examples } from './help-texts.ts';
import { addInputOptions } from './input-options.ts';

/** `jamf-intune status` */
export function addStatus(program: Command, host: Host, finish: Finish): void {
  const command = program
    .command('status')
    .summary('show in one screen how the connection is')
    .description(
      'Looks once at both sides and shows each step, the days left of the client secret, when Intune last heard from ' +
        'Jamf Pro, the Macs by state, and who or what is waited for. It changes nothing and needs no right to. ' +
        'The exit code is 0 also when there is no connection; read the status from --json.',
    )
    .addHelpText('before', () =>
      examples(
        [
          ['jamf-intune status', 'shows how the connection is'],
          ['jamf-intune status --sandbox', 'the same for the rehearsal on this computer'],
          ['jamf-intune status --json | jq .secret.daysLeft', 'asks for one number'],
        ],
        host.stdout.columns,
      ),
    )
    .addHelpText('after', () => afterOptions('status', host.stdout.columns));
  addInputOptions(command, 'status', host.argv).action(async (options: Readonly<Record<string, unknown>>) => {
    const { status } = await import('../wizard/status/status.ts');
    finish(await status(host, flagsGiven(inputsOf('status'), options)));
  });
}
