/** What every JSON document says in the same words, whatever the command. */

export interface ReportedTenant {
  readonly id: string;
  readonly domain: string;
  readonly displayName: string;
  readonly cloud: string;
}

export interface ReportedJamf {
  readonly url: string;
  readonly version: string | null;
}

export interface ReportedApplication {
  readonly appId: string;
  readonly displayName: string;
}

/** Requests of the run; `writes` are those that may have changed a tenant or a Jamf Pro. */
export interface ReportedRequests {
  readonly sent: number;
  readonly writes: number;
}

/** The error that ended a run. */
export interface ReportedError {
  readonly code: string;
  readonly what: string;
  readonly why: string | null;
  readonly fix: readonly string[];
  readonly field: string | null;
  readonly exit: number;
}
