import type { Failure } from '../errors/failure.ts';

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

/** What the document of every command on a connection says beside its own. */
export interface ReportedRun {
  readonly sandbox: boolean;
  readonly profile: string;
  readonly tenant: ReportedTenant | null;
  readonly jamf: ReportedJamf | null;
  /** The connection's application; null when there is none, or none was seen. */
  readonly application: ReportedApplication | null;
  /** What comes next, with commands and links, most important first. */
  readonly next: readonly string[];
  readonly error: ReportedError | null;
  readonly requests: ReportedRequests;
  readonly elapsedMs: number;
}

/** The failure that ended a run, as its document has it; null when nothing did. */
export function reportError(failure: Failure): ReportedError;
export function reportError(failure: Failure | undefined): ReportedError | null;
export function reportError(failure: Failure | undefined): ReportedError | null {
  if (failure === undefined) return null;
  const { code, message, why, fix, field, exit } = failure;
  return { code, what: message, why: why ?? null, fix, field: field ?? null, exit };
}
