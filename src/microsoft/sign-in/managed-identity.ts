import { ManagedIdentityApplication } from '@azure/msal-node';
import { callMsal } from './call-msal.ts';
import type { Token } from './held-token.ts';
import { openIdentityEndpoint } from './identity-endpoint.ts';
import { readToken } from './msal-result.ts';

/**
 * Opens the managed identity of this computer. Opened once and kept: MSAL holds the first network of the process in a
 * static field, so a second one would never be asked.
 *
 * @param clientId of a user-assigned identity; undefined for the system-assigned one
 * @returns asks the platform for a token for `resource`
 */
export function openManagedIdentity(
  signal: AbortSignal,
  clientId: string | undefined,
): (resource: string) => Promise<Token> {
  const network = openIdentityEndpoint(signal);
  const msal = new ManagedIdentityApplication({
    ...(clientId === undefined ? {} : { managedIdentityIdParams: { userAssignedClientId: clientId } }),
    system: { networkClient: network, disableInternalRetries: true },
  });
  return async (resource) =>
    readToken(await callMsal(network, () => msal.acquireToken({ resource, forceRefresh: true })));
}
