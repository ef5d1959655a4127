import { ServiceError } from '../../errors/service-error.ts';
import {
  type Application,
  type ApplicationBody,
  changeApplication,
  findApplicationByAppId,
} from '../../microsoft/applications.ts';
import { GRAPH_APP_ID, INTUNE_API_APP_ID, UPDATE_DEVICE_ATTRIBUTES } from '../../microsoft/identifiers.ts';
import {
  type AppRoleAssignment,
  grantAppRole,
  listAppRoleAssignments,
  listPermissionGrants,
  type PermissionGrant,
  removeAppRoleAssignment,
  removePermissionGrant,
} from '../../microsoft/permissions.ts';
import {
  createServicePrincipal,
  findServicePrincipal,
  type ServicePrincipal,
} from '../../microsoft/service-principals.ts';
import type { State } from '../../state/state.ts';
import { visible } from '../../terminal/visible.ts';
import type { Session } from '../session.ts';
import type { Change, Finding, Step } from '../step.ts';
import { probeOwnApplication } from './application-probe.ts';
import { permissionName } from './permission-names.ts';
import { recordedApplication } from './recorded-application.ts';
import { readApplication, readIntuneApi, readOwnServicePrincipal } from './shared-reads.ts';
import {
  type Discovery,
  READ_APPLICATIONS,
  type WantedPermission,
  wantedPermissions,
} from './wanted-permissions.ts';

export interface ObservedPermissions {
  readonly application: Application | undefined;
  readonly servicePrincipal: ServicePrincipal | undefined;
  /** The Microsoft Intune API in this tenant, and Microsoft Graph. */
  readonly resources: Readonly<Record<string, ServicePrincipal | undefined>>;
  readonly assignments: readonly AppRoleAssignment[];
  /** Delegated grants; `not-readable` when the signed-in identity may not list them. */
  readonly grants: readonly PermissionGrant[] | 'not-readable';
  readonly discovery: Discovery;
}

