import { Argument, type Command } from 'commander';
import type { Host } from '../host.ts';
import type { Candidate, Named } from './completion-place.ts';
import type { Shell } from './completion-scripts.ts';
import { examples } from './help-texts.ts';

const SHELLS: readonly Shell[] = ['bash', 'zsh', 'fish', 'powershell'];

/** `jamf-intune completion bash`, and the hidden `jamf-intune complete` that the scripts ask. */
export function addCompletion(program: Command, host: Host): void {
  program
    .command('completion')
    .summary('print the completion script of a shell')
    .description(
      'Prints a script that lets a shell complete commands, options, their values, profiles, steps and codes. ' +
        'Install it once: it asks this program, so it stays right when the program changes.',
    )
    .addHelpText('before', () =>
      examples(
        [
          ['source <(jamf-intune completion bash)', 'in ~/.bashrc'],
          ['jamf-intune completion zsh > /usr/local/share/zsh/site-functions/_jamf-intune', 'once'],
          ['jamf-intune completion fish > ~/.config/fish/completions/jamf-intune.fish', 'once'],
          ['jamf-intune completion powershell | Out-String | Invoke-Expression', 'in $PROFILE'],
        ],
        host.stdout.columns,
      ),
    )
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .action(async (shell: Shell) => {
      const { COMPLETION_SCRIPTS } = await import('./completion-scripts.ts');
      host.stdout.write(COMPLETION_SCRIPTS[shell]);
    });

  program
    .command('complete', { hidden: true })
    .helpOption(false)
    .requiredOption('--word <word>', 'the word at the cursor')
    .argument('[before...]', 'the words before it')
    .action(async (before: readonly string[], { word }: { readonly word: string }) => {
      for (const line of await answer(program, host, before, word)) host.stdout.write(`${line}\n`);
    });
}

async function answer(
  program: Command,
  host: Host,
  before: readonly string[],
  word: string,
): Promise<readonly string[]> {
  const { placeOf } = await import('./completion-place.ts');
  const typed = joined(before, word);
  const { place, prefix } = placeOf(program, typed.before, typed.word);
  switch (place.kind) {
    case 'file':
      return [':files'];
    case 'anything':
      return [];
    case 'these':
      return lines(place.candidates, prefix, typed.word);
    case 'named':
      return lines(await named(place.what, host), prefix, typed.word);
  }
}

/** bash takes `--cloud=us` apart into three words, and wants the last of them completed. */
function joined(before: readonly string[], word: string) {
  if (word === '=') return { before, word: '' };
  return before.at(-1) === '=' ? { before: before.slice(0, -1), word } : { before, word };
}

async function named(what: Named, host: Host): Promise<readonly Candidate[]> {
  const { namesOf } = await import('../wizard/completion-names.ts');
  return namesOf(what, host);
}

function lines(candidates: readonly Candidate[], prefix: string, word: string): readonly string[] {
  return candidates
    .map(({ value, about }) => ({ value: `${prefix}${value}`, about }))
    .filter(({ value }) => value.toLowerCase().startsWith(word.toLowerCase()))
    .map(({ value, about }) => (about === '' ? value : `${value}\t${about}`));
}
