import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { ServiceError } from '../../errors/service-error.ts';
import { parseRetryAfter, withRetries } from '../../http/retry.ts';
import type { Fetch } from '../../http/way-out.ts';
import type { Clock } from '../../ports/clock.ts';
import { unexpectedAnswer } from '../graph-answer.ts';
import { fromDoor, type NamedRequest, targetOf } from '../network-trouble.ts';
import { cureDeviceCode, isPoll, pollAgain } from './device-code-cures.ts';
import { refusalSchema, type SignInTrouble } from './entra-failure.ts';

export interface SignInNetworkPowers {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** A number from 0 to 1 that spreads the waits between attempts. */
  readonly jitter: () => number;
  /** Where tenants sign in, as it was told before: shared by the clients of one run. */
  readonly told?: SignInPlaces;
}

/** Answers by address: the sign-in service describes itself for each tenant, in the same words each time. */
export type SignInPlaces = Map<string, Promise<Answer>>;

/** The network that MSAL is given, with a memory of what went wrong last. */
export interface SignInNetwork extends INetworkModule {
  trouble(): SignInTrouble | undefined;
  /** Clears the memory before another call of MSAL. */
  forget(): void;
}

/** An answer before MSAL sees it. `refused` is Entra's own "no", which MSAL may read. */
export interface Answer {
  readonly refused: boolean;
  readonly headers: Record<string, string>;
  readonly body: Record<string, unknown>;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function isDescription(method: 'GET' | 'POST', url: string): boolean {
  return method === 'GET' && url.endsWith('/.well-known/openid-configuration');
}

/**
 * Opens the network for MSAL and cures its defects (microsoft.md §8.3): redirects and deadlines are the door's;
 * a busy service is waited for here, so that MSAL never starts its own lock-out; what is not Entra's JSON becomes an
 * error with its cause kept; polls of the device code survive a reset and `slow_down`.
 */
export function openSignInNetwork(powers: SignInNetworkPowers): SignInNetwork {
  const { fetch, clock, signal, jitter, told } = powers;
  let trouble: SignInTrouble | undefined;
  let failedPolls = 0;

  async function exchange(
    request: NamedRequest,
    url: string,
    options?: NetworkRequestOptions,
  ): Promise<Answer> {
    signal.throwIfAborted();
    const init = { method: request.method, signal, ...(options?.headers && { headers: options.headers }) };
    const body = request.method === 'POST' ? { body: options?.body ?? '' } : {};
    const response = await fetch(url, { ...init, ...body }).catch((error: unknown) => {
      throw fromDoor(error, request, signal);
    });
    const { status } = response;
    const parsed = parseObject(await response.text());
    if (status === 408 || status === 429 || status >= 500) {
      const retryAfterSeconds = parseRetryAfter(response.headers.get('retry-after'), clock.now());
      throw new ServiceError({
        ...request,
        message: `${request.service} is busy or out of order (status ${status})`,
        outcome: status === 429 ? 'refused' : 'unknown',
        status,
        code: `http_${status}`,
        ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      });
    }
    const isRefusal = refusalSchema.safeParse(parsed).success;
    if (parsed === undefined || (!response.ok && !isRefusal)) {
      throw unexpectedAnswer(request, 'no JSON of the sign-in service', status);
    }
    const headers = Object.fromEntries(response.headers);
    // With this header MSAL refuses by itself, without asking again, until the time has passed.
    delete headers['retry-after'];
    return { refused: isRefusal, headers, body: parsed };
  }

  async function send(method: 'GET' | 'POST', url: string, options?: NetworkRequestOptions): Promise<Answer> {
    const request: NamedRequest = { service: 'Microsoft Entra', method, target: targetOf(url) };
    const form = new URLSearchParams(method === 'POST' ? options?.body : '');
    // A poll is repeated by MSAL itself; a code from the browser can be redeemed only once.
    const attempts = isPoll(form) ? 1 : 4;
    const idempotent = form.get('grant_type') !== 'authorization_code';
    try {
      const answer = await withRetries(
        { clock, signal, jitter, idempotent, attempts, budgetMs: 60_000 },
        () => exchange(request, url, options),
      );
      failedPolls = 0;
      const cured = { ...answer, body: await cureDeviceCode({ url, form, clock, signal }, answer.body) };
      const refusal = refusalSchema.safeParse(cured.body);
      if (refusal.success && refusal.data.error !== 'authorization_pending') {
        trouble = { kind: 'refused', refusal: refusal.data };
      }
      return cured;
    } catch (error) {
      failedPolls += 1;
      const again = await pollAgain({ url, form, clock, signal }, error, failedPolls);
      if (again !== undefined) return { refused: true, headers: {}, body: again };
      trouble = { kind: 'failed', error };
      throw error;
    }
  }

  /** Asks once in a run; what failed or was refused is asked again. */
  async function describe(url: string, options?: NetworkRequestOptions): Promise<Answer> {
    const shared = told?.get(url);
    if (shared !== undefined) {
      const answer = await shared.catch((error: unknown) => {
        // Another client asked, and this one has to say why as well.
        trouble = { kind: 'failed', error };
        throw error;
      });
      if (!answer.refused) return answer;
    }
    const asked = send('GET', url, options);
    told?.set(url, asked);
    asked.then(
      ({ refused }) => refused && told?.delete(url),
      () => told?.delete(url),
    );
    return asked;
  }

  // MSAL names the body that it expects and checks it itself; the overload is what its interface asks for.
  async function answerFor<T>(
    method: 'GET' | 'POST',
    url: string,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<T>>;
  async function answerFor(
    method: 'GET' | 'POST',
    url: string,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<unknown>> {
    const { refused, headers, body } = await (isDescription(method, url)
      ? describe(url, options)
      : send(method, url, options));
    return { status: refused ? 400 : 200, headers, body };
  }

  return {
    sendGetRequestAsync: (url, options) => answerFor('GET', url, options),
    sendPostRequestAsync: (url, options) => answerFor('POST', url, options),
    trouble: () => trouble,
    forget() {
      trouble = undefined;
    },
  };
}
