import {
  type AppRoleAssignment,
  listAppRoleAssignments,
  listPermissionGrants,
  type PermissionGrant,
  removeAppRoleAssignment,
  removePermissionGrant,
} from '../../microsoft/permissions.ts';
import { visible } from '../../terminal/visible.ts';
import type { Change } from '../step.ts';
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
      await journal.run({
        operation: 'remove-app-role',
        key: assignment.id,
        find: async () =>
          (await listAppRoleAssignments(graph, principalId)).some(({ id }) => id === assignment.id)
            ? undefined
            : true,
        act: async () => {
          await removeAppRoleAssignment({ graph }, principalId, assignment.id);
          return true;
        },
        remember: (state) => state,
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
      await journal.run({
        operation: 'remove-grant',
        key: grant.id,
        find: async () =>
          (await listPermissionGrants(graph, grant.clientId)).some(({ id }) => id === grant.id)
            ? undefined
            : true,
        act: async () => {
          await removePermissionGrant({ graph }, grant.id);
          return true;
        },
        remember: (state) => state,
      });
      return `removed ${scopes}`;
    },
  };
}
