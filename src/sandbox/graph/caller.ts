import type { TokenReading } from '../entra/verify-token.ts';
import { DIRECTORY_ROLES, type DirectoryRole } from '../seed/directory-roles.ts';
import type { SandboxContext } from '../service.ts';
import type { Person } from '../world.ts';
import { GraphRefusal } from './refusal.ts';

/** Who calls Graph, by a valid token. */
export type Caller =
  | { readonly kind: 'person'; readonly person: Person; readonly permissions: readonly string[] }
  | { readonly kind: 'application'; readonly appId: string; readonly permissions: readonly string[] };

/** @throws GraphRefusal 401 for a token that is missing, wrong, expired, or of somebody who is gone. */
export function callerOf(context: SandboxContext, reading: TokenReading): Caller {
  switch (reading.kind) {
    case 'problem':
      throw unauthenticated(reading.message);
    case 'application':
      return { kind: 'application', appId: reading.appId, permissions: reading.roles };
    case 'person': {
      const person = context.world.people.find((candidate) => candidate.id === reading.personId);
      if (person === undefined) throw unauthenticated('The user of the token does not exist.');
      return { kind: 'person', person, permissions: reading.scopes };
    }
  }
}

/** Template ids of the roles that a person holds now: the faults take some away without touching the person. */
export function effectiveRoles(context: SandboxContext, person: Person): readonly string[] {
  const withheld: DirectoryRole[] = [];
  if (context.has('no-application-role')) {
    withheld.push(
      'globalAdministrator',
      'privilegedRoleAdministrator',
      'applicationAdministrator',
      'cloudApplicationAdministrator',
    );
  }
  if (context.has('no-intune-role')) withheld.push('globalAdministrator', 'intuneAdministrator');
  const ids = new Set<string>(withheld.map((role) => DIRECTORY_ROLES[role].id));
  return person.roles.filter((role) => !ids.has(role));
}

function unauthenticated(message: string): GraphRefusal {
  return new GraphRefusal(401, 'InvalidAuthenticationToken', message, {
    'WWW-Authenticate': 'Bearer realm="", authorization_uri="", client_id=""',
  });
}
