import type { Wanted } from '../../inputs/wanted.ts';
import type { DeviceManagementPartner, Target } from '../../microsoft/partners.ts';

/** The groups as the connector takes them. */
export function wantedTargets({ includeGroups, excludeGroups }: Wanted): readonly Target[] {
  return [
    ...includeGroups.map(({ id }) => ({ kind: 'include', groupId: id }) as const),
    ...excludeGroups.map(({ id }) => ({ kind: 'exclude', groupId: id }) as const),
  ];
}

/** True when the connector has these groups and no others, whatever their order. */
export function hasWantedTargets({ targets }: DeviceManagementPartner, wanted: Wanted): boolean {
  const key = (target: Target) =>
    'groupId' in target ? `${target.kind}:${target.groupId.toLowerCase()}` : target.kind;
  const present = new Set(targets.map(key));
  const expected = new Set(wantedTargets(wanted).map(key));
  return present.size === expected.size && [...expected].every((one) => present.has(one));
}
