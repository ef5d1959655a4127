import type { Wanted } from '../../../inputs/wanted.ts';
import type { Application } from '../../../microsoft/applications.ts';
import { findGroup } from '../../../microsoft/groups.ts';
import type { DeviceManagementPartner, Target } from '../../../microsoft/partners.ts';
import { visible } from '../../../terminal/visible.ts';
import type { Session } from '../../session.ts';
import type { Step } from '../../step.ts';
import { mayTouchGroups } from '../connector/whose-connector.ts';
import { readApplication, readConnector } from '../shared-reads.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import { restoreGroups, setGroups } from './group-changes.ts';
import { hasWantedTargets, sameTargets } from './group-targets.ts';
import { judgeGroups } from './judge-groups.ts';

export interface ObservedGroups {
  readonly connector: DeviceManagementPartner | undefined;
  /** Our own "Evaluate"; only made when the groups are not right yet. */
  readonly evaluation: Evaluation | undefined;
  /** Ids of groups on the connector that are no longer in the directory. */
  readonly gone: readonly string[];
  /** For `disconnect`: the connection's application, and whom the connector was for before the set-up. */
  readonly application?: Application | undefined;
  readonly before?: readonly Target[];
}

/** Says whose Macs enroll with Jamf: include and exclude user groups on the connector. */
export const enrollmentGroups: Step<ObservedGroups> = {
  id: 'enrollment-groups',
  title: 'Enrollment groups',

  async observe(session) {
    const { wanted } = session;
    const connector = await readConnector(session);
    if (wanted.removal !== undefined) {
      const [application, before] = await Promise.all([readApplication(session), targetsBefore(session)]);
      return { connector, evaluation: undefined, gone: [], application, before };
    }
    if (connector !== undefined && hasWantedTargets(connector, wanted)) {
      return { connector, evaluation: undefined, gone: await missingGroups(session, connector.targets) };
    }
    // Counting people and Macs is for whoever is about to set the groups.
    const evaluation =
      session.purpose === 'setup'
        ? await evaluate(session, wanted.includeGroups, wanted.excludeGroups)
        : undefined;
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

  planRemoval({ connector, application, before = [] }, wanted, known) {
    if (connector === undefined || sameTargets(connector.targets, before)) return [];
    return mayTouchGroups(connector, application, wanted, known) ? [restoreGroups(connector, before)] : [];
  },

  remainder({ connector }) {
    const count = connector?.targets.length ?? 0;
    if (count === 0) return { standing: 'gone', lines: ['none on the connector'] };
    return { standing: 'kept', lines: [`${count} on the connector, which were not put there from here`] };
  },
};

/** Groups that were deleted meanwhile cannot be put back: Intune takes only those that exist. */
async function targetsBefore(session: Pick<Session, 'graph' | 'known'>): Promise<readonly Target[]> {
  const targets = session.known().resources.connector?.before.targets ?? [];
  const gone = new Set(await missingGroups(session, targets));
  return targets.filter((target) => !('groupId' in target) || !gone.has(target.groupId));
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
