import type { ICachePlugin } from '@azure/msal-node';
import { Secret } from '../../secrets/secret.ts';
import type { SecretStore } from '../../secrets/secret-store.ts';

/**
 * Keeps MSAL's cache in the OS keychain, on request only: it holds the refresh token in clear (microsoft.md §8.2).
 *
 * @param label under which the keychain keeps it; one for each tenant and account
 */
export function keychainTokenCache(store: SecretStore, label: string): ICachePlugin {
  if (store.kind !== 'keychain') throw new RangeError('A token cache is kept in the OS keychain only');
  return {
    async beforeCacheAccess(context) {
      const kept = await store.get(label);
      if (kept !== undefined) context.tokenCache.deserialize(kept.reveal());
    },
    async afterCacheAccess(context) {
      if (context.cacheHasChanged) await store.put(label, new Secret(context.tokenCache.serialize()));
    },
  };
}
