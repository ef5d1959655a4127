import type { ReportedFinding } from '../findings/report-finding.ts';

export type { ReportedFinding } from '../findings/report-finding.ts';

import type { StepId } from '../steps/step.ts';
import type { PlannedChange } from './event.ts';

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

/** The error that ended a run, as it is reported. */
export interface ReportedError {
  readonly code: string;
  readonly what: string;
  readonly why: string | null;
  readonly fix: readonly string[];
  readonly field: string | null;
  readonly exit: number;
}

/** The answer of `setup`: the one JSON document, and what the last lines of the screen are made of. */
export interface SetupResult {
  readonly schema: typeof SETUP_SCHEMA;
  readonly status: SetupStatus;
  readonly sandbox: boolean;
  readonly profile: string;
  readonly connection: 'conditional-access' | 'device-compliance';
  readonly tenant: {
    readonly id: string;
    readonly domain: string;
    readonly displayName: string;
    readonly cloud: string;
  } | null;
  readonly jamf: { readonly url: string; readonly version: string | null } | null;
  readonly application: { readonly appId: string; readonly displayName: string } | null;
  readonly steps: readonly SetupStepResult[];
  /** What comes next, with commands and links, most important first. */
  readonly next: readonly string[];
  readonly error: ReportedError | null;
  readonly requests: { readonly sent: number; readonly writes: number };
  readonly elapsedMs: number;
}
