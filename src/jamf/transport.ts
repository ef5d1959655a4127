import axios, { type AxiosInstance } from 'axios';
import { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';
import { NetworkError } from '../http/network-error.ts';
import { parseRetryAfter } from '../http/retry.ts';
import { serviceErrorFrom } from '../http/service-error-from.ts';
import type { Fetch, WayOut } from '../http/way-out.ts';
import { type JamfAnswer, type JamfRequest, targetOf } from './request.ts';

/** Requests to one Jamf Pro server. Rejects with a `ServiceError` when no answer came, or with the signal's reason. */
export interface Transport {
  readonly origin: string;
  /** For signing in and out: counted and traced apart, and never as a write. */
  signIn(request: JamfRequest): Promise<JamfAnswer>;
  send(request: JamfRequest): Promise<JamfAnswer>;
}

export interface TransportOptions {
  /** `https://contoso.jamfcloud.com` */
  readonly origin: string;
  readonly wayOut: WayOut;
  readonly signal: AbortSignal;
}

/**
 * The real axios on the program's own way out. Its http adapter follows redirects with the body, accepts http and has
 * no total deadline (reliability.md §3.3), so only its fetch adapter is used, with a door for a fetch. An AxiosError
 * prints token and secret whichever way it is shown; none leaves this file.
 */
export function openTransport({ origin, wayOut, signal }: TransportOptions): Transport {
  const hosts = [new URL(origin).host];
  const forSignIn = axiosThrough(wayOut.door({ purpose: 'jamf-sign-in', hosts }));
  const forWork = axiosThrough(wayOut.door({ purpose: 'jamf', hosts }));

  const through = (client: AxiosInstance) => async (request: JamfRequest) => {
    try {
      const response = await client.request({
        method: request.method,
        url: origin + request.path,
        headers: { Accept: 'application/json', ...request.headers },
        data: request.body,
        signal,
      });
      return readResponse(response);
    } catch (error) {
      signal.throwIfAborted();
      throw unanswered(error, origin, request);
    }
  };
  return { origin, signIn: through(forSignIn), send: through(forWork) };
}

function axiosThrough(fetch: Fetch): AxiosInstance {
  return axios.create({
    adapter: 'fetch',
    // Request and Response stay the global ones: those the door reads.
    env: { fetch },
    proxy: false,
    maxRedirects: 0,
    responseType: 'text',
    // Without these axios parses whatever looks like JSON, and throws errors that hold the whole request.
    transformResponse: (data: unknown) => data,
    validateStatus: () => true,
  });
}

const responseSchema = z.object({
  status: z.int(),
  data: z.string().catch(''),
  headers: z.object({
    'content-type': z.string().catch(''),
    'retry-after': z.string().optional().catch(undefined),
    date: z.string().catch(''),
    'set-cookie': z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]),
  }),
});

function readResponse(response: unknown): JamfAnswer {
  const { status, data, headers } = responseSchema.parse(response);
  const [contentType = ''] = headers['content-type'].split(';', 1);
  const date = new Date(headers.date);
  const retryAfter = headers['retry-after'];
  return {
    status,
    contentType: contentType.trim().toLowerCase(),
    text: data,
    // Counted on the server's clock, which wrote both headers.
    retryAfterSeconds: parseRetryAfter(retryAfter, isInstant(date) ? date : new Date(retryAfter ?? '')),
    date: isInstant(date) ? date : undefined,
    cookies: headers['set-cookie'],
  };
}

function isInstant(date: Date): boolean {
  return !Number.isNaN(date.getTime());
}

function unanswered(error: unknown, origin: string, request: JamfRequest): ServiceError {
  const named = { service: 'Jamf Pro', method: request.method, target: targetOf(origin, request) } as const;
  const network = networkErrorIn(error);
  if (network !== undefined) return serviceErrorFrom(network, named);
  return new ServiceError({
    ...named,
    message: `${named.target}: the request failed before an answer came`,
    outcome: 'unknown',
  });
}

/** axios wraps what its fetch rejected with, sometimes twice. */
function networkErrorIn(error: unknown): NetworkError | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at instanceof NetworkError) return at;
  }
  return undefined;
}
