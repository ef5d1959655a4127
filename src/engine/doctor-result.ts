import type { ReportedFinding } from '../findings/report-finding.ts';
import type { ProbeResult } from '../network/probe-result.ts';
import type { ReportedRun } from './reported.ts';

export const DOCTOR_SCHEMA = 'jamf-intune/doctor@1';

/** The part of the house that a check belongs to; `--only` and `--skip` take it. */
export type CheckRoom = 'entra' | 'intune' | 'jamf' | 'network' | 'program';

export type CheckOutcome = 'passed' | 'warning' | 'failed' | 'skipped' | 'not-testable';

/** One line of the doctor's answer: something that was looked at, and how it was. */
export interface Check {
  readonly id: string;
  readonly room: CheckRoom;
  readonly title: string;
  readonly outcome: CheckOutcome;
  /** What was seen, or why it was skipped and which permission would allow it. */
  readonly lines: readonly string[];
}

export interface DoctorFinding extends ReportedFinding {
  /** The step or check that found it. */
  readonly step: string;
}

/** Numbers for monitoring; null where they could not be read. */
export interface Observations {
  readonly secretDaysLeft: number | null;
  readonly heartbeatAgeSeconds: number | null;
  /** Macs by their registration state: ACTIVATED, UNRESPONSIVE, DEACTIVATED, UNKNOWN, none. */
  readonly macsByState: Readonly<Record<string, number>> | null;
}

/** `failed`: the examination itself could not be made; `error` says why. */
export type DoctorStatus = 'healthy' | 'problems' | 'not-signed-in' | 'failed';

export type ConnectionFound = 'none' | 'manual' | 'cloud-connector' | 'device-compliance' | 'unknown';

/** The answer of `doctor`: the JSON document, and what every other form is made of. */
export interface DoctorResult extends Omit<ReportedRun, 'application' | 'next'> {
  readonly schema: typeof DOCTOR_SCHEMA;
  readonly status: DoctorStatus;
  /** Program and Node, as they ran. */
  readonly program: { readonly version: string; readonly node: string; readonly platform: string };
  readonly at: string;
  readonly connection: ConnectionFound;
  readonly summary: {
    readonly passed: number;
    readonly warnings: number;
    readonly failed: number;
    readonly skipped: number;
    readonly notTestable: number;
  };
  readonly checks: readonly Check[];
  readonly findings: readonly DoctorFinding[];
  readonly probes: readonly ProbeResult[];
  readonly observations: Observations;
}
