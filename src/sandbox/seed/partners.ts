import type { Randomness } from '../../ports/randomness.ts';
import type { CompliancePartner, DeviceManagementPartner } from '../world.ts';

/** What Intune writes where there never was a heartbeat (microsoft.md §4.1). */
export const NEVER = '0001-01-01T00:00:00Z';

/** The partner rows that Intune brings along, not configured (microsoft.md §4.2). Their real names are not published. */
export function seedDeviceManagementPartners(random: Randomness): DeviceManagementPartner[] {
  return ['Jamf', 'Tanuki Mac Broker'].map((displayName) => ({
    id: random.uuid(),
    displayName,
    isConfigured: false,
    lastHeartbeatDateTime: NEVER,
    partnerState: 'unknown',
    partnerAppType: 'unknown',
    singleTenantAppId: null,
    groupsRequiringPartnerEnrollment: [],
    whenPartnerDevicesWillBeRemovedDateTime: null,
    whenPartnerDevicesWillBeMarkedAsNonCompliantDateTime: null,
  }));
}

/** The list of Partner compliance management: all partners are there from the start (microsoft.md §4.5). */
export function seedCompliancePartners(random: Randomness): CompliancePartner[] {
  return [
    'Jamf Device Compliance',
    'Kandji Device Compliance',
    'Omnissa Workspace ONE mobile compliance',
  ].map((displayName) => ({
    id: random.uuid(),
    displayName,
    lastHeartbeatDateTime: NEVER,
    partnerState: 'unknown',
    macOsOnboarded: false,
    androidOnboarded: false,
    iosOnboarded: false,
    macOsEnrollmentAssignments: [],
  }));
}
