import type { Wanted } from '../../inputs/wanted.ts';
import { findGroup } from '../../microsoft/groups.ts';
import {
  type DeviceManagementPartner,
  listDeviceManagementPartners,
  setConnectorGroups,
  type Target,
} from '../../microsoft/partners.ts';
import { visible } from '../../terminal/visible.ts';
import type { Session } from '../session.ts';
import type { Change, Finding, Step } from '../step.ts';
import { type Evaluation, evaluate, type GroupCount } from './evaluate.ts';
import { readConnector } from './shared-reads.ts';

export interface ObservedGroups {
  readonly connector: DeviceManagementPartner | undefined;
  /** Our own "Evaluate"; only made when the groups are not right yet. */
  readonly evaluation: Evaluation | undefined;
  /** Ids of groups on the connector that are no longer in the directory. */
  readonly gone: readonly string[];
}

/** Says whose Macs enroll with Jamf: include and exclude user groups on the connector. */
export const enrollmentGroups: Step<ObservedGroups> = {
  id: 'enrollment-groups',
  title: 'Enrollment groups',

  async observe(session) {
    const { wanted } = session;
    const connector = await readConnector(session);
    if (connector !== undefined && hasWantedTargets(connector, wanted)) {
      return { connector, evaluation: undefined, gone: await missingGroups(session, connector.targets) };
    }
    const evaluation = await evaluate(session, wanted.includeGroups, wanted.excludeGroups);
    return { connector, evaluation, gone: [] };
  },

  describe(_observed, wanted) {
    const names = (groups: Wanted['includeGroups']) =>
      groups.map(({ displayName }) => `"${visible(displayName)}"`).join(', ');
    return [
      `include ${names(wanted.includeGroups)}`,
      ...(wanted.excludeGroups.length > 0 ? [`exclude ${names(wanted.excludeGroups)}`] : []),
    ];
  },

  plan({ connector, evaluation }, wanted) {
    if (connector === undefined || hasWantedTargets(connector, wanted)) return [];
    return [setGroups(connector, wanted, evaluation)];
  },

  diagnose({ connector, evaluation, gone }, wanted) {
    const findings: Finding[] = gone.map((id) =>
      error('JI-I221', `group ${id} is on the connector and no longer in Entra`),
    );
    if (
      connector?.targets.some(({ kind }) => kind === 'all-licensed-users' || kind === 'all-devices') === true
    ) {
      findings.push(error('JI-I220', 'the connector targets everybody'));
    }
    if (connector !== undefined && !hasWantedTargets(connector, wanted)) {
      findings.push(error('JI-I225', "the connector's groups are not the ones asked for"));
    }
    if (evaluation !== undefined) findings.push(...judge(evaluation));
    return findings;
  },

  planRemoval({ connector }, _wanted, known) {
    const ours =
      connector !== undefined && connector.targets.length > 0 && known.resources.application !== undefined;
    return ours ? [clearGroups(connector)] : [];
  },
};

function error(code: Finding['code'], seen: string): Finding {
  return { code, severity: 'error', step: 'enrollment-groups', seen };
}

function wantedTargets({ includeGroups, excludeGroups }: Wanted): readonly Target[] {
  return [
    ...includeGroups.map(({ id }) => ({ kind: 'include', groupId: id }) as const),
    ...excludeGroups.map(({ id }) => ({ kind: 'exclude', groupId: id }) as const),
  ];
}

function hasWantedTargets({ targets }: DeviceManagementPartner, wanted: Wanted): boolean {
  const key = (target: Target) =>
    'groupId' in target ? `${target.kind}:${target.groupId.toLowerCase()}` : target.kind;
  const present = new Set(targets.map(key));
  const expected = new Set(wantedTargets(wanted).map(key));
  return present.size === expected.size && [...expected].every((one) => present.has(one));
}

async function missingGroups(
  { graph }: Pick<Session, 'graph'>,
  targets: readonly Target[],
): Promise<readonly string[]> {
  const ids = targets.flatMap((target) => ('groupId' in target ? [target.groupId] : []));
  const found = await Promise.all(
    ids.map(async (id) => ((await findGroup(graph, id)) === undefined ? [id] : [])),
  );
  return found.flat();
}

function judge({ groups, overlap, macsInIntune }: Evaluation): readonly Finding[] {
  const finding = { step: 'enrollment-groups', severity: 'warning' } as const;
  return [
    ...groups
      .filter(({ people }) => people === 0)
      .map(({ displayName }) => ({
        ...finding,
        code: 'JI-I222' as const,
        seen: `"${visible(displayName)}" holds no people`,
      })),
    ...(overlap > 0
      ? [
          {
            ...finding,
            severity: 'info' as const,
            code: 'JI-I223' as const,
            seen: `${overlap} people are included and excluded`,
          },
        ]
      : []),
    ...(macsInIntune
      ? [
          {
            ...finding,
            code: 'JI-I224' as const,
            seen: `${macsInIntune} of these Macs are enrolled in Intune now`,
          },
        ]
      : []),
  ];
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

function setGroups(
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

function clearGroups(connector: DeviceManagementPartner): Change {
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
