import { createHash } from 'node:crypto';
import type { SandboxContext } from '../service.ts';
import type { Person } from '../world.ts';
import type { Client } from './client.ts';
import { grantedScopes } from './consent.ts';
import { signToken } from './jwt.ts';
import { refreshToken } from './refresh-token.ts';
import type { ScopeRequest } from './scope.ts';

const LIFETIME_SECONDS = 3600;
const LIFETIME = { expires_in: LIFETIME_SECONDS, ext_expires_in: LIFETIME_SECONDS };

/** An access token for the application itself; `roles` is left out when it holds none, as Entra does. */
export async function applicationToken(context: SandboxContext, client: Client, request: ScopeRequest) {
  const roles = assignedRoles(context, client, request);
  const token = await accessToken(context, client, request, {
    oid: client.principal.id,
    sub: client.principal.id,
    idtyp: 'app',
    ...(roles.length === 0 ? {} : { roles }),
  });
  return { token_type: 'Bearer', ...LIFETIME, access_token: token };
}

/** Values of the app roles that the client holds on the resource and that the token service sees by now. */
function assignedRoles(context: SandboxContext, client: Client, request: ScopeRequest): readonly string[] {
  return context.world.appRoleAssignments
    .filter(
      (assignment) =>
        assignment.principalId === client.principal.id &&
        assignment.resourceId === request.resource.id &&
        context.visible(assignment.id),
    )
    .flatMap(({ appRoleId }) => request.resource.appRoles.filter((role) => role.id === appRoleId))
    .map((role) => role.value);
}

/** The answer for a person: access token, ID token, `client_info`, and a refresh token when one was asked for. */
export async function personTokens(
  context: SandboxContext,
  client: Client,
  person: Person,
  request: ScopeRequest,
  nonce: string | undefined,
) {
  const scopes = grantedScopes(context, client, person, request);
  const named = [...scopes, ...(request.everything ? ['.default'] : [])].map(
    (scope) => request.prefix + scope,
  );
  return {
    token_type: 'Bearer',
    scope: ['openid', 'profile', ...named].join(' '),
    ...LIFETIME,
    access_token: await accessToken(context, client, request, {
      oid: person.id,
      sub: pairwise(client, person),
      upn: person.userPrincipalName,
      name: person.displayName,
      idtyp: 'user',
      scp: scopes.join(' '),
    }),
    id_token: await idToken(context, client, person, nonce),
    client_info: clientInfo(context, person),
    ...(request.refreshToken ? { refresh_token: await refreshToken(context, client, person) } : {}),
  };
}

/** What MSAL makes its account from: base64url of the person's and the tenant's id. */
export function clientInfo({ world }: SandboxContext, person: Person): string {
  return Buffer.from(JSON.stringify({ uid: person.id, utid: world.tenant.id })).toString('base64url');
}

/** Version 1.0, as Graph and the Intune API have them. */
function accessToken(
  context: SandboxContext,
  client: Client,
  request: ScopeRequest,
  claims: Readonly<Record<string, unknown>>,
): Promise<string> {
  const tenantId = context.world.tenant.id;
  return signToken(context, request.audience, LIFETIME_SECONDS, {
    iss: `${context.endpoints().entra}/${tenantId}/`,
    tid: tenantId,
    appid: client.appId,
    app_displayname: client.displayName,
    ver: '1.0',
    ...claims,
  });
}

function idToken(context: SandboxContext, client: Client, person: Person, nonce: string | undefined) {
  const tenantId = context.world.tenant.id;
  return signToken(context, client.appId, LIFETIME_SECONDS, {
    iss: `${context.endpoints().entra}/${tenantId}/v2.0`,
    tid: tenantId,
    oid: person.id,
    sub: pairwise(client, person),
    preferred_username: person.userPrincipalName,
    name: person.displayName,
    ver: '2.0',
    ...(nonce === undefined ? {} : { nonce }),
  });
}

/** `sub` names the same person differently to each application. */
function pairwise(client: Client, person: Person): string {
  return createHash('sha256').update(`${client.appId} ${person.id}`).digest('base64url');
}
