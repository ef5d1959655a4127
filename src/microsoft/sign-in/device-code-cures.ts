import { ServiceError } from '../../errors/service-error.ts';
import type { Clock } from '../../ports/clock.ts';

/** A request of the device code flow. */
export interface DeviceCodeRequest {
  readonly url: string;
  readonly form: URLSearchParams;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const PENDING = { error: 'authorization_pending' };
const DEFAULT_INTERVAL_S = 5;
const SLOW_DOWN_MS = 5_000;
/** With 5 seconds between polls, a minute without network: long enough for a laptop that changes its network. */
const MOST_FAILED_POLLS = 12;

/** Whether this asks "has the person finished yet?". MSAL uses the older name of the grant. */
export function isPoll(form: URLSearchParams): boolean {
  const grant = form.get('grant_type') ?? '';
  return grant === 'device_code' || grant === 'urn:ietf:params:oauth:grant-type:device_code';
}

/**
 * Puts right what MSAL takes literally (microsoft.md §8.3): without an interval it polls 540 times a second, and
 * `slow_down` ends the sign-in.
 */
export async function cureDeviceCode(
  { url, form, clock, signal }: DeviceCodeRequest,
  body: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  if (isPoll(form) && body.error === 'slow_down') {
    await clock.sleep(SLOW_DOWN_MS, signal);
    return PENDING;
  }
  if (!/\/devicecode(?:\?|$)/.test(url)) return body;
  const interval = body.interval;
  return typeof interval === 'number' && interval >= 1 ? body : { ...body, interval: DEFAULT_INTERVAL_S };
}

/**
 * After a poll that failed: `authorization_pending`, so that MSAL polls again, or undefined when that makes no sense
 * any more. A poll changes nothing, so it may be repeated whatever became of it.
 *
 * @param failures polls that have failed in a row, this one included
 */
export async function pollAgain(
  { form, clock, signal }: DeviceCodeRequest,
  error: unknown,
  failures: number,
): Promise<Record<string, unknown> | undefined> {
  if (!(error instanceof ServiceError) || !isPoll(form) || failures > MOST_FAILED_POLLS) return undefined;
  const asked = error.retryAfterSeconds;
  if (asked !== undefined) await clock.sleep(Math.min(asked, 60) * 1_000, signal);
  return PENDING;
}
