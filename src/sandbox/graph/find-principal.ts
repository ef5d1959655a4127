import type { ServicePrincipal } from '../world.ts';
import { nativeConnector } from './native-connector.ts';
import type { GraphRequest } from './operation.ts';
import { notFound } from './refusal.ts';

/**
 * The service principal that the path names by id or appId.
 *
 * @throws GraphRefusal 404 also while a new one is not replicated
 */
export function principalOf({ context, parameter }: GraphRequest): ServicePrincipal {
  const id = parameter('id');
  const appId = parameter('appId');
  const found = [...context.world.servicePrincipals, ...nativeConnector(context)].find((principal) =>
    id === undefined ? principal.appId === appId : principal.id === id,
  );
  if (found === undefined || !context.visible(found.id)) throw notFound(id ?? appId ?? '');
  return found;
}
