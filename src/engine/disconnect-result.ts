import type { Leaving } from '../checks/leaving/leaving.ts';
import type { ReportedFinding } from '../findings/report-finding.ts';
import type { StepId } from '../steps/step.ts';
import type { PlannedChange } from './event.ts';
import type { ReportedRun } from './reported.ts';

export const DISCONNECT_SCHEMA = 'jamf-intune/disconnect@1';

export type DisconnectStatus = 'done' | 'waiting' | 'failed' | 'planned' | 'nothing-to-do';

export interface DisconnectStepResult {
  readonly id: StepId;
  readonly title: string;
  /** `done`: taken away now · `gone`: it was not there any more · `kept`: it stays, the lines say why. */
  readonly status: 'done' | 'gone' | 'kept' | 'planned' | 'waiting' | 'failed' | 'not-reached';
  readonly changes: readonly PlannedChange[];
  readonly lines: readonly string[];
  readonly findings: readonly ReportedFinding[];
}

/** What Intune says of the end of the connection, in its own dates. */
export interface EndInIntune {
  /** State of Jamf's row: `terminated` when the connection has ended; null without a row. */
  readonly partnerState: string | null;
  readonly macsRemovedOn: string | null;
  readonly macsNonCompliantOn: string | null;
}

/** The answer of `disconnect`: the one JSON document, and what the last lines of the screen are made of. */
export interface DisconnectResult extends ReportedRun {
  readonly schema: typeof DISCONNECT_SCHEMA;
  readonly status: DisconnectStatus;
  /** Whom the end touches; null when nothing was to end. */
  readonly leaving: Leaving | null;
  readonly end: EndInIntune | null;
  readonly steps: readonly DisconnectStepResult[];
}
