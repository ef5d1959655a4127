import type { Wanted } from '../../inputs/wanted.ts';
import {
  type DeviceManagementPartner,
  listDeviceManagementPartners,
  setConnectorGroups,
} from '../../microsoft/partners.ts';
import { visible } from '../../terminal/visible.ts';
import type { Change } from '../step.ts';
import type { Evaluation, GroupCount } from './evaluate.ts';
import { hasWantedTargets, wantedTargets } from './group-targets.ts';

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

/** For `disconnect`: takes the groups off the connector. */
export function clearGroups(connector: DeviceManagementPartner): Change {
  return {
    action: 'remove',
    target: 'connector-groups',
    summary: `take the ${connector.targets.length} groups off the connector`,
    by: 'tool',
    destroys: true,
    async apply(session, journal) {
      await journal.run({
        operation: 'clear-connector-groups',
        key: connector.id,
        find: async () => undefined,
        act: async () => {
          await setConnectorGroups(session, connector.id, []);
          return true;
        },
        remember: (state) => state,
      });
      return 'groups taken off';
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
