import { afterFailure } from '../run/after-failure.ts';
import { goOnCommand, type Progress } from '../run/progress.ts';
import type { RotateOutcome } from './connection.ts';

/** What comes next, most important first. */
export function nextAfterRotation(
  { status, steps, failure }: Pick<RotateOutcome, 'status' | 'steps' | 'failure'>,
  progress: Pick<Progress, 'command' | 'profile' | 'sandbox'>,
): readonly string[] {
  const again = goOnCommand(progress);
  const codes = new Set(steps.flatMap(({ findings }) => findings.map(({ code }) => code)));
  switch (status) {
    case 'done':
    case 'nothing-to-do':
    case 'valid':
    case 'not-due':
      return [`${goOnCommand({ ...progress, command: 'jamf-intune status' })}  shows how the connection is`];
    case 'planned':
      return [`${again}  carries the plan out`];
    case 'expiring':
      return [`${again}  makes a new secret beside the old one; no Mac notices`];
    case 'waiting':
      return [
        ...(codes.has('JI-E127') ? [] : [`${again}  goes on from here`]),
        ...(codes.has('JI-E127') || codes.has('JI-E128')
          ? [`${again} --finish  removes the old secret, when you have seen that Jamf Pro has the new one`]
          : []),
        ...(codes.has('JI-E127')
          ? [`${again} --start-over  makes another, when Jamf Pro does not have the new one`]
          : []),
      ];
    case 'failed':
      return afterFailure(failure, again);
  }
}
