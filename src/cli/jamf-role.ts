import type { Command } from 'commander';
import type { Host } from '../host.ts';
import { inputsOf } from '../inputs/catalogue.ts';
import { flagsGiven } from '../inputs/flags.ts';
import type { Finish } from './finish.ts';
import { afterOptions, examples } from './help-texts.ts';
import { addInputOptions } from './input-options.ts';

/** `jamf-intune jamf-role` */
export function addJamfRole(program: Command, host: Host, finish: Finish): void {
  const command = program
    .command('jamf-role')
    .summary('print, or create, the Jamf Pro API role with the least privileges')
    .description(
      'Prints the API role and client that this program needs in Jamf Pro, with the reason for each privilege. ' +
        'With --create and a Jamf Pro user who may, it makes both and shows the client secret once.',
    )
    .addHelpText('before', () =>
      examples(
        [
          ['jamf-intune jamf-role', 'prints the privileges and why each is needed'],
          ['jamf-intune jamf-role --create --jamf-username admin', 'makes role and client in Jamf Pro'],
        ],
        host.stdout.columns,
      ),
    )
    .addHelpText('after', () => afterOptions('jamf-role', host.stdout.columns));
  addInputOptions(command, 'jamf-role', host.argv);
  command
    .option('--create', 'make the role and the client in Jamf Pro')
    .option(
      '--rotate-credentials',
      'make a new client secret although there is one; whoever uses the old one is locked out',
    )
    .action(async (options: Readonly<Record<string, unknown>>) => {
      const { jamfRole } = await import('../wizard/jamf-role/jamf-role.ts');
      const wish = { create: options.create === true, rotate: options.rotateCredentials === true };
      finish(await jamfRole(host, flagsGiven(inputsOf('jamf-role'), options), wish));
    });
}
