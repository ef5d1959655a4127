import type { Secret } from '../secrets/secret.ts';

/** What stands on the page "Conditional Access > macOS Intune Integration" (jamf.md §13). */
export interface ConnectionSettings {
  readonly enabled: boolean;
  /** The cloud by the name that people choose on the page: `Global`. */
  readonly sovereignCloud: string;
  /** A domain of the tenant: `contoso.onmicrosoft.com`. */
  readonly tenantName: string;
  readonly applicationId: string;
  readonly clientSecret: Secret;
}
