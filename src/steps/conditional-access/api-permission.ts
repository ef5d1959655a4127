import type { Wanted } from '../../inputs/wanted.ts';
import { UPDATE_DEVICE_ATTRIBUTES } from '../../microsoft/identifiers.ts';
import type { State } from '../../state/state.ts';
import type { Step } from '../step.ts';
import { judgePermissions } from './judge-permissions.ts';
import { type ObservedPermissions, observePermissions } from './observe-permissions.ts';
import { createResourcePrincipal, grantConsent, listPermissions } from './permission-changes.ts';
import { extraAssignments, extraGrants, listsExactly } from './permission-differences.ts';
import { removeAssignment, removeGrant } from './permission-removals.ts';
import { READ_APPLICATIONS, type WantedPermission, wantedPermissions } from './wanted-permissions.ts';

/** Gives the application its one permission with admin consent, and takes every other away. */
export const apiPermission: Step<ObservedPermissions> = {
  id: 'api-permission',
  title: 'API permission',
  revisitAfter: 'client-secret',

  observe: observePermissions,

  describe(observed, wanted, known) {
    if (observed.application === undefined) return [];
    const names = needed(observed, wanted.permissions, known).map(({ roleValue }) => roleValue);
    return [
      names.length === 1 ? `granted · ${names[0]}, the only permission` : `granted · ${names.join(' and ')}`,
    ];
  },

  plan(observed, wanted, known) {
    const permissions = needed(observed, wanted.permissions, known);
    const listed =
      observed.application === undefined ? false : listsExactly(observed.application, permissions);
    const granted = new Set(observed.assignments.map(({ appRoleId }) => appRoleId));
    const missing = permissions.filter(({ roleId }) => !granted.has(roleId));
    return [
      ...permissions
        .filter(({ resourceAppId }) => observed.resources[resourceAppId] === undefined)
        .map(({ resourceAppId, resourceName }) => createResourcePrincipal(resourceAppId, resourceName)),
      ...(listed ? [] : [listPermissions(permissions, observed.application)]),
      ...missing.map((permission) => grantConsent(permission, wanted.tenant.displayName)),
      ...extraAssignments(observed, permissions).map((assignment) => removeAssignment(assignment)),
      ...extraGrants(observed).map(removeGrant),
    ];
  },

  diagnose(observed, wanted, known) {
    return judgePermissions(observed, wanted.permissions, needed(observed, wanted.permissions, known));
  },

  planRemoval(observed, _wanted, known) {
    // Deleting our own application takes its grants with it; an adopted one loses what we granted.
    if (known.resources.application?.adopted !== true) return [];
    const ours = new Set<string>([UPDATE_DEVICE_ATTRIBUTES.id, READ_APPLICATIONS.roleId]);
    return observed.assignments
      .filter(({ appRoleId }) => ours.has(appRoleId))
      .map((one) => removeAssignment(one));
  },

  learn({ discovery }, wanted, known) {
    if (discovery !== 'refused' || wanted.permissions !== 'auto') return known;
    return { ...known, resources: { ...known.resources, discoveryNeedsPermission: true } };
  },
};

function needed(
  { assignments, discovery }: ObservedPermissions,
  profile: Wanted['permissions'],
  known: State,
): readonly WantedPermission[] {
  const granted = assignments.some(({ appRoleId }) => appRoleId === READ_APPLICATIONS.roleId);
  return wantedPermissions(profile, known.resources, discovery, granted);
}
