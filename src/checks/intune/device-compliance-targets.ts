import { type ComplianceManagementPartner, isJamfRow } from '../../microsoft/partners.ts';
import { visible } from '../../terminal/visible.ts';
import type { CheckReport, DoctorCheck } from '../check.ts';
import { count } from '../count.ts';
import { readPartnerRows } from '../shared-reads.ts';

/** Whom Jamf's row of the compliance partners is for: "all users" keeps the connection from coming up. */
export const deviceComplianceTargets: DoctorCheck = {
  id: 'device-compliance-targets',
  room: 'intune',
  title: 'Compliance partner',
  needs: 'DeviceManagementServiceConfig.Read.All',
  look: async (session) => judgeTargets((await readPartnerRows(session)).compliancePartners),
};

export function judgeTargets(rows: readonly ComplianceManagementPartner[]): CheckReport {
  const onboarded = rows.filter((row) => isJamfRow(row) && row.macOsOnboarded);
  const forAll = onboarded.filter(({ macOsTargets }) =>
    macOsTargets.some(({ kind }) => kind === 'all-licensed-users' || kind === 'all-devices'),
  );
  return {
    lines:
      onboarded.length === 0
        ? ['Device Compliance is not set up for Macs']
        : onboarded.map(
            ({ displayName, macOsTargets }) =>
              `"${visible(displayName)}" is set up for ${count(macOsTargets.length, 'target')}`,
          ),
    findings: forAll.map(({ displayName }) => ({
      code: 'JI-I246',
      severity: 'error',
      seen: `"${visible(displayName)}" is set up for all users`,
    })),
  };
}
