import { isJamfRow } from '../../microsoft/partners.ts';
import { visible } from '../../terminal/visible.ts';
import type { CheckReport, DoctorCheck } from '../check.ts';
import { type PartnerRows, readPartnerRows } from '../shared-reads.ts';
import { connectionFound } from './connection-found.ts';

const CONNECTIONS = {
  none: 'Jamf is not connected',
  manual: 'Jamf is connected by hand, with an application of this tenant',
  'cloud-connector': 'Jamf is connected through the Cloud Connector',
  'device-compliance': 'Jamf is connected through Device Compliance',
  unknown: 'Jamf is connected in a way that this program does not know',
} as const;

/** Whether somebody else holds the Macs, and whether an old connection of Jamf was left beside the new one. */
export const otherPartner: DoctorCheck = {
  id: 'other-partner',
  room: 'intune',
  title: 'Partners',
  needs: 'DeviceManagementServiceConfig.Read.All',
  look: async (session) => judgePartners(await readPartnerRows(session)),
};

export function judgePartners(rows: PartnerRows): CheckReport {
  const holders = [
    ...rows.compliancePartners.filter((row) => row.macOsOnboarded && !isJamfRow(row)),
    ...rows.partners.filter((row) => row.isConfigured && row.partnerState === 'enabled' && !isJamfRow(row)),
  ];
  const leftovers = rows.partners.filter(
    (row) => isJamfRow(row) && row.partnerAppType === 'multiTenantApp' && row.singleTenantAppId !== null,
  );
  return {
    lines: [CONNECTIONS[connectionFound(rows)]],
    findings: [
      ...holders.map(({ displayName }) => ({
        code: 'JI-I243' as const,
        severity: 'error' as const,
        seen: `"${visible(displayName)}" is the partner for macOS`,
      })),
      ...leftovers.map(({ singleTenantAppId }) => ({
        code: 'JI-I244' as const,
        severity: 'error' as const,
        seen: `the row of the Cloud Connector still names application ${visible(singleTenantAppId ?? '')}`,
      })),
    ],
  };
}
