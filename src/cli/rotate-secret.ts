import type { Command } from 'commander';
import type { Host } from '../host.ts';
import { inputsOf } from '../inputs/catalogue.ts';
import { flagsGiven } from '../inputs/flags.ts';
import type { Finish } from './finish.ts';
import { afterOptions, examples } from './help-texts.ts';
import { addInputOptions } from './input-options.ts';

/** `jamf-intune rotate-secret` */
export function addRotateSecret(program: Command, host: Host, finish: Finish): void {
  const command = program
    .command('rotate-secret')
    .summary('renew the client secret, so that no Mac notices')
    .description(
      'Makes a new secret beside the old one, brings it to Jamf Pro, and removes the old one only when Entra has seen ' +
        'Jamf Pro use the new one. Where nothing can prove that, both stay until you say so. A rotation that waits, or ' +
        'was interrupted, goes on where it was.',
    )
    .addHelpText('before', () =>
      examples(
        [
          ['jamf-intune rotate-secret', 'renews the secret, or goes on with it'],
          ['jamf-intune rotate-secret --check --days 30', 'exits 3 when fewer days are left; for schedulers'],
          ['jamf-intune rotate-secret --if-expiring 30 --yes', 'renews it only then'],
          ['jamf-intune rotate-secret --finish', 'you have seen that Jamf Pro has the new one'],
        ],
        host.stdout.columns,
      ),
    )
    .addHelpText('after', () => afterOptions('rotate-secret', host.stdout.columns));
  addInputOptions(command, 'rotate-secret', host.argv).action(
    async (options: Readonly<Record<string, unknown>>) => {
      const { rotateSecret } = await import('../wizard/rotate-secret/rotate-secret.ts');
      finish(await rotateSecret(host, flagsGiven(inputsOf('rotate-secret'), options)));
    },
  );
}
