import type { ConnectionFound } from '../../engine/doctor-result.ts';
import { isJamfRow } from '../../microsoft/partners.ts';
import type { PartnerRows } from '../shared-reads.ts';

/**
 * Which connection the tenant has, told by Intune's rows alone (failures-and-users.md §8). The one that lives comes
 * first: during a migration both have traces, and the trace of an old one must not hide the new.
 */
export function connectionFound({ partners, compliancePartners }: PartnerRows): ConnectionFound {
  const connector = partners.filter(isJamfRow).find(({ isConfigured }) => isConfigured);
  const compliance = compliancePartners.filter(isJamfRow).some(({ macOsOnboarded }) => macOsOnboarded);
  if (compliance && connector?.partnerState !== 'enabled') return 'device-compliance';
  switch (connector?.partnerAppType) {
    case 'singleTenantApp':
      return 'manual';
    case 'multiTenantApp':
      return 'cloud-connector';
    case undefined:
      return 'none';
    default:
      return 'unknown';
  }
}
