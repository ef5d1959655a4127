import type { DisconnectOutcome } from '../../engine/disconnect.ts';
import type { Wanted } from '../../inputs/wanted.ts';
import { consolePage } from '../../jamf/deep-links.ts';
import { afterFailure } from '../run/after-failure.ts';

/**
 * What comes next, most important first.
 * @param command makes a command for this profile: `jamf-intune disconnect --sandbox`
 */
export function afterDisconnect(
  outcome: DisconnectOutcome,
  wanted: Wanted | undefined,
  command: (name: string) => string,
): readonly string[] {
  switch (outcome.status) {
    case 'done':
    case 'nothing-to-do':
      return afterTheEnd(outcome, wanted, command);
    case 'planned':
      return [`${command('disconnect')}  carries the plan out`];
    case 'waiting':
      return [
        `${command('disconnect')}  goes on from here`,
        ...(wanted?.removal?.terminate === true
          ? []
          : [`${command('disconnect')} --terminate  lets Intune end it where nobody can switch it off`]),
      ];
    case 'failed':
      return afterFailure(outcome.failure, command('disconnect'));
  }
}

function afterTheEnd(
  { steps, terminated }: DisconnectOutcome,
  wanted: Wanted | undefined,
  command: (name: string) => string,
): readonly string[] {
  const stillOn =
    terminated && wanted !== undefined
      ? [
          `Switch the integration off in Jamf Pro, or it goes on raising alerts: ${consolePage(wanted.jamfUrl, 'conditional-access').url}`,
        ]
      : [];
  const kept = steps.some(({ id, status }) => id === 'app-registration' && status === 'kept');
  const removable = kept && wanted?.removal?.deleteApplication !== true;
  return [
    ...stillOn,
    ...(removable ? [`${command('disconnect')} --delete-app  takes the application away too`] : []),
    `${command('setup')}  connects again`,
  ];
}
