import type { SandboxContext } from '../service.ts';
import { uuidFrom } from '../uuid-from.ts';
import type { PermissionGrant, ServicePrincipal } from '../world.ts';

/** As an unofficial text of 2018 names it (jamf.md §13). */
const APP_ID = '55d611b0-7d33-4d38-8df3-6041868930d7';
const ID = uuidFrom('Jamf Native macOS Connector');

/**
 * Jamf's own app, which comes into the tenant when somebody opens the consent URL on Jamf Pro's page: so it is there as
 * long as the integration is switched on.
 */
export function nativeConnector({ world, has }: SandboxContext): readonly ServicePrincipal[] {
  if (world.jamf.settings?.enabled !== true || has('native-connector-missing')) return [];
  return [
    {
      id: ID,
      appId: APP_ID,
      displayName: 'Jamf Native macOS Connector',
      accountEnabled: true,
      servicePrincipalNames: [APP_ID],
      appRoles: [],
      scopes: [],
    },
  ];
}

/** Its consent: for everybody, or with the fault for the one person who gave it. */
export function nativeConnectorGrants(context: SandboxContext): readonly PermissionGrant[] {
  const { world, has } = context;
  const onePerson = has('native-connector-consented-by-one');
  return nativeConnector(context).map(({ id }) => ({
    id: uuidFrom(`grant ${id}`),
    clientId: id,
    consentType: onePerson ? 'Principal' : 'AllPrincipals',
    principalId: onePerson ? (world.people[1]?.id ?? null) : null,
    resourceId: world.servicePrincipals[0]?.id ?? '',
    scope: 'User.Read',
  }));
}
