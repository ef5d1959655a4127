import { Failure } from '../../../errors/failure.ts';
import {
  type Application,
  type ApplicationBody,
  changeApplication,
  findApplicationByAppId,
} from '../../../microsoft/applications.ts';
import { grantAppRole, listAppRoleAssignments } from '../../../microsoft/permissions.ts';
import {
  createServicePrincipal,
  findServicePrincipal,
  type ServicePrincipal,
} from '../../../microsoft/service-principals.ts';
import { visible } from '../../../terminal/visible.ts';
import type { Change } from '../../step.ts';
import { recordedApplication } from '../recorded-application.ts';
import { listsExactly } from './permission-differences.ts';
import { permissionName } from './permission-names.ts';
import type { WantedPermission } from './wanted-permissions.ts';

/** For a tenant that has never used the API: its service principal owns the role that is granted. */
export function createResourcePrincipal(appId: string, name: string): Change {
  return {
    action: 'create',
    target: 'resource-service-principal',
    summary: `create the service principal of ${name}, which this tenant lacks`,
    by: 'tool',
    destroys: false,
    async apply(session, journal) {
      const { graph } = session;
      await journal.run({
        operation: 'create-service-principal',
        key: appId,
        find: () => findServicePrincipal(graph, appId),
        act: () => createServicePrincipal(session, appId),
        remember: (state) => state,
      });
      return `${name} is in the tenant now`;
    },
  };
}

/** Writes the list of permissions that the application asks for, which takes every other off the list. */
export function listPermissions(
  permissions: readonly WantedPermission[],
  application: Application | undefined,
): Change {
  const names = permissions.map(({ resourceName, roleValue }) => `${resourceName}: ${roleValue}`);
  const wantedIds = new Set(permissions.map(({ roleId }) => roleId));
  const removed = (application?.requiredResourceAccess ?? [])
    .flatMap(({ resourceAccess }) => resourceAccess)
    .filter(({ id }) => !wantedIds.has(id));
  return {
    action: removed.length > 0 ? 'change' : 'create',
    target: 'permission-list',
    summary: names.join(' and '),
    details: removed.map(({ id }) => `remove ${permissionName(id)} from the list`),
    by: 'tool',
    destroys: removed.length > 0,
    async apply({ graph, known }, journal) {
      const { objectId, appId } = recordedApplication(known());
      await journal.ensure({
        operation: 'list-permissions',
        key: objectId,
        holds: async () => {
          const now = await findApplicationByAppId(graph, appId);
          return now !== undefined && listsExactly(now, permissions);
        },
        act: () =>
          changeApplication(graph, objectId, {
            requiredResourceAccess: requiredResourceAccess(permissions),
          }),
      });
      return `listed · ${names.join(' and ')}`;
    },
  };
}

function requiredResourceAccess(
  permissions: readonly WantedPermission[],
): ApplicationBody['requiredResourceAccess'] {
  const resources = [...new Set(permissions.map(({ resourceAppId }) => resourceAppId))];
  return resources.map((resourceAppId) => ({
    resourceAppId,
    resourceAccess: permissions
      .filter((permission) => permission.resourceAppId === resourceAppId)
      .map(({ roleId }) => ({ id: roleId, type: 'Role' as const })),
  }));
}

/**
 * Grants one permission for the whole tenant: what the portal calls admin consent.
 * @param seen the service principal that owns the role, where the tenant had it before the plan
 */
export function grantConsent(
  permission: WantedPermission,
  tenant: string,
  seen: Pick<ServicePrincipal, 'id'> | undefined,
): Change {
  return {
    action: 'create',
    target: 'consent',
    summary: `grant admin consent for ${visible(tenant)}: ${permission.roleValue}`,
    by: 'tool',
    destroys: false,
    async apply(session, journal) {
      const { graph, known } = session;
      const principalId = known().resources.servicePrincipal?.id;
      const resource = seen ?? (await findServicePrincipal(graph, permission.resourceAppId));
      if (principalId === undefined || resource === undefined) {
        throw new Failure({
          code: 'JI-E105',
          exit: 1,
          what: 'Consent needs a service principal that this tenant lacks',
          why: `${principalId === undefined ? 'The application' : permission.resourceName} has none`,
          fix: [
            'jamf-intune setup  takes all steps in their order',
            'jamf-intune setup --only app-registration',
          ],
        });
      }
      const { adopted } = await journal.run({
        operation: 'grant-app-role',
        key: `${principalId}/${resource.id}/${permission.roleId}`,
        find: async () => {
          const assignments = await listAppRoleAssignments(graph, principalId);
          const granted = assignments.some(
            ({ resourceId, appRoleId }) => resourceId === resource.id && appRoleId === permission.roleId,
          );
          return granted ? true : undefined;
        },
        act: async () => {
          const grant = { principalId, resourceId: resource.id, appRoleId: permission.roleId };
          await grantAppRole(session, grant);
          return true;
        },
        remember: (state) => ({
          ...state,
          resources: {
            ...state.resources,
            granted: [...new Set([...(state.resources.granted ?? []), permission.roleId])],
          },
        }),
      });
      return adopted ? `consent found · ${permission.roleValue}` : `granted · ${permission.roleValue}`;
    },
  };
}
