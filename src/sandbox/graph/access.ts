import { DIRECTORY_ROLES, type DirectoryRole } from '../seed/directory-roles.ts';
import type { SandboxContext } from '../service.ts';
import { type Caller, effectiveRoles } from './caller.ts';
import { badRequest, GraphRefusal, insufficientPrivileges } from './refusal.ts';

/** Permissions of which one is enough. */
type AnyOf = readonly string[];

/** Who may call an operation (Microsoft's permission table; microsoft.md §5.2). */
export interface Access {
  readonly service: 'directory' | 'intune';
  /** For a person: one scope out of each list, and where `roles` is given, one of these directory roles. */
  readonly delegated: readonly AnyOf[];
  readonly roles?: readonly DirectoryRole[];
  /** For an application: one role out of each list. */
  readonly application: readonly AnyOf[] | 'never';
  /** A read that service discovery makes: an application may do it with no role at all, until Graph refuses (fault). */
  readonly discovery?: true;
}

/** @throws GraphRefusal 403, or 400 where an application asks for `/me`. */
export function authorize(context: SandboxContext, access: Access, caller: Caller): void {
  if (caller.kind === 'application') {
    if (access.application === 'never') {
      throw badRequest('/me request is only valid with delegated authentication flow.', 'BadRequest');
    }
    if (access.discovery && !context.has('discovery-refused')) return;
    demand(access, access.application, caller.permissions);
    return;
  }
  demand(access, access.delegated, caller.permissions);
  const held = effectiveRoles(context, caller.person);
  if (access.roles !== undefined && !access.roles.some((role) => held.includes(DIRECTORY_ROLES[role].id))) {
    throw access.service === 'intune' ? forbidden(access.delegated) : insufficientPrivileges();
  }
}

function demand(access: Access, needed: readonly AnyOf[], held: readonly string[]): void {
  if (needed.every((anyOf) => anyOf.some((permission) => held.includes(permission)))) return;
  throw access.service === 'intune' ? forbidden(needed) : insufficientPrivileges();
}

/** Intune, unlike the directory, names the scopes. */
function forbidden(needed: readonly AnyOf[]): GraphRefusal {
  return new GraphRefusal(
    403,
    'Forbidden',
    'Application is not authorized to perform this operation. Application must have one of the following scopes: ' +
      `${needed.flat().join(', ')} - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000`,
  );
}
