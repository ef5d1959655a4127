import { DOCTOR_SCHEMA, type DoctorResult } from './doctor-result.ts';
import type { ReportedError } from './reported.ts';

/** What was known when it ended. */
export type Ended = Pick<DoctorResult, 'sandbox' | 'profile' | 'program' | 'at'> & {
  readonly error: ReportedError;
};

/** The answer of an examination that could not be made: nothing was seen, and the reason. */
export function doctorFailed(ended: Ended): DoctorResult {
  return {
    ...ended,
    schema: DOCTOR_SCHEMA,
    status: 'failed',
    connection: 'unknown',
    tenant: null,
    jamf: null,
    summary: { passed: 0, warnings: 0, failed: 0, skipped: 0, notTestable: 0 },
    checks: [],
    findings: [],
    probes: [],
    observations: { secretDaysLeft: null, heartbeatAgeSeconds: null, macsByState: null },
    requests: { sent: 0, writes: 0 },
    elapsedMs: 0,
  };
}
