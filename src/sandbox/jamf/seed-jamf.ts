import type { Randomness } from '../../ports/randomness.ts';
import type { World } from '../world.ts';
import { PRIVILEGES, type Privilege } from './privileges.ts';
import { sha256 } from './sha256.ts';

/** The API client that the tool uses in the sandbox. Fixed, documented, and worth nothing anywhere else. */
export const SANDBOX_JAMF_CLIENT = {
  clientId: '5a4db0c5-0000-4000-8000-000000000001',
  clientSecret: 'sandbox-client-secret-that-opens-nothing-real',
} as const;

/** The person who signs in to the console page, and to the API with a password. */
export const SANDBOX_JAMF_USER = { username: 'admin', password: 'sandbox-password' } as const;

const ROLE = 'jamf-intune';

const ROLE_PRIVILEGES: readonly Privilege[] = [
  'Create Smart Computer Groups',
  'Delete Smart Computer Groups',
  'Read Computers',
  'Read Conditional Access',
  'Read Device Compliance Information',
  'Read JSS URL',
  'Read Smart Computer Groups',
  // Only the invented operation of the variant `extended` asks for it; a real client must not (jamf.md §1.6).
  'Update Conditional Access',
  'Update Smart Computer Groups',
];

/** Jamf Pro as it is before anybody has connected it to Intune. */
export function seedJamf({ random }: { readonly random: Randomness }): World['jamf'] {
  return {
    version: '11.30.1-t1784555528405',
    variant: 'published',
    settings: null,
    // An alert that was there before: the tool must count new alerts only (jamf.md §8).
    alerts: [{ type: 'PATCH_UPDATE', id: 1, params: {} }],
    lastAlertId: 1,
    smartGroups: [
      { id: '1', name: 'All Managed Clients', description: '', siteId: '-1', criteria: [] },
      {
        id: '2',
        name: 'FileVault on',
        description: 'Macs whose disk is encrypted',
        siteId: '-1',
        criteria: [
          {
            name: 'FileVault 2 Status',
            priority: 0,
            andOr: 'and',
            searchType: 'is',
            value: 'All Partitions Encrypted',
            openingParen: false,
            closingParen: false,
          },
        ],
      },
    ],
    users: [{ ...SANDBOX_JAMF_USER, privileges: [...PRIVILEGES] }],
    apiRoles: [{ id: '1', displayName: ROLE, privileges: [...ROLE_PRIVILEGES] }],
    apiIntegrations: [
      {
        id: 1,
        displayName: ROLE,
        enabled: true,
        authorizationScopes: [ROLE],
        accessTokenLifetimeSeconds: 300,
        clientId: SANDBOX_JAMF_CLIENT.clientId,
        clientSecretSha256: sha256(SANDBOX_JAMF_CLIENT.clientSecret),
      },
      {
        // Somebody else's client without credentials: a look-up by name must not stumble over it.
        id: 2,
        displayName: `reporting ${random.uuid().slice(0, 8)}`,
        enabled: false,
        authorizationScopes: [],
        accessTokenLifetimeSeconds: 60,
        clientId: null,
        clientSecretSha256: null,
      },
    ],
  };
}
