/**
 * The accounts that exist in every sandbox. Their secrets are fixed and printed on purpose: they open nothing but a
 * simulated tenant on this machine, and no real service would accept their form.
 */
export const SANDBOX_ACCOUNTS = {
  /** Signs in to the simulated Entra with a browser or a device code. */
  administrator: { username: 'admin@contoso.onmicrosoft.com', password: 'sandbox-admin-password' },
  /** Signs in to the simulated Entra with client credentials, for unattended runs. */
  automation: {
    clientId: '5a4db0c5-0a70-4000-8000-000000000001',
    clientSecret: 'sandbox-automation-secret',
  },
  /** API client of the simulated Jamf Pro. */
  jamfClient: {
    clientId: '5a4db0c5-0a70-4000-8000-000000000002',
    clientSecret: 'sandbox-jamf-client-secret',
  },
  /** Console user of the simulated Jamf Pro. */
  jamfUser: { username: 'admin', password: 'sandbox-jamf-password' },
} as const;
