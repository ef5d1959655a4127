import { countUnencryptedMacs } from '../../jamf/unencrypted-macs.ts';
import { listMacCompliancePolicies, type MacCompliancePolicy } from '../../microsoft/compliance-policies.ts';
import { countDevices, countPeople } from '../../microsoft/groups.ts';
import { visible } from '../../terminal/visible.ts';
import type { CheckFinding, CheckReport, CheckSession, DoctorCheck } from '../check.ts';
import { count } from '../count.ts';
import { nameOfGroup, readableOrUndefined, readPartnerRows } from '../shared-reads.ts';
import { connectionFound } from './connection-found.ts';

/** A group that a policy is for; its numbers are undefined where they may not be read or the group is gone. */
export interface PolicyGroup {
  readonly name: string;
  readonly people: number | undefined;
  readonly devices: number | undefined;
}

export interface SeenPolicies {
  readonly policies: readonly MacCompliancePolicy[];
  /** By group id. */
  readonly groups: ReadonlyMap<string, PolicyGroup>;
  /** Macs without FileVault; undefined when no policy asks for it, or it may not be read. */
  readonly unencrypted: number | undefined;
}

/** Whom Intune's compliance policies for Macs reach: people, devices or nobody. */
export const compliancePolicies: DoctorCheck = {
  id: 'compliance-policies',
  room: 'intune',
  title: 'Compliance policies',
  needs: 'DeviceManagementConfiguration.Read.All',

  async look(session) {
    if (connectionFound(await readPartnerRows(session)) === 'device-compliance')
      return { lines: ['a smart group of Jamf Pro decides, not a policy of Intune'], findings: [] };
    const policies = await listMacCompliancePolicies(session.graph);
    const ids = policies.flatMap(({ targets }) =>
      targets.flatMap((target) => (target.kind === 'include' ? [target.groupId] : [])),
    );
    const [groups, unencrypted] = await Promise.all([
      Promise.all([...new Set(ids)].map(async (id) => [id, await readGroup(session, id)] as const)),
      policies.some(({ needsEncryption }) => needsEncryption)
        ? readableOrUndefined(() => countUnencryptedMacs(session.jamf))
        : undefined,
    ]);
    return judgePolicies({ policies, groups: new Map(groups), unencrypted });
  },
};

async function readGroup(session: Pick<CheckSession, 'graph' | 'once'>, id: string): Promise<PolicyGroup> {
  const [name, numbers] = await Promise.all([
    nameOfGroup(session, id),
    readableOrUndefined(() => Promise.all([countPeople(session.graph, id), countDevices(session.graph, id)])),
  ]);
  return { name, people: numbers?.[0], devices: numbers?.[1] };
}

export function judgePolicies({ policies, groups, unencrypted }: SeenPolicies): CheckReport {
  const assigned = policies.filter(({ targets }) => targets.some(({ kind }) => kind !== 'exclude'));
  const findings: CheckFinding[] = assigned.flatMap((policy) => aimedAtDevices(policy, groups));
  if (assigned.length === 0) {
    findings.push({
      code: 'JI-I240',
      severity: 'warning',
      seen:
        policies.length === 0
          ? 'Intune has no compliance policy for macOS'
          : `${count(policies.length, 'compliance policy', 'compliance policies')} for macOS, assigned to nobody`,
    });
  }
  const strict = assigned.filter(({ needsEncryption }) => needsEncryption);
  if (strict.length > 0 && unencrypted !== undefined && unencrypted > 0) {
    findings.push({
      code: 'JI-I242',
      severity: 'warning',
      seen: `${count(unencrypted, 'Mac')} without FileVault; "${visible(strict[0]?.displayName ?? '')}" asks for it`,
    });
  }
  return { lines: assigned.map(({ displayName }) => `"${visible(displayName)}" is assigned`), findings };
}

function aimedAtDevices(
  { displayName, targets }: MacCompliancePolicy,
  groups: ReadonlyMap<string, PolicyGroup>,
): readonly CheckFinding[] {
  const finding = { code: 'JI-I241', severity: 'warning' } as const;
  return targets.flatMap((target): readonly CheckFinding[] => {
    if (target.kind === 'all-devices')
      return [{ ...finding, seen: `"${visible(displayName)}" is for all devices` }];
    const group = target.kind === 'include' ? groups.get(target.groupId) : undefined;
    if (group === undefined || group.people !== 0 || !group.devices) return [];
    return [
      {
        ...finding,
        seen: `"${visible(displayName)}" is for ${group.name}, which holds ${count(group.devices, 'device')} and no people`,
      },
    ];
  });
}
