import type { Command } from 'commander';
import type { Host } from '../host.ts';
import { inputsOf } from '../inputs/catalogue.ts';
import { flagsGiven } from '../inputs/flags.ts';
import type { Finish } from './finish.ts';
import { afterOptions, examples } from './help-texts.ts';
import { addInputOptions } from './input-options.ts';

/** `jamf-intune doctor` */
export function addDoctor(program: Command, host: Host, finish: Finish): void {
  const command = program
    .command('doctor')
    .summary('say what is wrong, where, why, and what to do about it')
    .description(
      'Looks at both clouds, the server, the network and the configuration at the same time, and changes nothing.\n' +
        'It works with whatever rights you have; what it may not read is skipped, with the permission it lacks.',
    )
    .addHelpText('before', () =>
      examples(
        [
          ['jamf-intune doctor', 'looks at everything'],
          ['jamf-intune doctor --only network --as client', 'the network alone, from a managed Mac'],
          ['jamf-intune doctor --format html --output report.html', 'one page to send on'],
          [
            'jamf-intune doctor --bundle support.zip',
            'a redacted report for the support of Jamf or Microsoft',
          ],
        ],
        host.stdout.columns,
      ),
    )
    .addHelpText('after', () => afterOptions('doctor', host.stdout.columns));
  addInputOptions(command, 'doctor', host.argv).action(async (options: Readonly<Record<string, unknown>>) => {
    const { doctor } = await import('../wizard/doctor/doctor.ts');
    finish(await doctor(host, flagsGiven(inputsOf('doctor'), options)));
  });
}
