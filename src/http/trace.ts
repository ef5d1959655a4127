import { visible } from '../terminal/visible.ts';
import type { Purpose } from './way-out.ts';

/** One request as `--trace` and `--debug` may show it: no header, no body, no query value that could be a secret. */
export interface TraceEntry {
  /** When it left, ISO 8601. */
  readonly at: string;
  readonly purpose: Purpose;
  readonly method: string;
  readonly host: string;
  /** Path with query; values of unknown keys are hidden. */
  readonly path: string;
  readonly status?: number;
  readonly elapsedMs: number;
  /** The service's own id of the request, for its support. */
  readonly requestId?: string;
  /** Size of the decoded body. */
  readonly bytes: number;
  /** The server's clock (its `Date` header), to see whether this computer's is off. */
  readonly serverDate?: string;
  /** The code of the NetworkError when no answer came. */
  readonly error?: string;
}

/** Query keys whose values say what was asked for, and never by whom. */
const PLAIN_KEYS = new Set([
  '$select',
  '$filter',
  '$orderby',
  '$expand',
  '$top',
  '$count',
  '$search',
  'api-version',
  'page',
  'page-size',
  'sort',
  'section',
]);

/** A URL's path and query with every value hidden that is not known to be harmless. */
export function tracePath(url: URL): string {
  const query = [...url.searchParams].map(([key, value]) =>
    PLAIN_KEYS.has(key) ? `${key}=${value}` : `${key}=***`,
  );
  return visible(query.length === 0 ? url.pathname : `${url.pathname}?${query.join('&')}`, 1000);
}

const REQUEST_ID_HEADERS = ['request-id', 'x-ms-request-id', 'client-request-id', 'x-request-id'];

/** The id under which the service's support finds a request: Graph, Entra, or what a gateway adds. */
export function requestIdOf(headers: { get(name: string): string | null }): string | undefined {
  for (const name of REQUEST_ID_HEADERS) {
    const value = headers.get(name);
    if (value !== null && value !== '') return visible(value, 100);
  }
  return undefined;
}