/** Gives the application its one permission with admin consent, and takes every other away. */
export const apiPermission: Step<ObservedPermissions> = {
  id: 'api-permission',
  title: 'API permission',
  revisitAfter: 'client-secret',

  async observe(session) {
    const [application, servicePrincipal, intuneApi, graphPrincipal] = await Promise.all([
      readApplication(session),
      readOwnServicePrincipal(session),
      readIntuneApi(session),
      session.wanted.permissions === 'strict' ? undefined : readGraphPrincipal(session),
    ]);
    const [assignments, grants] =
      servicePrincipal === undefined
        ? [[], []]
        : await Promise.all([
            listAppRoleAssignments(session.graph, servicePrincipal.id),
            readGrants(session, servicePrincipal.id),
          ]);
    const consented = assignments.some(({ appRoleId }) => appRoleId === UPDATE_DEVICE_ATTRIBUTES.id);
    return {
      application,
      servicePrincipal,
      resources: { [INTUNE_API_APP_ID]: intuneApi, [GRAPH_APP_ID]: graphPrincipal },
      assignments,
      grants,
      discovery:
        consented && session.wanted.permissions !== 'documented' ? await tryDiscovery(session) : 'untested',
    };
  },

  describe(observed, wanted, known) {
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
    const permissions = needed(observed, wanted.permissions, known);
    const findings: Finding[] = [...roleMismatch(observed)];
    if (observed.application === undefined) return findings;
    const granted = new Set(observed.assignments.map(({ appRoleId }) => appRoleId));
    const extra = [
      ...extraAssignments(observed, permissions).map(({ appRoleId }) => permissionName(appRoleId)),
      ...extraGrants(observed).map(({ scope }) => visible(scope.trim())),
    ];
    if (extra.length > 0 || !listsExactly(observed.application, permissions)) {
      const listedIds = observed.application.requiredResourceAccess.flatMap(({ resourceAccess }) =>
        resourceAccess.map(({ id }) => permissionName(id)),
      );
      const present = [...new Set([...listedIds, ...extra])];
      findings.push(
        problem(
          'JI-E102',
          `${present.length} permissions, ${permissions.length} expected: ${present.join(', ') || 'none'}`,
        ),
      );
    }
    for (const { roleId, roleValue } of permissions) {
      if (!granted.has(roleId)) findings.push(problem('JI-E108', `no admin consent for ${roleValue}`));
    }
    if (wanted.permissions === 'strict' && observed.discovery === 'refused') {
      findings.push({
        ...problem('JI-E116', 'Microsoft Graph refuses service discovery to the application'),
        severity: 'warning',
      });
    }
    if (observed.grants === 'not-readable') {
      findings.push({ ...problem('JI-E123', 'delegated grants were not looked at'), severity: 'info' });
    }
    return findings;
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

function problem(code: Finding['code'], seen: string): Finding {
  return { code, severity: 'error', step: 'api-permission', seen };
}

function needed(
  { assignments, discovery }: ObservedPermissions,
  profile: Parameters<typeof wantedPermissions>[0],
  known: State,
): readonly WantedPermission[] {
  const granted = assignments.some(({ appRoleId }) => appRoleId === READ_APPLICATIONS.roleId);
  return wantedPermissions(profile, known.resources, discovery, granted);
}

function readGraphPrincipal(session: Pick<Session, 'graph' | 'once'>): Promise<ServicePrincipal | undefined> {
  return session.once('graph-principal', () => findServicePrincipal(session.graph, GRAPH_APP_ID));
}

async function readGrants(
  { graph }: Pick<Session, 'graph'>,
  servicePrincipalId: string,
): Promise<readonly PermissionGrant[] | 'not-readable'> {
  try {
    return await listPermissionGrants(graph, servicePrincipalId);
  } catch (error) {
    // Listing wants Directory.Read.All, which setup does not ask for only to see that there is nothing.
    if (error instanceof ServiceError && error.status === 403) return 'not-readable';
    throw error;
  }
}

async function tryDiscovery(session: Session): Promise<Discovery> {
  const probe = await probeOwnApplication(session);
  return probe === undefined ? 'untested' : probe.discovery();
}

/** The role is found by its value; an id that differs from the published one means that we do not know this API. */
function roleMismatch({ resources }: ObservedPermissions): readonly Finding[] {
  const api = resources[INTUNE_API_APP_ID];
  if (api === undefined) return [];
  const role = api.appRoles.find(({ value }) => value === UPDATE_DEVICE_ATTRIBUTES.value);
  if (role?.id === UPDATE_DEVICE_ATTRIBUTES.id) return [];
  const seen = role === undefined ? 'it publishes no such role' : `its id is ${visible(role.id)}`;
  return [
    { ...problem('JI-E122', `${UPDATE_DEVICE_ATTRIBUTES.value} of the Intune API: ${seen}`), blocks: true },
  ];
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

function listsExactly(
  { requiredResourceAccess: listed }: Application,
  permissions: readonly WantedPermission[],
): boolean {
  const entries = listed.flatMap(({ resourceAppId, resourceAccess }) =>
    resourceAccess.map(({ id, type }) => `${resourceAppId}/${type}/${id}`),
  );
  const expected = permissions.map(({ resourceAppId, roleId }) => `${resourceAppId}/Role/${roleId}`);
  return entries.length === expected.length && expected.every((entry) => entries.includes(entry));
}

function extraAssignments(
  { assignments }: ObservedPermissions,
  permissions: readonly WantedPermission[],
): readonly AppRoleAssignment[] {
  const wantedRoles = new Set(permissions.map(({ roleId }) => roleId));
  return assignments.filter(({ appRoleId }) => !wantedRoles.has(appRoleId));
}

function extraGrants({ grants }: ObservedPermissions): readonly PermissionGrant[] {
  return grants === 'not-readable' ? [] : grants;
}

function createResourcePrincipal(appId: string, name: string): Change {
  return {
    action: 'create',
    target: 'resource-service-principal',
    summary: `create the service principal of ${name}, which this tenant lacks`,
    by: 'tool',
    destroys: false,
    async apply({ graph, clock, signal }, journal) {
      await journal.run({
        operation: 'create-service-principal',
        key: appId,
        find: () => findServicePrincipal(graph, appId),
        act: () => createServicePrincipal({ graph, clock, signal }, appId),
        remember: (state) => state,
      });
      return `${name} is in the tenant now`;
    },
  };
}

function listPermissions(
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
      await journal.run({
        operation: 'list-permissions',
        key: objectId,
        find: async () => {
          const now = await findApplicationByAppId(graph, appId);
          return now !== undefined && listsExactly(now, permissions) ? true : undefined;
        },
        act: async () => {
          await changeApplication(graph, objectId, {
            requiredResourceAccess: requiredResourceAccess(permissions),
          });
          return true;
        },
        remember: (state) => state,
      });
      return `listed · ${names.join(' and ')}`;
    },
  };
}

function grantConsent(permission: WantedPermission, tenant: string): Change {
  return {
    action: 'create',
    target: 'consent',
    summary: `grant admin consent for ${visible(tenant)}: ${permission.roleValue}`,
    by: 'tool',
    destroys: false,
    async apply(session, journal) {
      const { graph, clock, signal, known } = session;
      const principalId = known().resources.servicePrincipal?.id;
      const resource = await findServicePrincipal(graph, permission.resourceAppId);
      if (principalId === undefined || resource === undefined) {
        throw new Error('consent needs both service principals: earlier changes create them');
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
          await grantAppRole({ graph, clock, signal }, grant);
          return true;
        },
        remember: (state) => state,
      });
      return adopted ? `consent found · ${permission.roleValue}` : `granted · ${permission.roleValue}`;
    },
  };
}

function removeAssignment(assignment: AppRoleAssignment): Change {
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

function removeGrant(grant: PermissionGrant): Change {
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
