import type { PlannedStep } from '../engine/event.ts';
import { CATALOGUE } from '../inputs/catalogue.ts';
import { missingInputs } from '../inputs/missing-inputs.ts';
import type { SetupInputs } from '../inputs/setup-inputs.ts';
import type { Run } from './run.ts';

/** Asks whether the plan may be carried out. Without a terminal only `--yes` says so. */
export function acceptPlan(
  { prompter, screen }: Run,
  { yes }: Pick<SetupInputs, 'yes'>,
): (plan: readonly PlannedStep[], extension: boolean) => Promise<boolean> {
  return async (_plan, extension) => {
    if (yes) return true;
    if (!screen.canPrompt) throw missingInputs(CATALOGUE.filter(({ key }) => key === 'yes'));
    return prompter.confirm(extension ? 'Do this as well?' : 'Apply this plan?', false);
  };
}
