import type { ICachePlugin } from '@azure/msal-node';
import { Secret } from '../../secrets/secret.ts';
import type { SecretStore } from '../../secrets/secret-store.ts';

/** What is no JSON is no cache of MSAL's; it would remember the text and fail again when it saves. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Keeps MSAL's cache in the OS keychain, on request only: it holds the refresh token in clear (microsoft.md §8.2).
 * Anything else that is found under the label is replaced at the next sign-in.
 *
 * @param label under which the keychain keeps it; one for each tenant and account
 */
export function keychainTokenCache(store: SecretStore, label: string): ICachePlugin {
  if (store.kind !== 'keychain') throw new RangeError('A token cache is kept in the OS keychain only');
  return {
    async beforeCacheAccess(context) {
      const kept = (await store.get(label))?.reveal();
      if (kept !== undefined && isJson(kept)) context.tokenCache.deserialize(kept);
    },
    async afterCacheAccess(context) {
      if (context.cacheHasChanged) await store.put(label, new Secret(context.tokenCache.serialize()));
    },
  };
}
