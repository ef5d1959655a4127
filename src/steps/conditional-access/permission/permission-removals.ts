import {
  type Application,
  changeApplication,
  findApplicationByAppId,
} from '../../../microsoft/applications.ts';
import {
  type AppRoleAssignment,
  listAppRoleAssignments,
  listPermissionGrants,
  type PermissionGrant,
  removeAppRoleAssignment,
  removePermissionGrant,
} from '../../../microsoft/permissions.ts';
import { visible } from '../../../terminal/visible.ts';
import type { Change } from '../../step.ts';
import { recordedApplication } from '../recorded-application.ts';
import { samePermissions } from './permission-differences.ts';
import { permissionName } from './permission-names.ts';

/** Takes back an application permission. */
export function removeAssignment(assignment: AppRoleAssignment): Change {
  const name = permissionName(assignment.appRoleId);
  return {
    action: 'remove',
    target: 'consent',
    summary: `remove ${name}`,
    by: 'tool',
    destroys: true,
    async apply({ graph, known }, journal) {
      const principalId = known().resources.servicePrincipal?.id ?? assignment.principalId;
      await journal.ensure({
        operation: 'remove-app-role',
        key: assignment.id,
        holds: async () =>
          !(await listAppRoleAssignments(graph, principalId)).some(({ id }) => id === assignment.id),
        act: () => removeAppRoleAssignment({ graph }, principalId, assignment.id),
      });
      return `removed ${name}`;
    },
  };
}

/** Takes back delegated permissions. */
export function removeGrant(grant: PermissionGrant): Change {
  const scopes = visible(grant.scope.trim());
  return {
    action: 'remove',
    target: 'delegated-grant',
    summary: `remove ${scopes} (delegated)`,
    by: 'tool',
    destroys: true,
    async apply({ graph }, journal) {
      await journal.ensure({
        operation: 'remove-grant',
        key: grant.id,
        holds: async () =>
          !(await listPermissionGrants(graph, grant.clientId)).some(({ id }) => id === grant.id),
        act: () => removePermissionGrant({ graph }, grant.id),
      });
      return `removed ${scopes}`;
    },
  };
}

/** For `disconnect`: the list of an adopted application as it was before it was taken over. Nothing is granted by it. */
export function restoreList(before: Application['requiredResourceAccess']): Change {
  return {
    action: 'remove',
    target: 'permission-list',
    summary: 'put the list of permissions back as it was before it was taken over',
    by: 'tool',
    destroys: true,
    async apply({ graph, known }, journal) {
      const { objectId, appId } = recordedApplication(known());
      await journal.ensure({
        operation: 'restore-permissions',
        key: objectId,
        holds: async () => {
          const now = await findApplicationByAppId(graph, appId);
          return now !== undefined && samePermissions(now.requiredResourceAccess, before);
        },
        act: () => changeApplication(graph, objectId, { requiredResourceAccess: before }),
      });
      return 'list of permissions as it was before';
    },
  };
}
