import { GRAPH_COMMAND_LINE_TOOLS } from '../../../src/microsoft/identifiers.ts';
import type { World } from '../../../src/sandbox/world.ts';

/**
 * The tenant as others see it, without what only passes: what was seen of sign-ins, where Entra's readers are by now,
 * and the bin that deleted applications stay in for 30 days.
 */
export function tenantOf(world: World): unknown {
  const { applications, servicePrincipals, appRoleAssignments, permissionGrants, groups, people } = world;
  const signInClient = servicePrincipals.find(({ appId }) => appId === GRAPH_COMMAND_LINE_TOOLS);
  return structuredClone({
    applications,
    servicePrincipals,
    appRoleAssignments,
    // Whoever signs in consents to what the program asks for; that is no part of the connection.
    permissionGrants: permissionGrants.filter(({ clientId }) => clientId !== signInClient?.id),
    groups,
    people,
    macs: world.macs,
    compliancePartners: world.compliancePartners,
    connector: world.deviceManagementPartners.map(withoutHistory),
    jamf: {
      ...world.jamf,
      // Jamf Pro keeps what was once typed into the page; off is off.
      settings: world.jamf.settings?.enabled === true ? world.jamf.settings : null,
    },
  });
}

/** Whether and when Jamf Pro was heard is history: Intune keeps the row, with the dates of its end. */
function withoutHistory(row: World['deviceManagementPartners'][number]) {
  const { displayName, id, isConfigured, singleTenantAppId, groupsRequiringPartnerEnrollment } = row;
  return { displayName, id, isConfigured, singleTenantAppId, groupsRequiringPartnerEnrollment };
}

/** What keeps the tenant's one connection alive: its only secret, by key id. */
export function secretsOf(world: World): readonly string[] {
  return world.applications
    .filter(({ uniqueName }) => uniqueName?.startsWith('jamf-intune-') === true)
    .flatMap(({ passwordCredentials }) => passwordCredentials.map(({ keyId }) => keyId));
}
