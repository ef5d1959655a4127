/** Why `setup` sends each of its requests to a tenant where nothing was set up yet. */
export interface RequestReason {
  /** Service, method and path, ids as `{id}`. */
  readonly request: string;
  readonly why: string;
}

const reason = (request: string, why: string): RequestReason => ({ request, why });

export const REQUEST_REASONS: readonly RequestReason[] = [
  reason(
    'entra GET /{tenant}/v2.0/.well-known/openid-configuration',
    'MSAL asks where a tenant signs in: once by the name that was given, once by its id',
  ),
  reason(
    'entra POST /{tenant}/oauth2/v2.0/token',
    "the person's token, and at each proof two of the application's own: for Intune and for Microsoft Graph",
  ),
  reason('jamf POST /api/v1/oauth/token', 'signs in to Jamf Pro'),
  reason('jamf GET /api/v1/auth', 'which privileges the API client has'),
  reason('graph GET /organization', 'which tenant this is, and whether it has Intune and Entra ID P1'),
  reason('jamf GET /api/v1/jamf-pro-version', 'whether it is new enough'),
  reason(
    'graph GET /me/transitiveMemberOf/microsoft.graph.directoryRole',
    'whether the person may do what is to be done',
  ),
  reason('graph GET /groups', 'finds the groups that were named: to include, to exclude'),
  reason('graph GET /groups/{id}', 'how a group of the connector is called now'),
  reason(
    'graph GET /groups/{id}/transitiveMembers/microsoft.graph.user',
    'whose Macs a group means, for the plan',
  ),
  reason('jamf GET /healthCheck.html', 'whether Jamf Pro is well'),
  reason(
    'jamf GET /api/v1/jamf-pro-server-url',
    'whether it calls itself by the URL that becomes the redirect',
  ),
  reason('jamf GET /api/schema/', 'whether it publishes an operation that writes the settings'),
  reason('jamf GET /api/v4/computers-inventory', 'how many Macs the groups have, a page of 500 at a time'),
  reason(
    'jamf GET /api/v1/notifications',
    'what Jamf Pro says of the connection: before the guide, and at each look while it waits',
  ),
  reason(
    'graph GET /policies/defaultAppManagementPolicy',
    'whether the tenant allows a client secret, and for how long',
  ),
  reason(
    'graph GET /deviceManagement/managedDevices',
    'which Macs Intune manages itself already, for the plan',
  ),
  reason(
    'graph GET /applications(uniqueName={name})',
    'the application, read afresh after every change to it',
  ),
  reason('graph GET /applications', 'whether somebody made one of the same name by hand'),
  reason(
    'graph GET /servicePrincipals(appId={id})',
    'our service principal, the Intune API and Microsoft Graph in this tenant',
  ),
  reason('graph GET /servicePrincipals/{id}/appRoleAssignments', 'whether the consent is there'),
  reason(
    'graph GET /servicePrincipals/{id}/oauth2PermissionGrants',
    'whether anybody granted more than the one permission',
  ),
  reason(
    'graph GET /servicePrincipals(appId={id})/endpoints',
    "service discovery with the application's own token, as Jamf Pro will make it",
  ),
  reason(
    'graph GET /deviceManagement/deviceManagementPartners',
    "Jamf's row in Intune: before, after each change to it, and at each look while it waits",
  ),
  reason(
    'graph GET /reports/appCredentialSignInActivities',
    'which secret Entra saw Jamf Pro use, when it has connected',
  ),
  reason('graph PATCH /applications(uniqueName={name})', 'creates the application, once whatever happens'),
  reason('graph POST /servicePrincipals', 'creates its service principal'),
  reason('graph PATCH /applications/{id}', 'lists the one permission'),
  reason('graph POST /servicePrincipals/{id}/appRoleAssignedTo', 'gives the admin consent'),
  reason('graph POST /applications/{id}/addPassword', 'creates the client secret'),
  reason(
    'graph PATCH /deviceManagement/deviceManagementPartners/{id}',
    'sets the application ID, then the groups',
  ),
];

/** Repeated while somebody fills in the page in Jamf Pro, which takes as long as it takes. */
export const POLLED: ReadonlySet<string> = new Set([
  'graph GET /deviceManagement/deviceManagementPartners',
  'jamf GET /api/v1/notifications',
]);

const SERVICES: Readonly<Record<string, string>> = { 'microsoft-sign-in': 'entra', 'jamf-sign-in': 'jamf' };

/** A line of the trace in the words of the table. */
export function named(line: {
  readonly purpose: string;
  readonly method: string;
  readonly path: string;
}): string {
  const service = SERVICES[line.purpose] ?? line.purpose;
  const short = line.path
    .replace(/\?.*$/u, '')
    .replace(/^\/(v1\.0|beta)(?=\/)/u, '')
    .replace(/uniqueName='[^']*'/u, 'uniqueName={name}')
    .replace(/appId='[^']*'/u, 'appId={id}')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu, '{id}');
  const where = service === 'entra' ? short.replace(/^\/[^/]+(?=\/(v2\.0|oauth2))/u, '/{tenant}') : short;
  return `${service} ${line.method} ${where}`;
}
