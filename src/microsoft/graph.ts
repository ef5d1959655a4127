import type { z } from 'zod';

/** A path below `/v1.0`, made by the tag `path` (`microsoft/path.ts`) so that nothing from outside can break out of it. */
export type GraphPath = string & { readonly __brand: 'GraphPath' };

export interface GraphReadOptions {
  /** Sends `ConsistencyLevel: eventual` (needed by `$count`, `$search` and filters on tags). */
  readonly eventual?: boolean;
  /** Reads the beta endpoint: for the two reads that exist only there (microsoft.md §6). */
  readonly beta?: boolean;
}

export interface GraphWriteOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * True when repeating it does no harm (PATCH to a value, DELETE, the upsert). Only then is it retried on 429,
   * 5xx and lost answers. A POST that creates is never repeated here: the journal looks up first.
   */
  readonly idempotent: boolean;
}

export interface GraphAnswer {
  readonly status: number;
  /** Parsed JSON, or undefined for an empty body (204). */
  readonly body: unknown;
  /** The service's own clock (`Date` header), for comparing with times that the service wrote. */
  readonly date: Date | undefined;
}

/**
 * Microsoft Graph with one identity. Every answer goes through zod; every failure is a `ServiceError` of service
 * `Microsoft Graph`; reads are retried on 429 (Retry-After kept, 1 s to 5 min), 5xx and lost connections.
 */
export interface Graph {
  get<T>(path: GraphPath, schema: z.ZodType<T>, options?: GraphReadOptions): Promise<T>;
  /** As `get`, but 404 gives undefined. For look-ups **by key** only: a negative `$filter` lags behind (reliability.md §8). */
  find<T>(path: GraphPath, schema: z.ZodType<T>, options?: GraphReadOptions): Promise<T | undefined>;
  /** All items of a paged collection, one page in memory at a time; follows `@odata.nextLink` on the same host only. */
  pages<T>(path: GraphPath, item: z.ZodType<T>, options?: GraphReadOptions): AsyncIterable<T>;
  /** A `$count` path: the number in the text/plain answer. */
  count(path: GraphPath): Promise<number>;
  write(
    method: 'POST' | 'PATCH' | 'DELETE',
    path: GraphPath,
    body: unknown,
    options: GraphWriteOptions,
  ): Promise<GraphAnswer>;
}
