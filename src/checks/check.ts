import type { CheckOutcome, CheckRoom } from '../engine/doctor-result.ts';
import type { FindingCode } from '../findings/book.ts';
import type { Session } from '../steps/session.ts';
import type { Severity } from '../steps/step.ts';

/** What a check of the doctor found: like a step's finding, but it belongs to no step. */
export interface CheckFinding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** What was seen, in one line. */
  readonly seen: string;
  readonly details?: readonly string[];
  /** A fix more exact than the book's, with the values of this case. */
  readonly fix?: readonly string[];
}

/** What a check says when it could look. */
export interface CheckReport {
  /** Lines for people when all is well, or numbers worth knowing. */
  readonly lines: readonly string[];
  /** Worst severity decides the outcome: error = failed, warning = warning, else passed. */
  readonly findings: readonly CheckFinding[];
}

/** Why a check was not made: never green. */
export interface Skipped {
  readonly skipped: string;
}

/**
 * Something the doctor looks at that belongs to no step of the connection. `look` reads and never writes; a refusal
 * for lack of a right (`ServiceError` 401/403) is turned into "skipped (needs …)" by the doctor, so a check lets it pass.
 * What it decides it decides in a pure function beside it.
 */
export interface DoctorCheck {
  readonly id: string;
  readonly room: Exclude<CheckRoom, 'network' | 'program'>;
  readonly title: string;
  /** The permission that `look` needs, for the reason of a skip: `Policy.Read.All`, `Read Computers`. */
  readonly needs: string;
  look(session: CheckSession): Promise<CheckReport | Skipped>;
}

/** The powers of a check: what a step may read, and which groups the connection targets. */
export type CheckSession = Pick<
  Session,
  | 'graph'
  | 'jamf'
  | 'jamfHealth'
  | 'jamfIdentity'
  | 'serverClocks'
  | 'identity'
  | 'clock'
  | 'signal'
  | 'once'
  | 'wanted'
  | 'known'
  | 'cloud'
>;

/** The outcome that a report deserves. */
export function outcomeOf({ findings }: CheckReport): CheckOutcome {
  if (findings.some(({ severity }) => severity === 'error')) return 'failed';
  return findings.some(({ severity }) => severity === 'warning') ? 'warning' : 'passed';
}
