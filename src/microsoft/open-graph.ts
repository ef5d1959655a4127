import { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';
import { withRetries } from '../http/retry.ts';
import type { WayOut } from '../http/way-out.ts';
import type { Clock } from '../ports/clock.ts';
import type { Cloud } from './clouds.ts';
import type { Graph, GraphAnswer, GraphPath, GraphReadOptions, GraphWriteOptions } from './graph.ts';
import { parseBody, readAnswer, unexpectedAnswer } from './graph-answer.ts';
import { type GraphRequest, openGraphClient, sendOnce } from './graph-client.ts';
import { fromDoor, type NamedRequest, targetOf } from './network-trouble.ts';
import { nextPage } from './next-link.ts';
import type { SignIn } from './sign-in/identity.ts';

export interface GraphConnection {
  readonly cloud: Pick<Cloud, 'graph'>;
  /** Gives a valid token; with `fresh`, one that was asked for anew because Graph refused the last. */
  readonly token: SignIn['graphToken'];
  readonly wayOut: WayOut;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** A number from 0 to 1 that spreads the waits between attempts. */
  readonly jitter: () => number;
}

const pageSchema = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().nullish() });
const countSchema = z
  .string()
  .transform((text) => text.replace(/^\ufeff/, '').trim())
  .pipe(z.string().regex(/^\d{1,15}$/))
  .transform(Number);

function readRequest(path: GraphPath, options: GraphReadOptions = {}): GraphRequest {
  return {
    method: 'GET',
    version: options.beta === true ? 'beta' : 'v1.0',
    path,
    headers: options.eventual === true ? { ConsistencyLevel: 'eventual' } : {},
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof ServiceError && error.status === 404;
}

/** A session that Entra ended (`insufficient_claims`) is not cured by another token of the same session. */
function wantsFreshToken(error: unknown): boolean {
  return error instanceof ServiceError && error.status === 401 && error.code !== 'insufficient_claims';
}

/** Opens Microsoft Graph of one cloud with one identity, on the real Graph client behind our own door. */
export function openGraph(connection: GraphConnection): Graph {
  const { cloud, token, wayOut, clock, signal, jitter } = connection;
  const door = wayOut.door({ purpose: 'graph', hosts: [new URL(cloud.graph).host] });
  const client = openGraphClient(cloud.graph, door, signal);

  function name(request: GraphRequest): NamedRequest {
    const target = targetOf(`${cloud.graph}/${request.version}${request.path}`);
    return { service: 'Microsoft Graph', method: request.method, target };
  }

  async function attempt(request: GraphRequest, fresh: boolean): Promise<GraphAnswer> {
    const bearer = await token(fresh ? { fresh } : {});
    const named = name(request);
    const response = await sendOnce(client, request, bearer).catch((error: unknown) => {
      throw fromDoor(error, named, signal);
    });
    return readAnswer(response, named, clock.now());
  }

  async function exchange(request: GraphRequest, repeatable: boolean): Promise<GraphAnswer> {
    return withRetries({ clock, signal, jitter, idempotent: repeatable }, async () => {
      signal.throwIfAborted();
      try {
        return await attempt(request, false);
      } catch (error) {
        if (!repeatable || !wantsFreshToken(error)) throw error;
        return attempt(request, true);
      }
    });
  }

  async function get<T>(path: GraphPath, schema: z.ZodType<T>, options?: GraphReadOptions): Promise<T> {
    const request = readRequest(path, options);
    const { body } = await exchange(request, true);
    return parseBody(schema, body, name(request));
  }

  return {
    get,

    async find(path, schema, options) {
      try {
        return await get(path, schema, options);
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    async *pages<T>(path: GraphPath, item: z.ZodType<T>, options?: GraphReadOptions) {
      const visited = new Set<string>();
      let next: GraphPath | undefined = path;
      while (next !== undefined) {
        const request = readRequest(next, options);
        visited.add(next);
        const page = parseBody(pageSchema, (await exchange(request, true)).body, name(request));
        for (const entry of page.value) yield parseBody(item, entry, name(request));
        const link = page['@odata.nextLink'];
        if (link === undefined || link === null) return;
        const following = nextPage(link, `${cloud.graph}/${request.version}`, visited);
        if ('refused' in following) throw unexpectedAnswer(name(request), following.refused);
        next = following.path;
      }
    },

    count: (path) => get(path, countSchema, { eventual: true }),

    write(method, path, body, { headers = {}, idempotent }: GraphWriteOptions) {
      return exchange({ method, version: 'v1.0', path, headers, body }, idempotent);
    },
  };
}
