import type { MacsByState } from '../jamf/count-macs.ts';

/** Whom and what the end of a connection touches; what may not be read is null, which is not the same as none. */
export interface Leaving {
  /** By Jamf Pro's inventory. */
  readonly jamf: MacsOfJamf | null;
  /** By Intune. */
  readonly intune: MacsOfIntune | null;
  /** Names of the enabled Conditional Access policies that ask a Mac for compliance. */
  readonly policies: readonly string[] | null;
}

export interface MacsOfJamf {
  readonly total: number;
  readonly byState: MacsByState;
  /** Macs that count on the connection now. */
  readonly registered: number;
  /** Whose they are, as far as Jamf Pro knows. */
  readonly people: number;
}

export interface MacsOfIntune {
  /** Macs that the connection has brought there. */
  readonly macs: number;
  readonly people: number;
  readonly byCompliance: Readonly<Record<string, number>>;
}
