import { ServiceError } from '../../../errors/service-error.ts';
import type { Application } from '../../../microsoft/applications.ts';
import { GRAPH_APP_ID, INTUNE_API_APP_ID, UPDATE_DEVICE_ATTRIBUTES } from '../../../microsoft/identifiers.ts';
import {
  type AppRoleAssignment,
  listAppRoleAssignments,
  listPermissionGrants,
  type PermissionGrant,
} from '../../../microsoft/permissions.ts';
import { findServicePrincipal, type ServicePrincipal } from '../../../microsoft/service-principals.ts';
import type { Session } from '../../session.ts';
import { probeOwnApplication } from '../proof/application-probe.ts';
import { readApplication, readIntuneApi, readOwnServicePrincipal } from '../shared-reads.ts';
import type { Discovery } from './wanted-permissions.ts';

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

/** Reads what the application asks for, what was granted to it, and whether it gets by with that. */
export async function observePermissions(session: Session): Promise<ObservedPermissions> {
  const read = (id: string) =>
    session.once(`granted:${id}`, () =>
      Promise.all([listAppRoleAssignments(session.graph, id), readGrants(session, id)]),
    );
  // Beside the others where the state knows whose; what belongs to another one than was found counts for nothing.
  const recorded = session.known().resources.servicePrincipal?.id;
  if (recorded !== undefined) read(recorded).catch(() => undefined);
  const [application, servicePrincipal, intuneApi, graphPrincipal] = await Promise.all([
    readApplication(session),
    readOwnServicePrincipal(session),
    readIntuneApi(session),
    session.wanted.permissions === 'strict' ? undefined : readGraphPrincipal(session),
  ]);
  const [assignments, grants] = servicePrincipal === undefined ? [[], []] : await read(servicePrincipal.id);
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
