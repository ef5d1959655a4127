import { isJamfRow, type Target } from '../../microsoft/partners.ts';
import type { CheckSession } from '../check.ts';
import { connectionFound } from '../intune/connection-found.ts';
import { type PartnerRows, readPartnerRows } from '../shared-reads.ts';

/** Ids of the groups whose people the connection is for. */
export interface TargetedGroups {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** What stands in Intune counts; where nothing stands there yet, what was asked for. */
export async function readTargetedGroups(
  session: Pick<CheckSession, 'graph' | 'once' | 'wanted'>,
): Promise<TargetedGroups> {
  const found = groupsOf(targetsInIntune(await readPartnerRows(session)));
  if (found.include.length > 0) return found;
  const { includeGroups, excludeGroups } = session.wanted;
  return { include: includeGroups.map(({ id }) => id), exclude: excludeGroups.map(({ id }) => id) };
}

function targetsInIntune(rows: PartnerRows): readonly Target[] {
  if (connectionFound(rows) === 'device-compliance')
    return rows.compliancePartners.filter(isJamfRow).flatMap(({ macOsTargets }) => macOsTargets);
  return rows.partners.filter(isJamfRow).flatMap(({ targets }) => targets);
}

function groupsOf(targets: readonly Target[]): TargetedGroups {
  const ids = (kind: 'include' | 'exclude') => [
    ...new Set(targets.flatMap((target) => (target.kind === kind ? [target.groupId] : []))),
  ];
  return { include: ids('include'), exclude: ids('exclude') };
}
