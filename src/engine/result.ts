import type { ReportedFinding } from '../findings/report-finding.ts';
import type { StepId } from '../steps/step.ts';
import type { PlannedChange } from './event.ts';
import type { ReportedRun } from './reported.ts';

export const SETUP_SCHEMA = 'jamf-intune/setup@1';

export type SetupStatus = 'done' | 'waiting' | 'failed' | 'planned' | 'nothing-to-do';

export interface SetupStepResult {
  readonly id: StepId;
  readonly title: string;
  readonly status: 'done' | 'exists' | 'planned' | 'waiting' | 'failed' | 'not-reached' | 'skipped';
  readonly changes: readonly PlannedChange[];
  /** What is so now, in lines for people. */
  readonly lines: readonly string[];
  readonly findings: readonly ReportedFinding[];
}

/** The answer of `setup`: the one JSON document, and what the last lines of the screen are made of. */
export interface SetupResult extends ReportedRun {
  readonly schema: typeof SETUP_SCHEMA;
  readonly status: SetupStatus;
  readonly connection: 'conditional-access' | 'device-compliance';
  readonly steps: readonly SetupStepResult[];
}
