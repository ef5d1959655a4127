import type { Application } from '../../../microsoft/applications.ts';
import type { AppRoleAssignment, PermissionGrant } from '../../../microsoft/permissions.ts';
import type { ObservedPermissions } from './observe-permissions.ts';
import type { WantedPermission } from './wanted-permissions.ts';

/** True when the application asks for these permissions and for no other. */
export function listsExactly(
  { requiredResourceAccess: listed }: Application,
  permissions: readonly WantedPermission[],
): boolean {
  const entries = entriesOf(listed);
  const expected = permissions.map(({ resourceAppId, roleId }) => `${resourceAppId}/Role/${roleId}`);
  return entries.length === expected.length && expected.every((entry) => entries.includes(entry));
}

/** True when two lists ask for the same, whatever their order. */
export function samePermissions(
  one: Application['requiredResourceAccess'],
  other: Application['requiredResourceAccess'],
): boolean {
  const [some, others] = [entriesOf(one).toSorted(), entriesOf(other).toSorted()];
  return some.length === others.length && some.every((entry, at) => entry === others[at]);
}

function entriesOf(listed: Application['requiredResourceAccess']): readonly string[] {
  return listed.flatMap(({ resourceAppId, resourceAccess }) =>
    resourceAccess.map(({ id, type }) => `${resourceAppId}/${type}/${id}`),
  );
}

/** Application permissions that were granted and are not wanted. */
export function extraAssignments(
  { assignments }: ObservedPermissions,
  permissions: readonly WantedPermission[],
): readonly AppRoleAssignment[] {
  const wantedRoles = new Set(permissions.map(({ roleId }) => roleId));
  return assignments.filter(({ appRoleId }) => !wantedRoles.has(appRoleId));
}

/** Delegated permissions that were granted: this application needs none. */
export function extraGrants({ grants }: ObservedPermissions): readonly PermissionGrant[] {
  return grants === 'not-readable' ? [] : grants;
}
