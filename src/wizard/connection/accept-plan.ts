import type { PlannedStep } from '../../engine/event.ts';
import { Failure } from '../../errors/failure.ts';
import type { SetupInputs } from '../../inputs/setup-inputs.ts';
import type { Run } from '../run/run.ts';

/** Asks whether the plan may be carried out. Without a terminal only `--yes` says so. */
export function acceptPlan(
  { prompter, screen }: Run,
  { yes }: Pick<SetupInputs, 'yes'>,
): (plan: readonly PlannedStep[], extension: boolean) => Promise<boolean> {
  return async (_plan, extension) => {
    if (yes) return true;
    if (!screen.canPrompt) throw nobodySaysYes();
    return prompter.confirm(extension ? 'Do this as well?' : 'Apply this plan?', false);
  };
}

/** What was given is complete and the plan is shown; only the word to carry it out is missing. */
function nobodySaysYes(): Failure {
  return new Failure({
    code: 'JI-P501',
    exit: 2,
    what: 'Nobody can be asked whether to apply this plan',
    why: 'There is no terminal to ask on, or --no-input or --json was given',
    fix: ['Look at the plan above, then give --yes: it applies the plan without asking'],
    field: 'yes',
  });
}
