import { reportFinding } from '../findings/report-finding.ts';
import type { Finding, ListedStep } from '../steps/step.ts';
import type { AppliedStep } from './apply.ts';
import type { PlannedStep } from './event.ts';
import type { SetupStepResult } from './result.ts';

/** What became of a step that was visited. */
export function visitedResult(
  { id, title }: Pick<ListedStep, 'id' | 'title'>,
  { lines, findings, changed }: AppliedStep,
  changes: SetupStepResult['changes'],
): SetupStepResult {
  const failed = findings.some(({ severity }) => severity === 'error');
  return {
    id,
    title,
    status: failed ? 'failed' : changed ? 'done' : 'exists',
    changes,
    lines,
    findings: findings.map(reportFinding),
  };
}

/** A step of a plan that is only shown, with what was found out about it. */
export function plannedResult(planned: PlannedStep, findings: readonly Finding[]): SetupStepResult {
  return {
    id: planned.id,
    title: planned.title,
    status: planned.changes.length > 0 ? 'planned' : 'exists',
    changes: planned.changes,
    lines: planned.already,
    findings: findings.filter(({ step }) => step === planned.id).map(reportFinding),
  };
}

/** A step that the run did not come to. */
export function notReached({ id, title, changes }: PlannedStep): SetupStepResult {
  return { id, title, status: 'not-reached', changes, lines: [], findings: [] };
}
