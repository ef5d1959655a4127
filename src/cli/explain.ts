import type { Command } from 'commander';
import type { Host } from '../host.ts';
import type { Finish } from './finish.ts';
import { examples } from './help-texts.ts';

/** `jamf-intune explain JI-E102`: the whole entry of the book, without a network. */
export function addExplain(program: Command, host: Host, finish: Finish): void {
  program
    .command('explain')
    .summary('explain a code such as JI-E102')
    .description(
      'Prints what is known of a code: cause, fix, how sure that is, and where it comes from. Needs no network.',
    )
    .addHelpText('before', () =>
      examples(
        [
          ['jamf-intune explain JI-E102', 'prints its cause and its fix'],
          ['jamf-intune explain JI-E102 --json', 'the same for a program'],
        ],
        host.stdout.columns,
      ),
    )
    .argument('<code>', 'a code that this program printed, such as JI-E102')
    .option('--json', 'print one JSON document on stdout')
    .action(async (code: string, options: { readonly json?: boolean }) => {
      const { explain } = await import('../wizard/explain/explain.ts');
      finish(await explain(host, code, options.json === true));
    });
}
