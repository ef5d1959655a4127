import type { ReportedError } from '../../engine/reported.ts';

export const SANDBOX_SCHEMA = 'jamf-intune/sandbox@1';

/** The answer of `sandbox --json` when it does not run; else it has the addresses and the accounts. */
export interface SandboxFailed {
  readonly schema: typeof SANDBOX_SCHEMA;
  readonly error: ReportedError;
}
