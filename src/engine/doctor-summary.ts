import type { ProbeResult } from '../network/probe-result.ts';
import type { Check, CheckOutcome, DoctorFinding, DoctorResult, DoctorStatus } from './doctor-result.ts';
import { standingOf } from './standing.ts';

/** Counts every check and every probe by its outcome. */
export function summarize(
  checks: readonly Pick<Check, 'outcome'>[],
  probes: readonly Pick<ProbeResult, 'verdict' | 'required' | 'port'>[],
): DoctorResult['summary'] {
  const outcomes = [...checks.map(({ outcome }) => outcome), ...probes.map(standingOf)];
  const count = (wanted: CheckOutcome) => outcomes.filter((outcome) => outcome === wanted).length;
  return {
    passed: count('passed'),
    warnings: count('warning'),
    failed: count('failed'),
    skipped: count('skipped'),
    notTestable: count('not-testable'),
  };
}

/** Healthy, or not; whoever could not sign in has seen too little to say either. */
export function statusOf(
  summary: DoctorResult['summary'],
  findings: readonly Pick<DoctorFinding, 'severity'>[],
  signedIn: boolean,
): DoctorStatus {
  if (!signedIn) return 'not-signed-in';
  const wrong = summary.failed > 0 || findings.some(({ severity }) => severity === 'error');
  return wrong ? 'problems' : 'healthy';
}

/** 0 healthy, 3 problems (warnings only when they count), 4 when nobody could sign in. */
export function exitCodeOf(
  result: Pick<DoctorResult, 'status' | 'summary' | 'findings'>,
  strict: boolean,
): 0 | 3 | 4 {
  if (result.status === 'not-signed-in') return 4;
  if (result.status === 'problems') return 3;
  const warned =
    result.summary.warnings > 0 || result.findings.some(({ severity }) => severity === 'warning');
  return strict && warned ? 3 : 0;
}
