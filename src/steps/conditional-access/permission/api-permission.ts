import type { Wanted } from '../../../inputs/wanted.ts';
import type { State } from '../../../state/state.ts';
import type { Step } from '../../step.ts';
import { judgePermissions } from './judge-permissions.ts';
import { type ObservedPermissions, observePermissions } from './observe-permissions.ts';
import { createResourcePrincipal, grantConsent, listPermissions } from './permission-changes.ts';
import { extraAssignments, extraGrants, listsExactly, samePermissions } from './permission-differences.ts';
import { permissionName } from './permission-names.ts';
import { removeAssignment, removeGrant, restoreList } from './permission-removals.ts';
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
      ...missing.map((permission) =>
        grantConsent(permission, wanted.tenant.displayName, observed.resources[permission.resourceAppId]),
      ),
      ...extraAssignments(observed, permissions).map((assignment) => removeAssignment(assignment)),
      ...extraGrants(observed).map(removeGrant),
    ];
  },

  diagnose(observed, wanted, known) {
    return judgePermissions(observed, wanted.permissions, needed(observed, wanted.permissions, known));
  },

  planRemoval(observed, wanted, known) {
    const { application, granted = [] } = known.resources;
    // Deleting our own application takes its grants with it; an adopted one loses what we granted.
    if (wanted.removal?.deleteApplication !== true || application?.adopted !== true) return [];
    const { requiredResourceAccess: before } = application.before ?? {};
    const listed = observed.application?.requiredResourceAccess;
    return [
      ...observed.assignments
        .filter(({ appRoleId }) => granted.includes(appRoleId))
        .map((one) => removeAssignment(one)),
      ...(before !== undefined && listed !== undefined && !samePermissions(listed, before)
        ? [restoreList(before)]
        : []),
    ];
  },

  remainder({ application, assignments }, wanted, known) {
    if (application === undefined) return { standing: 'gone', lines: ['went with the application'] };
    if (assignments.length === 0) return { standing: 'gone', lines: ['none is granted'] };
    const names = assignments.map(({ appRoleId }) => permissionName(appRoleId)).join(', ');
    const goes = wanted.removal?.deleteApplication === true && known.resources.application?.adopted === false;
    return goes
      ? { standing: 'gone', lines: [`${names}: goes with the application`] }
      : { standing: 'kept', lines: [`kept: ${names}`] };
  },

  learn(observed, wanted, known) {
    const learnt = rememberGrants(observed, known);
    if (observed.discovery !== 'refused' || wanted.permissions !== 'auto') return learnt;
    return { ...learnt, resources: { ...learnt.resources, discoveryNeedsPermission: true } };
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

/** A run that died while it granted a role had granted it, where the role is there now. */
function rememberGrants({ assignments }: Pick<ObservedPermissions, 'assignments'>, known: State): State {
  const { granted = [] } = known.resources;
  const begun = known.intents.filter(
    ({ operation, status }) => operation === 'grant-app-role' && status === 'pending',
  );
  const made = assignments
    .filter(({ principalId, resourceId, appRoleId }) =>
      begun.some(({ key }) => key === `${principalId}/${resourceId}/${appRoleId}`),
    )
    .map(({ appRoleId }) => appRoleId)
    .filter((role) => !granted.includes(role));
  if (made.length === 0) return known;
  return { ...known, resources: { ...known.resources, granted: [...granted, ...made] } };
}
