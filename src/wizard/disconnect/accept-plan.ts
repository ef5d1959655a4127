import { Failure } from '../../errors/failure.ts';
import type { SetupInputs } from '../../inputs/setup-inputs.ts';
import type { Wanted } from '../../inputs/wanted.ts';
import { visible } from '../../terminal/visible.ts';
import type { Run } from '../run/run.ts';

const NO = 'no';

/**
 * Asks for the tenant's domain: whoever ends a connection says which. Without a terminal only `--yes` says so.
 * @throws Failure JI-P510 when it was declined, JI-P501 when nobody can be asked
 */
export function acceptDisconnect(
  { prompter, screen }: Run,
  { yes }: Pick<SetupInputs, 'yes'>,
  { tenant }: Pick<Wanted, 'tenant'>,
): () => Promise<void> {
  const domain = tenant.domain.toLowerCase();
  return async () => {
    if (yes) return;
    if (!screen.canPrompt) throw nobodySaysYes();
    const typed = (text: string) => text.trim().toLowerCase();
    const answer = await prompter.text(`Type ${visible(domain)} to disconnect it, or ${NO}`, (text) =>
      [domain, NO].includes(typed(text)) ? undefined : `type ${visible(domain)} or ${NO}`,
    );
    if (typed(answer) !== domain) throw declined();
  };
}

function nobodySaysYes(): Failure {
  return new Failure({
    code: 'JI-P501',
    exit: 2,
    what: 'Nobody can be asked whether to disconnect',
    why: 'There is no terminal to ask on, or --no-input or --json was given',
    fix: ['Look at the plan above, then give --yes: it disconnects without asking'],
    field: 'yes',
  });
}

function declined(): Failure {
  return new Failure({
    code: 'JI-P510',
    exit: 7,
    what: 'Disconnecting was declined',
    fix: ['jamf-intune disconnect --plan  shows the plan again and changes nothing'],
  });
}
