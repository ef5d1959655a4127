import {
  AuthenticationHandler,
  AuthenticationHandlerOptions,
  Client,
  type Context,
  GraphClientError,
  type Middleware,
  ResponseType,
} from '@microsoft/microsoft-graph-client';
import type { Fetch } from '../http/way-out.ts';
import type { Secret } from '../secrets/secret.ts';
import type { GraphPath } from './graph.ts';

/** One request as it goes through the Graph client. */
export interface GraphRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly version: 'v1.0' | 'beta';
  readonly path: GraphPath;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * The client turns every error into a `GraphError` without its cause; only its own `GraphClientError` passes through
 * untouched, so it carries ours out (microsoft.md §9).
 */
function carry(error: unknown): GraphClientError {
  const carrier = new GraphClientError('carried out of the Graph client');
  carrier.customError = error;
  return carrier;
}

function hasAuthorization(context: Context): boolean {
  return new Headers(context.options?.headers).has('authorization');
}

/**
 * Last in the chain: sends through our door. It refuses a request without a token, because the client sends one
 * silently to a host that it does not know (microsoft.md §9).
 */
function throughDoor(fetch: Fetch, signal: AbortSignal): Middleware {
  return {
    async execute(context: Context): Promise<void> {
      try {
        if (!hasAuthorization(context))
          throw new TypeError('A request to Microsoft Graph has no access token');
        context.response = await fetch(context.request, { ...context.options, signal });
      } catch (error) {
        throw carry(error);
      }
    },
  };
}

/** Never asked: each request brings its own token, so that one can be replaced after a 401. */
const noToken = {
  getAccessToken: () => Promise.reject(carry(new TypeError('A request brought no access token'))),
};

/**
 * The real Graph client with our chain alone: none of its retries (it repeats POST on 504), none of its redirects.
 *
 * @param origin of Graph, without a trailing slash
 */
export function openGraphClient(origin: string, fetch: Fetch, signal: AbortSignal): Client {
  return Client.initWithMiddleware({
    baseUrl: `${origin}/`,
    // Hostnames without a port, or no token is attached (microsoft.md §9).
    customHosts: new Set([new URL(origin).hostname]),
    middleware: [new AuthenticationHandler(noToken), throughDoor(fetch, signal)],
  });
}

/** Sends one request and gives the raw answer, whatever its status; rejects with what the door rejected with. */
export async function sendOnce(client: Client, request: GraphRequest, token: Secret): Promise<Response> {
  const bearer = new AuthenticationHandlerOptions({ getAccessToken: () => Promise.resolve(token.reveal()) });
  const prepared = client
    .api(request.path)
    .version(request.version)
    .headers({ Accept: 'application/json', ...request.headers })
    .responseType(ResponseType.RAW)
    .middlewareOptions([bearer]);
  try {
    switch (request.method) {
      case 'GET':
        return await prepared.get();
      case 'POST':
        return await prepared.post(request.body);
      case 'PATCH':
        return await prepared.patch(request.body);
      case 'DELETE':
        return await prepared.delete();
    }
  } catch (error) {
    throw error instanceof GraphClientError && error.customError !== undefined ? error.customError : error;
  }
}
