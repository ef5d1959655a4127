import type { Command } from 'commander';
import type { Host } from '../host.ts';
import { inputsOf } from '../inputs/catalogue.ts';
import { flagsGiven } from '../inputs/flags.ts';
import type { Finish } from './finish.ts';
import { afterOptions, examples } from './help-texts.ts';
import { addInputOptions } from './input-options.ts';

/** `jamf-intune setup` */
export function addSetup(program: Command, host: Host, finish: Finish): void {
  const command = program
    .command('setup')
    .summary('connect Jamf Pro to Microsoft Intune, and prove that it works')
    .description(
      'Registers the Entra application, gives it its one permission and the admin consent, creates the client secret, ' +
        'sets the Intune connector and its groups, brings the settings to Jamf Pro and proves that the connection lives. ' +
        'Nothing is changed before you have seen the plan. A run that was interrupted goes on where it was.',
    )
    .addHelpText('before', () =>
      examples(
        [
          ['jamf-intune setup', 'asks for everything it needs'],
          ['jamf-intune setup --plan', 'shows what would be done and changes nothing'],
          ['jamf-intune setup --sandbox', 'rehearses it on a simulated tenant on this computer'],
          ['jamf-intune setup --answers FILE --yes --json', 'runs unattended'],
        ],
        host.stdout.columns,
      ),
    )
    .addHelpText('after', () => afterOptions('setup', host.stdout.columns));
  addInputOptions(command, 'setup', host.argv).action(async (options: Readonly<Record<string, unknown>>) => {
    const { setup } = await import('../wizard/setup/setup.ts');
    finish(await setup(host, flagsGiven(inputsOf('setup'), options)));
  });
}
