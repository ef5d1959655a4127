import { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';
import type { Graph } from './graph.ts';
import { listOf, text, textOrNull } from './graph-shapes.ts';
import { guid, path } from './path.ts';
import { awaitVisible, outlastReplication } from './replication.ts';
import type { Writing } from './writing.ts';

const servicePrincipalSchema = z.object({
  id: z.guid(),
  appId: z.guid(),
  displayName: text,
  accountEnabled: z
    .boolean()
    .nullish()
    .transform((enabled) => enabled ?? true),
  appRoles: listOf(z.object({ id: z.guid(), value: textOrNull })),
  servicePrincipalNames: listOf(z.string()),
});

/** An application as it is present in the tenant: what roles are granted to, and what publishes them. */
export interface ServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
  readonly accountEnabled: boolean;
  readonly appRoles: readonly { readonly id: string; readonly value: string | null }[];
  readonly servicePrincipalNames: readonly string[];
}

/** By application (client) id, a key: a negative answer can be believed. */
export function findServicePrincipal(graph: Graph, appId: string): Promise<ServicePrincipal | undefined> {
  const byKey = path`/servicePrincipals(appId='${guid(appId)}')?$select=id,appId,displayName,accountEnabled,appRoles,servicePrincipalNames`;
  return graph.find(byKey, servicePrincipalSchema);
}

/** The refusals that mean "the application was made a moment ago and is not known here yet" (microsoft.md §5.6). */
function isLag(refusal: ServiceError): boolean {
  return (
    refusal.status === 404 ||
    /not a valid reference update|does not reference a valid application object|backing application .* must in the local tenant/i.test(
      refusal.message,
    )
  );
}

function existsAlready(error: unknown): boolean {
  if (!(error instanceof ServiceError)) return false;
  return error.status === 409 || (error.status === 400 && /already (?:in use|exists)/i.test(error.message));
}

/**
 * Creates the service principal of an application, or adopts the one that exists: the application id is its key, so
 * there is never a second. Waits until it can be read back.
 */
export async function createServicePrincipal(writing: Writing, appId: string): Promise<ServicePrincipal> {
  const { graph } = writing;
  const create = () => graph.write('POST', path`/servicePrincipals`, { appId }, { idempotent: false });
  try {
    await outlastReplication(writing, create, { lags: isLag, what: 'the new application' });
  } catch (error) {
    if (!existsAlready(error)) throw error;
  }
  return awaitVisible(writing, () => findServicePrincipal(graph, appId), {
    what: 'the service principal',
  });
}
