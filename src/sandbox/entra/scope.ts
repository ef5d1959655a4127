import { GRAPH_APP_ID } from '../../microsoft/identifiers.ts';
import type { SandboxContext } from '../service.ts';
import type { ServicePrincipal } from '../world.ts';
import { Refusal } from './refusal.ts';
import { findResource } from './resource.ts';

/** What a `scope` parameter asks for. */
export interface ScopeRequest {
  readonly resource: ServicePrincipal;
  /** The resource as the caller named it: becomes the token's `aud` and the prefix of the answer's scopes. */
  readonly audience: string;
  /** `https://graph.microsoft.com/`, or empty where the caller left the resource out (then it is Graph). */
  readonly prefix: string;
  /** Permissions asked by name; empty when all was asked by `.default`. */
  readonly names: readonly string[];
  readonly everything: boolean;
  readonly refreshToken: boolean;
}

const OPENID_SCOPES = ['openid', 'profile', 'email', 'offline_access'];

/** Reads a `scope` parameter; 70011 for several resources at once, 500011 for one that the tenant does not have. */
export function readScope(context: SandboxContext, scope: string): ScopeRequest {
  const words = scope.split(' ').filter((word) => word !== '');
  const wanted = words.filter((word) => !OPENID_SCOPES.includes(word)).map(splitScope);
  const audience = wanted[0]?.audience ?? GRAPH_APP_ID;
  const resources = new Set(
    [audience, ...wanted.map((one) => one.audience)].map((name) => resourceNamed(context, name)),
  );
  const [resource] = resources;
  if (resource === undefined || resources.size > 1) {
    throw new Refusal(
      70011,
      `The provided value for the input parameter 'scope' is not valid. The scope '${scope}' names several resources.`,
    );
  }
  const everything = wanted.some((one) => one.name === '.default');
  const names = everything ? [] : wanted.map((one) => publishedName(resource, one.name));
  return {
    resource,
    audience,
    prefix: wanted[0]?.prefix ?? '',
    // Entra answers a sign-in that asks for no permission with one for reading the person's own profile.
    names: wanted.length === 0 ? ['User.Read'] : names,
    everything,
    refreshToken: words.includes('offline_access'),
  };
}

function resourceNamed(context: SandboxContext, name: string): ServicePrincipal {
  const resource = findResource(context, name);
  if (resource !== undefined) return resource;
  throw new Refusal(
    500011,
    `The resource principal named ${name} was not found in the tenant named ${context.world.tenant.displayName}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  );
}

/** `https://api.manage.microsoft.com//.default` is the resource up to the last slash, and the name behind it. */
function splitScope(word: string): {
  readonly audience: string;
  readonly prefix: string;
  readonly name: string;
} {
  const slash = word.lastIndexOf('/');
  if (slash === -1) return { audience: GRAPH_APP_ID, prefix: '', name: word };
  return { audience: word.slice(0, slash), prefix: word.slice(0, slash + 1), name: word.slice(slash + 1) };
}

function publishedName(resource: ServicePrincipal, name: string): string {
  const published = resource.scopes.find((scope) => scope.toLowerCase() === name.toLowerCase());
  if (published !== undefined) return published;
  throw new Refusal(
    650053,
    `The application asked for scope '${name}' that doesn't exist on the resource '${resource.appId}'. Contact the app vendor.`,
  );
}
