import type { ReportedError } from '../../engine/reported.ts';
import type { NeededPrivilege } from '../../jamf/least-privileges.ts';

export const JAMF_ROLE_SCHEMA = 'jamf-intune/jamf-role@1';

/** The answer of `jamf-role`: the JSON document, and what the screen is made of. */
export interface JamfRoleResult {
  readonly schema: typeof JAMF_ROLE_SCHEMA;
  /** `described`: nothing was asked of any server. `done`: made or corrected. */
  readonly status: 'described' | 'done' | 'nothing-to-do' | 'failed';
  /** Name of the role, and of the client. */
  readonly displayName: string | null;
  readonly privileges: readonly NeededPrivilege[];
  /** What Jamf Pro shows only this once; null when nothing was made. */
  readonly client: { readonly clientId: string | null; readonly clientSecret: string | null } | null;
  readonly error: ReportedError | null;
}

/** What is said when it was not come to. */
export const NO_ROLE = {
  schema: JAMF_ROLE_SCHEMA,
  displayName: null,
  privileges: [],
  client: null,
} as const;
