import type { SandboxContext } from '../service.ts';
import type { Person } from '../world.ts';
import type { Client } from './client.ts';
import { Refusal } from './refusal.ts';
import type { ScopeRequest } from './scope.ts';

/** Delegated permissions that the client has for this person on the resource: everybody's and the person's own. */
export function grantedScopes(
  context: SandboxContext,
  client: Client,
  person: Person,
  request: ScopeRequest,
): readonly string[] {
  const grants = context.world.permissionGrants.filter(
    (grant) =>
      grant.clientId === client.principal.id &&
      grant.resourceId === request.resource.id &&
      (grant.consentType === 'AllPrincipals' || grant.principalId === person.id),
  );
  return [...new Set(grants.flatMap((grant) => grant.scope.split(' ')).filter((scope) => scope !== ''))];
}

/** Permissions that were asked for and are not granted: what the consent page shows. */
export function missingScopes(
  context: SandboxContext,
  client: Client,
  person: Person,
  request: ScopeRequest,
): readonly string[] {
  const granted = grantedScopes(context, client, person, request);
  return request.names.filter((name) => !granted.includes(name));
}

/** Refuses with 65001 when something asked for was never consented to. */
export function checkConsent(
  context: SandboxContext,
  client: Client,
  person: Person,
  request: ScopeRequest,
): void {
  if (missingScopes(context, client, person, request).length === 0) return;
  throw new Refusal(
    65001,
    `The user or administrator has not consented to use the application with ID '${client.appId}' named '${client.displayName}'. Send an interactive authorization request for this user and resource.`,
  );
}

/** Writes down a person's yes, for everybody in the tenant or for that person alone. */
export function grantScopes(
  context: SandboxContext,
  client: Client,
  request: ScopeRequest,
  scopes: readonly string[],
  forWhom: Person | 'everybody',
): void {
  const principalId = forWhom === 'everybody' ? null : forWhom.id;
  const grants = context.world.permissionGrants;
  const present = grants.find(
    (grant) =>
      grant.clientId === client.principal.id &&
      grant.resourceId === request.resource.id &&
      grant.principalId === principalId,
  );
  if (present !== undefined) {
    present.scope = [present.scope, ...scopes].join(' ').trim();
    return;
  }
  grants.push({
    id: context.random.uuid(),
    clientId: client.principal.id,
    consentType: forWhom === 'everybody' ? 'AllPrincipals' : 'Principal',
    principalId,
    resourceId: request.resource.id,
    scope: scopes.join(' '),
  });
}
