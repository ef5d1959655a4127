import type { Wanted } from '../../inputs/wanted.ts';
import { findGroup } from '../../microsoft/groups.ts';
import type { DeviceManagementPartner, Target } from '../../microsoft/partners.ts';
import { visible } from '../../terminal/visible.ts';
import type { Session } from '../session.ts';
import type { Step } from '../step.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import { clearGroups, setGroups } from './group-changes.ts';
import { hasWantedTargets } from './group-targets.ts';
import { judgeGroups } from './judge-groups.ts';
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
    // Counting people and Macs is for whoever is about to set the groups; a glance does without.
    const evaluation =
      session.purpose === 'glance'
        ? undefined
        : await evaluate(session, wanted.includeGroups, wanted.excludeGroups);
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

  diagnose: judgeGroups,

  planRemoval({ connector }, _wanted, known) {
    const ours =
      connector !== undefined && connector.targets.length > 0 && known.resources.application !== undefined;
    return ours ? [clearGroups(connector)] : [];
  },
};

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
