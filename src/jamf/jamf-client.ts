import { CookieJar } from 'tough-cookie';
import { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';
import { withRetries } from '../http/retry.ts';
import type { Clock } from '../ports/clock.ts';
import type { Gate } from './at-most.ts';
import type { Jamf, JamfPath, JamfWriteOptions } from './jamf.ts';
import { withQuery } from './path.ts';
import { readJson, readPart } from './read-answer.ts';
import { isPage, notJamfPro, parseJson, refusal } from './refusal.ts';
import type { JamfAnswer, JamfRequest } from './request.ts';
import type { Tokens } from './tokens.ts';
import type { Transport } from './transport.ts';
import { bearer } from './user-tokens.ts';

/** Jamf Pro's own default of 100 would take 500 requests for 50,000 Macs; a page stays a few megabytes. */
const PAGE_SIZE = 500;
/** A million items: more than any Jamf Pro holds, and an end for a server that never stops. */
const MOST_PAGES = 2_000;
const PAGE = z.object({ totalCount: z.int().optional(), results: z.array(z.unknown()) });

export interface JamfClientOptions {
  readonly transport: Transport;
  readonly tokens: Tokens;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** A number from 0 to 1 that spreads retries. */
  readonly jitter: () => number;
}

/** A signed-in connection to one Jamf Pro server. */
export class JamfClient implements Jamf {
  readonly origin: string;
  readonly #options: JamfClientOptions;
  readonly #cookies: CookieJar | undefined;

  constructor(options: JamfClientOptions, cookies?: CookieJar) {
    this.origin = options.transport.origin;
    this.#options = options;
    this.#cookies = cookies;
  }

  async get<T>(path: JamfPath, schema: z.ZodType<T>): Promise<T> {
    const request: JamfRequest = { method: 'GET', path };
    return readJson(this.origin, request, await this.#send(request, true), schema);
  }

  async find<T>(path: JamfPath, schema: z.ZodType<T>): Promise<T | undefined> {
    try {
      return await this.get(path, schema);
    } catch (error) {
      if (error instanceof ServiceError && error.status === 404) return undefined;
      throw error;
    }
  }

  async *pages<T>(path: JamfPath, item: z.ZodType<T>): AsyncIterable<T> {
    let seen = 0;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const request: JamfRequest = {
        method: 'GET',
        path: withQuery(path, { page, 'page-size': PAGE_SIZE }),
      };
      const answer = await this.#send(request, true);
      const { totalCount, results } = readJson(this.origin, request, answer, PAGE);
      // One at a time: what zod makes for a whole page outlives V8's nursery, and 50,000 Macs take 100 MB more.
      for (const result of results) yield readPart(this.origin, request, answer, result, item);
      seen += results.length;
      const more = totalCount === undefined ? results.length === PAGE_SIZE : seen < totalCount;
      if (results.length === 0 || !more) return;
    }
  }

  async write(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: JamfPath,
    body: unknown,
    { idempotent }: JamfWriteOptions,
  ): Promise<{ readonly status: number; readonly body: unknown }> {
    const request: JamfRequest = { method, path, ...(body === undefined ? {} : { body }) };
    const answer = await this.#send(request, idempotent);
    if (isPage(answer)) throw notJamfPro(this.origin, request, answer);
    return { status: answer.status, body: parseJson(answer.text) };
  }

  pinned<T>(sequence: (jamf: Jamf) => Promise<T>): Promise<T> {
    return sequence(new JamfClient(this.#options, new CookieJar()));
  }

  signOut(): Promise<void> {
    return this.#options.tokens.release();
  }

  /** Sends until a success; `repeatable` requests are tried again where that can help. */
  #send(request: JamfRequest, repeatable: boolean): Promise<JamfAnswer> {
    const { clock, signal, jitter } = this.#options;
    return withRetries({ clock, signal, jitter, idempotent: repeatable }, async () => {
      const answer = await this.#authorized(request, repeatable);
      if (answer.status < 200 || answer.status > 299) throw refusal(this.origin, request, answer);
      return answer;
    });
  }

  /**
   * One try, and one more with a new token after a 401. The token is asked for inside the gate: the sign-in borrows
   * the place of the request that needs it, so that there are never more connections than places.
   */
  #authorized(request: JamfRequest, repeatable: boolean): Promise<JamfAnswer> {
    const { gate, tokens } = this.#options;
    return gate(async () => {
      const token = await tokens.current();
      const answer = await this.#exchange(request, bearer(token));
      if (answer.status !== 401) return answer;
      tokens.drop(token);
      return repeatable ? this.#exchange(request, bearer(await tokens.current())) : answer;
    });
  }

  async #exchange(
    request: JamfRequest,
    authorization: Readonly<Record<string, string>>,
  ): Promise<JamfAnswer> {
    const { transport } = this.#options;
    const url = this.origin + request.path;
    const cookie = await this.#cookies?.getCookieString(url);
    const headers = { ...authorization, ...(cookie ? { Cookie: cookie } : {}) };
    const answer = await transport.send({ ...request, headers });
    for (const line of answer.cookies) await this.#cookies?.setCookie(line, url, { ignoreError: true });
    return answer;
  }
}
