/**
 * The accounts that exist in every sandbox's Entra (Jamf Pro's are in `jamf/seed-jamf.ts`). Their secrets are fixed
 * and printed on purpose: they open nothing but a simulated tenant on this machine.
 */
export const SANDBOX_ACCOUNTS = {
  /** Signs in with a browser or a device code. */
  administrator: { username: 'admin@contoso.onmicrosoft.com', password: 'sandbox-admin-password' },
  /** Signs in with client credentials, for unattended runs. */
  automation: {
    clientId: '5a4db0c5-0a70-4000-8000-000000000001',
    clientSecret: 'sandbox-automation-secret-that-opens-nothing-real',
  },
} as const;
