/** Faults made on purpose (`sandbox --fault NAME,…`), for learning and for tests. */
export const FAULTS = {
  'wrong-secret': 'the simulated administrator pastes a wrong client secret into Jamf Pro',
  'no-consent': 'admin consent is taken away as soon as it was given',
  'extra-permission': 'somebody adds the permission User.Read to the application',
  'wrong-tenant': 'the simulated administrator types another tenant name into Jamf Pro',
  'secret-expired': 'every client secret of the application has expired',
  'discovery-refused': "Microsoft Graph refuses service discovery without Graph's Application.Read.All",
  'connector-missing': "Intune's partner list has no row for Jamf",
  'connector-twice': "Intune's partner list has two rows for Jamf",
  'connector-rejected': 'Intune refuses new manual connections',
  'no-licence': 'the tenant has no Intune licence',
  'secrets-forbidden': "the tenant's app management policy forbids client secrets",
  'secret-lifetime-30-days': "the tenant's app management policy allows secrets of at most 30 days",
  'multi-tenant-forbidden': "the tenant's app management policy forbids multi-tenant applications",
  'no-application-role': 'the signed-in person holds no role that may register applications or consent',
  'no-intune-role': 'the signed-in person holds no Intune role',
  throttled: 'every third Graph request is answered 429 with Retry-After: 1',
  'slow-replication': 'new objects are invisible for 5 seconds instead of a fraction of one',
  'jamf-old': 'Jamf Pro is version 10.0.0',
  'jamf-unhealthy': 'Jamf Pro answers its health check with an error',
  nobody: 'no simulated administrator acts: the guided step waits',
} as const;
export type Fault = keyof typeof FAULTS;
