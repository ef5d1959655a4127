import { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';
import { collect } from './collect.ts';
import type { Graph } from './graph.ts';
import { text } from './graph-shapes.ts';
import { guid, path } from './path.ts';
import { outlastReplication } from './replication.ts';
import { goneIsFine, type Writing } from './writing.ts';

const appRoleAssignmentSchema = z.object({
  id: z.string(),
  principalId: text,
  resourceId: text,
  resourceDisplayName: text,
  appRoleId: z.guid(),
});

/** An application permission that was granted: admin consent is nothing else. */
export type AppRoleAssignment = Readonly<z.infer<typeof appRoleAssignmentSchema>>;

const permissionGrantSchema = z.object({
  id: z.string(),
  clientId: z.string(),
  resourceId: z.string(),
  consentType: text,
  scope: text,
});

/** Delegated permissions that were granted. */
export type PermissionGrant = Readonly<z.infer<typeof permissionGrantSchema>>;

/** All application permissions granted to a service principal. */
export function listAppRoleAssignments(
  graph: Graph,
  servicePrincipalId: string,
): Promise<readonly AppRoleAssignment[]> {
  const all = path`/servicePrincipals/${guid(servicePrincipalId)}/appRoleAssignments`;
  return collect(graph.pages(all, appRoleAssignmentSchema));
}

export interface AppRoleGrant {
  /** Object id of the service principal that gets the role. */
  readonly principalId: string;
  /** Object id of the service principal that publishes it. */
  readonly resourceId: string;
  readonly appRoleId: string;
}

/** Both service principals may be too new for the replica that answers (microsoft.md §5.6). */
function isLag(refusal: ServiceError): boolean {
  return refusal.status === 404 || /not a valid reference update/i.test(refusal.message);
}

function isGrantedAlready(error: unknown): boolean {
  return error instanceof ServiceError && /permission being assigned already exists/i.test(error.message);
}

/** Grants an application permission. Done as well when it was granted before: the three ids are its key. */
export async function grantAppRole(writing: Writing, grant: AppRoleGrant): Promise<void> {
  const address = path`/servicePrincipals/${guid(grant.resourceId)}/appRoleAssignedTo`;
  try {
    await outlastReplication(
      writing,
      () => writing.graph.write('POST', address, { ...grant }, { idempotent: false }),
      { lags: isLag, what: 'the new service principal' },
    );
  } catch (error) {
    if (!isGrantedAlready(error)) throw error;
  }
}

/** Takes an application permission back. No error when it is gone already. */
export async function removeAppRoleAssignment(
  { graph }: Pick<Writing, 'graph'>,
  servicePrincipalId: string,
  id: string,
): Promise<void> {
  const assignment = path`/servicePrincipals/${guid(servicePrincipalId)}/appRoleAssignments/${id}`;
  await goneIsFine(graph.write('DELETE', assignment, undefined, { idempotent: true }));
}

/** All delegated permissions granted to a service principal, for everybody or for single people. */
export function listPermissionGrants(
  graph: Graph,
  servicePrincipalId: string,
): Promise<readonly PermissionGrant[]> {
  const all = path`/servicePrincipals/${guid(servicePrincipalId)}/oauth2PermissionGrants`;
  return collect(graph.pages(all, permissionGrantSchema));
}

/** Takes delegated permissions back. No error when they are gone already. */
export async function removePermissionGrant({ graph }: Pick<Writing, 'graph'>, id: string): Promise<void> {
  await goneIsFine(
    graph.write('DELETE', path`/oauth2PermissionGrants/${id}`, undefined, { idempotent: true }),
  );
}
