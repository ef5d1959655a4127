import type { ServerClock } from './server-clocks.ts';

/**
 * The one way out to the network. MSAL, the Graph client and axios are all given a fetch from here and none of
 * their own defaults is kept (facts: reliability.md §3, §4).
 */

/** What a door is used for; decides what counts as a write and what the trace calls it. */
export type Purpose = 'microsoft-sign-in' | 'graph' | 'jamf-sign-in' | 'jamf' | 'intune';

/** A door: who may be called through it, and the limits that hold there. */
export interface DoorOptions {
  readonly purpose: Purpose;
  /** Hosts (`graph.microsoft.com`, or `localhost:8443` with a port that is not 443) that may be called; no other ever gets a byte. */
  readonly hosts: readonly string[];
  /** Total time for one request and its whole body, in milliseconds. Default 30 000. */
  readonly deadlineMs?: number;
  /** Largest answer body in bytes. Default 16 MiB. */
  readonly maxBytes?: number;
}

/** The part of the fetch contract that the SDKs need. Redirects are never followed: a 3xx is a NetworkError. */
export type Fetch = typeof globalThis.fetch;

/**
 * Requests since the start of the run: `writes` are those that may have changed a tenant or a Jamf Pro (never a sign-in,
 * nor what the server refused).
 */
export interface RequestCounts {
  readonly sent: number;
  readonly writes: number;
}

export interface WayOut {
  /** A fetch that keeps to the door's hosts, deadline and size; rejects with a `NetworkError` only. */
  door(options: DoorOptions): Fetch;
  counts(): RequestCounts;
  /** How the clocks of the servers that answered so far stand to this computer's. */
  clocks(): readonly ServerClock[];
  /** Closes idle connections so that the process can end at once. */
  close(): Promise<void>;
}
