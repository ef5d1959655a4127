import type { Wanted } from '../../../inputs/wanted.ts';
import { visible } from '../../../terminal/visible.ts';
import type { Finding } from '../../step.ts';
import type { ObservedGroups } from './enrollment-groups.ts';
import type { Evaluation } from './evaluate.ts';
import { hasWantedTargets } from './group-targets.ts';

/** What is wrong with the groups on the connector, and what the count says of those that are wanted. */
export function judgeGroups(
  { connector, evaluation, gone }: ObservedGroups,
  wanted: Wanted,
): readonly Finding[] {
  const everybody = connector?.targets.some(
    ({ kind }) => kind === 'all-licensed-users' || kind === 'all-devices',
  );
  const others = connector !== undefined && !hasWantedTargets(connector, wanted);
  return [
    ...gone.map((id) =>
      finding('JI-I221', 'error', `group ${id} is on the connector and no longer in Entra`),
    ),
    ...(everybody ? [finding('JI-I220', 'error', 'the connector targets everybody')] : []),
    ...(connector?.targets.length === 0 && wanted.includeGroups.length === 0
      ? [finding('JI-I225', 'error', 'no group is included, so no Mac enrolls')]
      : []),
    ...(others ? [finding('JI-I225', 'error', "the connector's groups are not the ones asked for")] : []),
    ...(evaluation === undefined ? [] : judgeCount(evaluation)),
  ];
}

function judgeCount({ groups, overlap, macsInIntune }: Evaluation): readonly Finding[] {
  const empty = groups.filter(({ people }) => people === 0);
  return [
    ...empty.map(({ displayName }) =>
      finding('JI-I222', 'warning', `"${visible(displayName)}" holds no people`),
    ),
    ...(overlap > 0 ? [finding('JI-I223', 'info', `${overlap} people are included and excluded`)] : []),
    ...(macsInIntune
      ? [finding('JI-I224', 'warning', `${macsInIntune} of these Macs are enrolled in Intune now`)]
      : []),
  ];
}

function finding(code: Finding['code'], severity: Finding['severity'], seen: string): Finding {
  return { code, severity, step: 'enrollment-groups', seen };
}
