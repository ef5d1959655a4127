import { visible } from '../terminal/visible.ts';
import type { NeededPrivilege } from './least-privileges.ts';

export interface ApiRole {
  readonly id: string;
  readonly displayName: string;
  readonly privileges: readonly string[];
}

export interface ApiClient {
  readonly id: number;
  readonly displayName: string;
  readonly enabled: boolean;
  /** Display names of its roles. */
  readonly roles: readonly string[];
  /** In seconds; undefined where the server does not say. */
  readonly tokenLifetimeSeconds: number | undefined;
  /** `none` until credentials were made for it the first time. */
  readonly credentials: 'client' | 'none' | 'other-app';
  readonly clientId: string | undefined;
}

/** What a Jamf Pro has of roles and clients under our names, and which privileges it knows at all. */
export interface ApiAccess {
  readonly publishedPrivileges: readonly string[];
  readonly roles: readonly ApiRole[];
  readonly clients: readonly ApiClient[];
}

export interface ApiRoleWish {
  readonly displayName: string;
  readonly privileges: readonly NeededPrivilege[];
  /** Make a new secret for a client that has one already; whoever uses the old one is locked out. */
  readonly rotate: boolean;
}

export interface ApiRolePlan {
  readonly displayName: string;
  readonly role:
    | { readonly action: 'create'; readonly privileges: readonly string[] }
    | {
        readonly action: 'extend';
        readonly id: string;
        /** All that it will have: what it has keeps its place. */
        readonly privileges: readonly string[];
        readonly missing: readonly string[];
      }
    | { readonly action: 'keep'; readonly id: string };
  readonly client:
    | { readonly action: 'create' }
    | { readonly action: 'change' | 'keep'; readonly client: ApiClient };
  /** `make` for a client without credentials, `rotate` only on request, `keep` otherwise. */
  readonly credentials: 'make' | 'rotate' | 'keep';
  /** Optional privileges that this release does not have. */
  readonly leftOut: readonly string[];
  /** What the role may do beyond our needs; it stays, because somebody may have added it on purpose. */
  readonly surplus: readonly string[];
}

export type ApiRolePlanning =
  | { readonly kind: 'plan'; readonly plan: ApiRolePlan }
  | { readonly kind: 'blocked'; readonly reason: string };

/**
 * Decides what to create, extend and leave. Looked up by name first, so that running it twice creates nothing twice;
 * a secret that exists is never replaced unless asked for, because asking Jamf for it again rotates it (jamf.md §11).
 */
export function planApiRole(wish: ApiRoleWish, found: ApiAccess): ApiRolePlanning {
  const published = new Set(found.publishedPrivileges);
  const unknown = wish.privileges.filter((privilege) => !published.has(privilege.name));
  const required = unknown.filter((privilege) => !privilege.optional).map((privilege) => privilege.name);
  if (required.length > 0) {
    return blocked(`this Jamf Pro does not know the privilege ${required.join(', ')}`);
  }
  const [role, ...moreRoles] = found.roles.filter(({ displayName }) => displayName === wish.displayName);
  const [client, ...moreClients] = found.clients.filter(
    ({ displayName }) => displayName === wish.displayName,
  );
  const name = visible(wish.displayName, 80);
  if (moreRoles.length > 0) return blocked(`several API roles are called "${name}"`);
  if (moreClients.length > 0) return blocked(`several API clients are called "${name}"`);
  if (client?.credentials === 'other-app')
    return blocked(`the API client "${name}" belongs to another Jamf app`);

  const wanted = wish.privileges.filter((privilege) => published.has(privilege.name)).map(({ name }) => name);
  return {
    kind: 'plan',
    plan: {
      displayName: wish.displayName,
      role: planRole(wanted, role),
      client: planClient(wish.displayName, client),
      credentials: client?.credentials === 'client' ? (wish.rotate ? 'rotate' : 'keep') : 'make',
      leftOut: unknown.map((privilege) => privilege.name),
      surplus: (role?.privileges ?? []).filter((privilege) => !wanted.includes(privilege)),
    },
  };
}

/** Whether carrying the plan out would change nothing. */
export function changesNothing(plan: ApiRolePlan): boolean {
  return plan.role.action === 'keep' && plan.client.action === 'keep' && plan.credentials === 'keep';
}

function planRole(wanted: readonly string[], role: ApiRole | undefined): ApiRolePlan['role'] {
  if (role === undefined) return { action: 'create', privileges: wanted };
  const missing = wanted.filter((privilege) => !role.privileges.includes(privilege));
  if (missing.length === 0) return { action: 'keep', id: role.id };
  return { action: 'extend', id: role.id, privileges: [...role.privileges, ...missing], missing };
}

function planClient(roleName: string, client: ApiClient | undefined): ApiRolePlan['client'] {
  if (client === undefined) return { action: 'create' };
  const right = client.enabled && client.roles.includes(roleName);
  return { action: right ? 'keep' : 'change', client };
}

function blocked(reason: string): ApiRolePlanning {
  return { kind: 'blocked', reason };
}
