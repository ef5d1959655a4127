/**
 * Which Jamf Pro privilege an operation needs (jamf.md §5), so that a 403 can name what is missing. `*` stands for one
 * segment. Operations that any token may call are not listed.
 */
const PRIVILEGES: readonly (readonly [method: string, path: string, privilege: string])[] = [
  ['GET', '/api/v1/jamf-pro-server-url', 'Read JSS URL'],
  ['DELETE', '/api/v1/notifications/*/*', 'Dismiss Notifications'],
  ['GET', '/api/v1/conditional-access/device-compliance/feature-toggle', 'Read Conditional Access'],
  [
    'GET',
    '/api/v1/conditional-access/device-compliance-information/*/*',
    'Read Device Compliance Information',
  ],
  ['GET', '/api/*/computers-inventory', 'Read Computers'],
  ['GET', '/api/*/computers-inventory/*', 'Read Computers'],
  ['GET', '/api/*/computer-groups/smart-groups', 'Read Smart Computer Groups'],
  ['GET', '/api/*/computer-groups/smart-groups/*', 'Read Smart Computer Groups'],
  ['POST', '/api/*/computer-groups/smart-groups', 'Create Smart Computer Groups'],
  ['PUT', '/api/*/computer-groups/smart-groups/*', 'Update Smart Computer Groups'],
  ['DELETE', '/api/*/computer-groups/smart-groups/*', 'Delete Smart Computer Groups'],
  ['GET', '/api/*/computer-groups/smart-group-membership/*', 'Read Smart Computer Groups'],
  ['GET', '/api/v1/api-role-privileges', 'Read API Roles'],
  ['GET', '/api/v1/api-roles', 'Read API Roles'],
  ['POST', '/api/v1/api-roles', 'Create API Roles'],
  ['PUT', '/api/v1/api-roles/*', 'Update API Roles'],
  ['GET', '/api/v1/api-integrations', 'Read API Integrations'],
  ['POST', '/api/v1/api-integrations', 'Create API Integrations'],
  ['PUT', '/api/v1/api-integrations/*', 'Update API Integrations'],
  ['POST', '/api/v1/api-integrations/*/client-credentials', 'Create API Integrations'],
];

/** The privilege that `method` on `path` (query ignored) needs, as Jamf Pro's console calls it; undefined when unknown. */
export function privilegeFor(method: string, path: string): string | undefined {
  const [bare = ''] = path.split('?', 1);
  const segments = bare.split('/');
  return PRIVILEGES.find(([known, pattern]) => known === method && fits(pattern.split('/'), segments))?.[2];
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => part === '*' || part === segments[index])
  );
}
