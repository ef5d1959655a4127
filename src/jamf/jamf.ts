import type { z } from 'zod';

/** A path below the server's origin, made by the tag `jamfPath` (`jamf/path.ts`): values are percent-encoded. */
export type JamfPath = string & { readonly __brand: 'JamfPath' };

export interface JamfWriteOptions {
  /** As for Graph: only idempotent writes are repeated. */
  readonly idempotent: boolean;
}

/**
 * One Jamf Pro server with one identity. At most 5 connections at once; every answer through zod; failures are
 * `ServiceError`s of service `Jamf Pro`; a 403 names the missing privilege where `jamf/privileges.ts` knows it.
 */
export interface Jamf {
  /** The server's origin, for instance `https://contoso.jamfcloud.com`. */
  readonly origin: string;
  get<T>(path: JamfPath, schema: z.ZodType<T>): Promise<T>;
  /** As `get`, but 404 gives undefined (also: an older server that has no such operation). */
  find<T>(path: JamfPath, schema: z.ZodType<T>): Promise<T | undefined>;
  /** A paged list `{totalCount, results}`, page by page, sorted as the path says. */
  pages<T>(path: JamfPath, item: z.ZodType<T>): AsyncIterable<T>;
  write(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: JamfPath,
    body: unknown,
    options: JamfWriteOptions,
  ): Promise<{ readonly status: number; readonly body: unknown }>;
  /** Runs `sequence` with the load balancer's cookie kept, so that what was written can be read back (jamf.md §4). */
  pinned<T>(sequence: (jamf: Jamf) => Promise<T>): Promise<T>;
  /** Gives the token back (user accounts: invalidate-token). Never throws. */
  signOut(): Promise<void>;
}
