import type { Rotation, State } from '../state/state.ts';
import type { ReportedRun } from './reported.ts';
import type { SetupResult, SetupStatus } from './result.ts';
import type { StatusSecret } from './status-result.ts';

export const ROTATE_SECRET_SCHEMA = 'jamf-intune/rotate-secret@1';

/**
 * As in `setup`, and what a look at the days alone gives:
 * - `valid`, `expiring`: `--check`, and nothing else was done
 * - `not-due`: `--if-expiring`, and there was no reason to renew it
 */
export type RotateStatus = SetupStatus | 'valid' | 'expiring' | 'not-due';

/** A rotation that waits, or the one that this run has brought to its end. */
export interface ReportedRotation {
  readonly stage: 'pending-in-jamf' | 'old-to-remove' | 'finished';
  readonly hint: string;
  readonly expires: string;
  readonly since: string;
  readonly proved: { readonly at: string; readonly by: 'entra' | 'heartbeat' | 'person' } | null;
}

/** The answer of `rotate-secret`: the one JSON document, and what the screen is made of. */
export interface RotateSecretResult extends ReportedRun {
  readonly schema: typeof ROTATE_SECRET_SCHEMA;
  readonly status: RotateStatus;
  /** The secret that Jamf Pro uses, as far as that is proved. */
  readonly secret: StatusSecret | null;
  readonly rotation: ReportedRotation | null;
  readonly steps: SetupResult['steps'];
}

/** The rotation that the state knows of, as it is reported. */
export function reportRotation(
  { resources: { rotation } }: Pick<State, 'resources'>,
  finished: boolean,
): ReportedRotation | null {
  if (rotation === undefined) return null;
  const { hint, endDateTime, since, proved } = rotation;
  return { stage: stageOf(proved, finished), hint, expires: endDateTime, since, proved: proved ?? null };
}

function stageOf(proved: Rotation['proved'], finished: boolean): ReportedRotation['stage'] {
  if (finished) return 'finished';
  return proved === undefined ? 'pending-in-jamf' : 'old-to-remove';
}

/** Whether a secret is to be renewed; one that never expires is not, one that nobody knows of is. */
export function isDue(secret: Pick<StatusSecret, 'daysLeft'> | null, days: number): boolean {
  if (secret === null) return true;
  return secret.daysLeft !== null && secret.daysLeft < days;
}
