import { Failure } from '../errors/failure.ts';
import { reportFinding } from '../findings/report-finding.ts';
import type { Finding } from '../steps/step.ts';

/** Blockers that are about what the signed-in identity may do: exit code 4. */
const PERMISSION_CODES: ReadonlySet<string> = new Set(['JI-E110', 'JI-E111']);

/** Something has to be put right before the plan may be carried out. */
export function standsInTheWay(blocking: readonly Finding[]): Failure {
  const denied = blocking.some(({ code }) => PERMISSION_CODES.has(code));
  return new Failure({
    code: blocking[0]?.code ?? 'JI-P500',
    exit: denied ? 4 : 1,
    what:
      blocking.length === 1 ? 'One thing stands in the way' : `${blocking.length} things stand in the way`,
    fix: blocking.flatMap((finding) => reportFinding(finding).fix),
  });
}

/** The question whether to go on was answered with no. */
export function declined(): Failure {
  return new Failure({
    code: 'JI-P510',
    exit: 7,
    what: 'The plan was declined',
    fix: ['jamf-intune setup --plan  shows it again and changes nothing'],
  });
}

/** The saved plan is not what would be done now. */
export function planIsStale(): Failure {
  return new Failure({
    code: 'JI-P511',
    exit: 1,
    what: 'The tenant no longer looks as it did when the plan was saved',
    why: 'What would be done now differs from the saved plan',
    fix: ['Look at the plan above', 'jamf-intune setup --plan --out FILE  saves it anew'],
  });
}
