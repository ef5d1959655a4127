import type { Wanted } from '../../../inputs/wanted.ts';
import {
  type DeviceManagementPartner,
  listDeviceManagementPartners,
  setConnectorGroups,
  type Target,
} from '../../../microsoft/partners.ts';
import { visible } from '../../../terminal/visible.ts';
import type { Change } from '../../step.ts';
import type { Evaluation, GroupCount } from './evaluate.ts';
import { hasWantedTargets, keptTargets, sameTargets, wantedTargets } from './group-targets.ts';

/** Puts the wanted groups on the connector, in place of those that are there. */
export function setGroups(
  connector: DeviceManagementPartner,
  wanted: Wanted,
  evaluation: Evaluation | undefined,
): Change {
  const targets = wantedTargets(wanted);
  const replaced = connector.targets.length;
  const counts = `${wanted.includeGroups.length} included, ${wanted.excludeGroups.length} excluded`;
  return {
    action: 'change',
    target: 'connector-groups',
    summary: replaced > 0 ? `replace the ${replaced} groups there: ${counts}` : counts,
    details: evaluationLines(evaluation, wanted.includeGroups.length),
    by: 'tool',
    destroys: replaced > 0,
    async apply(session, journal) {
      // What was there before is written down first: `disconnect` puts it back.
      if (session.known().resources.connector === undefined) {
        const { id, singleTenantAppId, targets: earlier } = connector;
        await journal.note((state) => ({
          ...state,
          resources: {
            ...state.resources,
            connector: { id, before: { singleTenantAppId, ...keptTargets(earlier) } },
          },
        }));
      }
      await journal.run({
        operation: 'set-connector-groups',
        key: connector.id,
        find: async () => {
          const now = (await listDeviceManagementPartners(session.graph)).find(
            ({ id }) => id === connector.id,
          );
          return now !== undefined && hasWantedTargets(now, wanted) ? true : undefined;
        },
        act: async () => {
          await setConnectorGroups(session, connector.id, targets);
          return true;
        },
        remember: (state) => ({
          ...state,
          answers: {
            ...state.answers,
            includeGroups: [...wanted.includeGroups],
            excludeGroups: [...wanted.excludeGroups],
          },
        }),
      });
      return `saved · ${counts}`;
    },
  };
}

/**
 * For `disconnect`: takes the groups off the connector.
 * @param before those that were there before the set-up and still exist
 */
export function restoreGroups(connector: DeviceManagementPartner, before: readonly Target[]): Change {
  const groups = (targets: readonly Target[]) =>
    targets.length === 1 ? '1 group' : `${targets.length} groups`;
  return {
    action: 'remove',
    target: 'connector-groups',
    summary: `take the ${groups(connector.targets)} off the connector`,
    details: before.length === 0 ? [] : [`puts back the ${groups(before)} that were there before the set-up`],
    by: 'tool',
    destroys: true,
    async apply(session, journal) {
      await journal.ensure({
        operation: 'clear-connector-groups',
        key: connector.id,
        holds: async () => {
          const rows = await listDeviceManagementPartners(session.graph);
          const now = rows.find(({ id }) => id === connector.id);
          return now !== undefined && sameTargets(now.targets, before);
        },
        act: () => setConnectorGroups(session, connector.id, before),
      });
      return before.length === 0 ? 'groups taken off' : `the ${groups(before)} of before put back`;
    },
  };
}

function describeGroup(verb: 'include' | 'exclude', { displayName, people, macs }: GroupCount): string {
  return `${verb} "${visible(displayName)}" (${people} people, ${macs === undefined ? 'Macs not readable' : `${macs} Macs`})`;
}

function evaluationLines(evaluation: Evaluation | undefined, includeCount: number): readonly string[] {
  if (evaluation === undefined) return [];
  const { groups, people, macs, macsInIntune, macsWithoutPerson } = evaluation;
  return [
    ...groups.map((group, index) => describeGroup(index < includeCount ? 'include' : 'exclude', group)),
    `our own count: ${people} people would enroll ${macs === undefined ? 'their Macs (inventory not readable)' : `${macs} Macs`} with Jamf`,
    ...(macsInIntune ? [`${macsInIntune} of them are in Intune now and must unenroll there first`] : []),
    ...(macsWithoutPerson
      ? [`${macsWithoutPerson} Macs have no person in Jamf Pro, so no group reaches them`]
      : []),
  ];
}
