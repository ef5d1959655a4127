import { CLOUDS } from '../../microsoft/clouds.ts';
import { GRAPH_APP_ID } from '../../microsoft/identifiers.ts';
import type { SandboxContext } from '../service.ts';
import type { ServicePrincipal } from '../world.ts';

/** Every audience under which the resource with `appId` accepts tokens. */
export function namesOfResource(context: SandboxContext, appId: string): readonly string[] {
  const principal = context.world.servicePrincipals.find((candidate) => candidate.appId === appId);
  const names = [appId, ...(principal?.servicePrincipalNames ?? [])];
  return appId === GRAPH_APP_ID ? [...names, ...graphOrigins(context)] : names;
}

/**
 * Finds the resource by one of its names. A trailing slash makes no difference, as in Entra: that is why the scope
 * `https://api.manage.microsoft.com//.default` works with one slash and with two.
 */
export function findResource(context: SandboxContext, name: string): ServicePrincipal | undefined {
  return context.world.servicePrincipals.find(
    (principal) =>
      context.visible(principal.id) &&
      namesOfResource(context, principal.appId).some((candidate) => sameResource(candidate, name)),
  );
}

/** The sandbox's own Graph and the real ones: a program that keeps the scopes of its cloud gets its token too. */
function graphOrigins(context: SandboxContext): readonly string[] {
  return [context.endpoints().graph, ...Object.values(CLOUDS).map((cloud) => cloud.graph)];
}

/** Whether two names mean the same resource: a trailing slash and upper case make no difference. */
export function sameResource(one: string, other: string): boolean {
  return withoutSlash(one) === withoutSlash(other);
}

function withoutSlash(name: string): string {
  return name.replace(/\/$/, '').toLowerCase();
}
