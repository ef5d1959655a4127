import type { MacsByState } from '../checks/jamf/count-macs.ts';
import type { StepId } from '../steps/step.ts';
import type { ConnectionFound } from './doctor-result.ts';
import type { ReportedRun } from './reported.ts';

export const STATUS_SCHEMA = 'jamf-intune/status@1';

/**
 * - `connected`: Intune hears from Jamf Pro, and no step is wrong
 * - `waiting`: somebody still has to do what only a person can do
 * - `incomplete`: a set-up was begun and is not at its end · `leaving`: the same of a `disconnect`
 * - `problems`: it was complete once and something is wrong now
 * - `other-connection`: the tenant has a connection that this program does not keep
 * - `not-connected`: there is none · `not-set-up`: nothing was ever set up from here, so nobody was asked
 * - `not-known`: what would tell may not be read
 */
export type ConnectionStatus =
  | 'connected'
  | 'waiting'
  | 'incomplete'
  | 'leaving'
  | 'problems'
  | 'other-connection'
  | 'not-connected'
  | 'not-set-up'
  | 'not-known'
  | 'failed';

/** `right` may still carry a warning in its lines; `unseen`: it could not be looked at, the lines say why. */
export type StepStanding = 'right' | 'warning' | 'wrong' | 'waiting' | 'todo' | 'unseen';

export interface StatusStep {
  readonly id: StepId;
  readonly title: string;
  readonly standing: StepStanding;
  readonly lines: readonly string[];
  /** Codes of what was found, for `explain`. */
  readonly codes: readonly string[];
}

export interface StatusSecret {
  readonly hint: string | null;
  readonly expires: string | null;
  /** Whole days; negative when it has expired; null when it never does. */
  readonly daysLeft: number | null;
  /** `entra`: read there now; `state`: remembered, because Entra could not be asked. */
  readonly from: 'entra' | 'state';
}

/** Something that waits for a person, and the command that goes on when they have done it. */
export interface StatusWaiting {
  readonly what: string;
  readonly since: string | null;
  readonly command: string;
}

/** The answer of `status`: the JSON document, and what the screen is made of. */
export interface StatusResult extends ReportedRun {
  readonly schema: typeof STATUS_SCHEMA;
  readonly status: ConnectionStatus;
  readonly at: string;
  /** What Intune's own rows say; the state file is not asked. */
  readonly connection: ConnectionFound;
  readonly steps: readonly StatusStep[];
  readonly secret: StatusSecret | null;
  readonly heartbeat: { readonly at: string; readonly ageSeconds: number } | null;
  /** Null when the inventory may not be read. */
  readonly macs: { readonly total: number; readonly byState: MacsByState } | null;
  readonly waiting: readonly StatusWaiting[];
  /** What an earlier `disconnect` left behind; null when there was none, or a set-up since. */
  readonly disconnected: { readonly at: string; readonly macsRemovedOn: string | null } | null;
}
