import type { JamfPath } from './jamf.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface JamfRequest {
  readonly method: Method;
  readonly path: JamfPath;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as a form where it is `URLSearchParams`. */
  readonly body?: unknown;
}

/** What came back, whatever its status: text that nobody has looked at yet. */
export interface JamfAnswer {
  readonly status: number;
  /** Lower case, without parameters: `application/json`; empty when the server named none. */
  readonly contentType: string;
  readonly text: string;
  /** Seconds that the server asked us to wait. */
  readonly retryAfterSeconds: number | undefined;
  /** The server's clock, for comparing with instants that it wrote. */
  readonly date: Date | undefined;
  readonly cookies: readonly string[];
}

/** The request's path without its query: safe to print. */
export function barePath(request: JamfRequest): string {
  return request.path.split('?', 1)[0] ?? '';
}

/** Host and path, as errors name a request. */
export function targetOf(origin: string, request: JamfRequest): string {
  return new URL(origin).host + barePath(request);
}
