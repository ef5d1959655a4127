import type { Command } from 'commander';
import type { Host } from '../host.ts';
import { inputsOf } from '../inputs/catalogue.ts';
import { flagsGiven } from '../inputs/flags.ts';
import type { Finish } from './finish.ts';
import { afterOptions, examples } from './help-texts.ts';
import { addInputOptions } from './input-options.ts';

/** `jamf-intune disconnect` */
export function addDisconnect(program: Command, host: Host, finish: Finish): void {
  const command = program
    .command('disconnect')
    .summary('take the connection down in the order that hurts nobody')
    .description(
      'Tells first which Macs and people the end touches, when they leave Intune and what Conditional Access does ' +
        'meanwhile. Then the integration is switched off in Jamf Pro, and Intune has to say Terminated; the application ID ' +
        'and the groups leave the connector; with --delete-app our secret and our application go, the application last. ' +
        'What is not ours is never deleted, what is gone already is said. A run that was interrupted goes on where it was.',
    )
    .addHelpText('before', () =>
      examples(
        [
          ['jamf-intune disconnect --plan', 'shows what would be taken away and changes nothing'],
          ['jamf-intune disconnect', 'takes the connection down; application and secret are kept'],
          ['jamf-intune disconnect --delete-app', 'deletes our secret and our application as well'],
          ['jamf-intune disconnect --sandbox', 'rehearses it on this computer'],
        ],
        host.stdout.columns,
      ),
    )
    .addHelpText('after', () => afterOptions('disconnect', host.stdout.columns));
  addInputOptions(command, 'disconnect', host.argv).action(
    async (options: Readonly<Record<string, unknown>>) => {
      const { disconnect } = await import('../wizard/disconnect/disconnect.ts');
      finish(await disconnect(host, flagsGiven(inputsOf('disconnect'), options)));
    },
  );
}
