import { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';
import { Secret } from '../secrets/secret.ts';
import { lostCredentials, needsUserAccount } from './api-client-failures.ts';
import type { ApiAccess, ApiClient, ApiRole, ApiRolePlan } from './api-role.ts';
import type { JamfIdentity } from './identity.ts';
import type { Jamf } from './jamf.ts';
import { jamfPath, rsql } from './path.ts';
import { readWritten } from './read-answer.ts';

/** Long enough for a run, short enough to be worth little when stolen. In seconds. */
const TOKEN_LIFETIME_SECONDS = 300;

const privilegesSchema = z.object({ privileges: z.array(z.string()) });

const roleSchema = z.object({
  // Declared as a string; integers occur elsewhere in the same API, and both mean the same here.
  id: z.union([z.string(), z.int()]).transform(String),
  displayName: z.string(),
  privileges: z.array(z.string()),
}) satisfies z.ZodType<ApiRole>;

const clientSchema = z
  .object({
    id: z.int(),
    displayName: z.string(),
    enabled: z.boolean(),
    authorizationScopes: z.array(z.string()),
    accessTokenLifetimeSeconds: z.int().nullish(),
    appType: z.string(),
    clientId: z.string().nullish(),
  })
  .transform(
    (found): ApiClient => ({
      id: found.id,
      displayName: found.displayName,
      enabled: found.enabled,
      roles: found.authorizationScopes,
      tokenLifetimeSeconds: found.accessTokenLifetimeSeconds ?? undefined,
      credentials: credentialsOf(found.appType),
      clientId: found.clientId || undefined,
    }),
  );

const createdSchema = z.object({ id: z.int() });
const credentialsSchema = z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1) });

function credentialsOf(appType: string): ApiClient['credentials'] {
  if (appType === 'CLIENT_CREDENTIALS') return 'client';
  return appType === 'NONE' ? 'none' : 'other-app';
}

/** Reads what `planApiRole` decides on: roles and clients called `displayName`, and the privileges that exist. */
export async function readApiAccess(
  jamf: Pick<Jamf, 'get' | 'pages'>,
  displayName: string,
): Promise<ApiAccess> {
  const filter = `displayName==${rsql(displayName)}`;
  const { privileges } = await jamf.get(jamfPath`/api/v1/api-role-privileges`, privilegesSchema);
  const roles = await all(jamf.pages(jamfPath`/api/v1/api-roles?sort=id:asc&filter=${filter}`, roleSchema));
  const clients = await all(
    jamf.pages(jamfPath`/api/v1/api-integrations?sort=id:asc&filter=${filter}`, clientSchema),
  );
  return { publishedPrivileges: privileges, roles, clients };
}

/** What the person must keep: the secret is shown by Jamf Pro this once, and undefined when it was kept as it is. */
export interface ApiCredentials {
  readonly clientId: string | undefined;
  readonly secret: Secret | undefined;
}

/**
 * Carries the plan out, on one node of the cluster: what was just created must be found again (jamf.md §4).
 *
 * @throws Failure JI-J408 when signed in as an API client: a client that makes clients could widen its own role
 */
export async function applyApiRole(
  jamf: Jamf & { readonly identity: JamfIdentity },
  plan: ApiRolePlan,
): Promise<ApiCredentials> {
  if (jamf.identity.kind !== 'user') throw needsUserAccount();
  return jamf.pinned(async (pinned) => {
    await applyRole(pinned, plan);
    const client = await applyClient(pinned, plan);
    if (plan.credentials === 'keep') return { clientId: client.clientId, secret: undefined };
    return makeCredentials(pinned, client.id);
  });
}

async function makeCredentials(jamf: Jamf, id: number): Promise<ApiCredentials> {
  const path = jamfPath`/api/v1/api-integrations/${id}/client-credentials`;
  try {
    const answer = await jamf.write('POST', path, undefined, { idempotent: false });
    const { clientId, clientSecret } = readWritten(answer, credentialsSchema, 'the request for credentials');
    return { clientId, secret: new Secret(clientSecret) };
  } catch (error) {
    // The next run finds a client that has a secret, and would call it done.
    if (error instanceof ServiceError && error.outcome === 'unknown') throw lostCredentials(error);
    throw error;
  }
}

async function applyRole(jamf: Jamf, { displayName, role }: ApiRolePlan): Promise<void> {
  if (role.action === 'keep') return;
  const body = { displayName, privileges: role.privileges };
  if (role.action === 'create') {
    await jamf.write('POST', jamfPath`/api/v1/api-roles`, body, { idempotent: false });
  } else {
    await jamf.write('PUT', jamfPath`/api/v1/api-roles/${role.id}`, body, { idempotent: true });
  }
}

async function applyClient(
  jamf: Jamf,
  plan: ApiRolePlan,
): Promise<{ readonly id: number; readonly clientId: string | undefined }> {
  const { displayName, client: planned } = plan;
  const body = { displayName, enabled: true };
  if (planned.action === 'create') {
    const created = await jamf.write(
      'POST',
      jamfPath`/api/v1/api-integrations`,
      { ...body, authorizationScopes: [displayName], accessTokenLifetimeSeconds: TOKEN_LIFETIME_SECONDS },
      { idempotent: false },
    );
    const { id } = readWritten(created, createdSchema, 'the creation of the API client');
    return { id, clientId: undefined };
  }
  const { client } = planned;
  if (planned.action === 'change') {
    const authorizationScopes = [...new Set([...client.roles, displayName])];
    const accessTokenLifetimeSeconds = client.tokenLifetimeSeconds ?? TOKEN_LIFETIME_SECONDS;
    await jamf.write(
      'PUT',
      jamfPath`/api/v1/api-integrations/${client.id}`,
      { ...body, authorizationScopes, accessTokenLifetimeSeconds },
      { idempotent: true },
    );
  }
  return client;
}

async function all<T>(pages: AsyncIterable<T>): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const item of pages) items.push(item);
  return items;
}
