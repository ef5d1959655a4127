import type { Wanted } from '../../../inputs/wanted.ts';
import type { DeviceManagementPartner, Target } from '../../../microsoft/partners.ts';
import type { State } from '../../../state/state.ts';

/** The groups as the connector takes them. */
export function wantedTargets({ includeGroups, excludeGroups }: Wanted): readonly Target[] {
  return [
    ...includeGroups.map(({ id }) => ({ kind: 'include', groupId: id }) as const),
    ...excludeGroups.map(({ id }) => ({ kind: 'exclude', groupId: id }) as const),
  ];
}

/** True when the connector has these groups and no others, whatever their order. */
export function hasWantedTargets({ targets }: DeviceManagementPartner, wanted: Wanted): boolean {
  return sameTargets(targets, wantedTargets(wanted));
}

/** True when both are for the same, whatever their order. */
export function sameTargets(some: readonly Target[], others: readonly Target[]): boolean {
  const key = (target: Target) =>
    'groupId' in target ? `${target.kind}:${target.groupId.toLowerCase()}` : target.kind;
  const present = new Set(some.map(key));
  const expected = new Set(others.map(key));
  return present.size === expected.size && [...expected].every((one) => present.has(one));
}

type KeptTargets = Pick<NonNullable<State['resources']['connector']>['before'], 'targets'>;

/** Whom the connector was for, as the state keeps it; nothing where one of them could not be written back. */
export function keptTargets(targets: readonly Target[]): KeptTargets {
  const known = targets.flatMap((target) => (target.kind === 'other' ? [] : [target]));
  return known.length < targets.length ? {} : { targets: known };
}
