import type { Secret } from '../secrets/secret.ts';

/**
 * Who signs in to Jamf Pro: an API client (10.49 and later, recommended), or a local user account, which is needed once
 * to create the API client. Accounts that sign in through SSO cannot use the API (jamf.md §3).
 */
export type JamfCredential =
  | { readonly kind: 'client'; readonly id: string; readonly secret: Secret }
  | { readonly kind: 'user'; readonly username: string; readonly password: Secret };
