import { ServiceError } from '../errors/service-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Randomness } from '../ports/randomness.ts';

export interface Wait {
  readonly milliseconds: number;
  /** The attempt that failed, counted from 1. */
  readonly attempt: number;
  readonly error: ServiceError;
}

export interface RetryOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Whether sending the request twice has the same effect as once: GET, PUT, DELETE, an upsert by key. */
  readonly idempotent: boolean;
  /** A number from 0 up to 1 that spreads the waits of many clients. */
  readonly jitter: () => number;
  /** Attempts in all. Default 5. */
  readonly attempts?: number;
  /** Longest time for all attempts and waits together, in milliseconds. Default 5 minutes. */
  readonly budgetMs?: number;
  /** Which of the errors that pass by themselves are worth another attempt here; all of them unless told. */
  readonly worth?: (error: ServiceError) => boolean;
  /** Told before each wait, so that the screen can show a countdown. */
  readonly onWait?: (wait: Wait) => void;
}

const SECOND = 1000;
const LONGEST_RETRY_AFTER_MS = 300 * SECOND;
const LONGEST_BACKOFF_MS = 30 * SECOND;

const TRANSIENT_STATUSES = new Set([408, 429, 500, 502, 503, 504]);
/** Network errors that pass; certificates, unknown names, redirects and refusals of the proxy do not. */
const TRANSIENT_CODES = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'E_DEADLINE',
]);

/**
 * Reads a Retry-After header.
 * @returns seconds from `now`, never negative; undefined when there is none or it is garbage
 */
export function parseRetryAfter(header: string | null | undefined, now: Date): number | undefined {
  const text = (header ?? '').trim();
  if (/^\d+$/.test(text)) return Number(text);
  // Date.parse takes nearly anything for a date; an HTTP date begins with the name of a day.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /.test(text)) return undefined;
  const until = Date.parse(text);
  return Number.isNaN(until) ? undefined : Math.max(0, Math.ceil((until - now.getTime()) / SECOND));
}

/** Whether the same request may be sent again: it passes by itself, and sending it twice does no harm. */
export function mayRetry(error: ServiceError, idempotent: boolean): boolean {
  const transient =
    error.status === undefined ? TRANSIENT_CODES.has(error.code ?? '') : TRANSIENT_STATUSES.has(error.status);
  if (!transient) return false;
  if (idempotent) return true;
  // Not carried out for certain: throttled, or it never left. Other refusals of a create are looked up by key first.
  return error.outcome === 'refused' && (error.status === undefined || error.status === 429);
}

/** How long to wait after attempt number `attempt`, in milliseconds: what the service asked (1 s to 5 min), else backoff with full jitter. */
export function waitAfter(error: ServiceError, attempt: number, jitter: () => number): number {
  const asked = error.retryAfterSeconds;
  if (asked !== undefined && Number.isFinite(asked)) {
    return Math.min(Math.max(asked * SECOND, SECOND), LONGEST_RETRY_AFTER_MS);
  }
  return Math.round(jitter() * Math.min(SECOND * 2 ** (attempt - 1), LONGEST_BACKOFF_MS));
}

/** Jitter from the program's own source of randomness. */
export function jitterFrom(random: Randomness): () => number {
  return () => Number.parseInt(random.uuid().slice(0, 8), 16) / 2 ** 32;
}

/**
 * Runs `attempt` until it succeeds, fails for good, or the attempts or the budget are used up; then the last error
 * is thrown. Ctrl-C ends the wait at once with the signal's reason.
 */
export async function withRetries<T>(
  options: RetryOptions,
  attempt: (number: number) => Promise<T>,
): Promise<T> {
  const { clock, signal, idempotent, jitter, attempts = 5, budgetMs = 300 * SECOND } = options;
  const giveUpAt = clock.now().getTime() + budgetMs;
  for (let number = 1; ; number += 1) {
    try {
      return await attempt(number);
    } catch (error) {
      if (!(error instanceof ServiceError) || number >= attempts || !mayRetry(error, idempotent)) throw error;
      if (options.worth?.(error) === false) throw error;
      const milliseconds = waitAfter(error, number, jitter);
      if (clock.now().getTime() + milliseconds > giveUpAt) throw error;
      options.onWait?.({ milliseconds, attempt: number, error });
      await clock.sleep(milliseconds, signal);
    }
  }
}
