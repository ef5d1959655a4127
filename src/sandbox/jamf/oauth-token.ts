import { z } from 'zod';
import type { World } from '../world.ts';
import type { Call, Operation } from './operation.ts';
import { sha256 } from './sha256.ts';

type Integration = World['jamf']['apiIntegrations'][number];
type Role = World['jamf']['apiRoles'][number];

const OAuthTokenRequest = z.object({
  grant_type: z.string(),
  client_id: z.string(),
  client_secret: z.string(),
  scope: z.string().optional(),
});

/** These errors follow RFC 6749 §5.2 and not Jamf's envelope (jamf.md §3). */
const oauthError = (error: string, description: string): Response =>
  Response.json({ error, error_description: description }, { status: 400 });

async function issueToken(call: Call): Promise<Response> {
  const request = OAuthTokenRequest.safeParse(Object.fromEntries(new URLSearchParams(await call.text())));
  if (!request.success) return oauthError('invalid_request', 'OAuth 2.0 Parameter missing');
  const { grant_type, client_id, client_secret, scope } = request.data;
  if (grant_type !== 'client_credentials')
    return oauthError('unsupported_grant_type', 'OAuth 2.0 Parameter: grant_type');

  const { apiIntegrations, apiRoles } = call.context.world.jamf;
  const integration = apiIntegrations.find((candidate) => admits(candidate, client_id, client_secret));
  if (integration === undefined) return oauthError('invalid_client', 'Client authentication failed');

  const assigned = apiRoles.filter((role) => integration.authorizationScopes.includes(role.displayName));
  const roles = narrow(assigned, scope);
  if (roles === undefined) return oauthError('invalid_scope', 'OAuth 2.0 Parameter: scope');

  const lifetime = integration.accessTokenLifetimeSeconds;
  const { token } = call.tokens.issue(
    {
      kind: 'client',
      name: integration.displayName,
      privileges: roles.flatMap((role) => role.privileges),
    },
    lifetime,
  );
  return Response.json({
    access_token: token,
    token_type: 'Bearer',
    scope: roles.map((role) => `api-role:${role.id}`).join(' '),
    // Jamf's own sample answers one second less than the lifetime that was set.
    expires_in: lifetime - 1,
  });
}

function admits(integration: Integration, clientId: string, clientSecret: string): boolean {
  return (
    integration.enabled &&
    integration.clientId === clientId &&
    integration.clientSecretSha256 === sha256(clientSecret)
  );
}

/** The roles that `scope` asks for; undefined when one of them is not assigned to the client. */
function narrow(assigned: readonly Role[], scope: string | undefined): readonly Role[] | undefined {
  if (scope === undefined || scope.trim() === '') return assigned;
  const wanted = scope.trim().split(/\s+/);
  const roles = assigned.filter((role) => wanted.includes(`api-role:${role.id}`));
  return roles.length === wanted.length ? roles : undefined;
}

const tokenOperation: Omit<Operation, 'path' | 'summary'> = {
  method: 'post',
  tag: 'api-authentication',
  access: 'anyone',
  body: {
    name: 'OAuthTokenRequest',
    mediaType: 'application/x-www-form-urlencoded',
    schema: OAuthTokenRequest,
  },
  success: 200,
  handle: issueToken,
};

export const OAUTH_TOKEN: readonly Operation[] = [
  { ...tokenOperation, path: '/v1/oauth/token', summary: 'Token for an API client' },
];

/** The path of older servers: still answered, in no published document (jamf.md §2). */
export const OLDER_OAUTH_TOKEN: Operation = {
  ...tokenOperation,
  path: '/oauth/token',
  summary: 'Token for an API client, older path',
};
