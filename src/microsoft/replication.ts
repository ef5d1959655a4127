import { type Service, ServiceError } from '../errors/service-error.ts';
import type { Clock } from '../ports/clock.ts';

/** The powers that waiting needs. */
export interface Waiting {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Steps between looks: quick at first, because most objects show within two seconds, then five seconds. */
const STEPS_MS = [250, 500, 1_000, 2_000, 3_000, 5_000] as const;
const LONGEST_STEP_MS = 5_000;

/** How long Entra's replication is waited for; the Azure CLI waits as long (reliability.md §11, G1). */
const REPLICATION_LIMIT_MS = 180_000;

async function steps(
  { clock, signal }: Waiting,
  look: number,
  sinceMs: number,
  limitMs: number,
): Promise<boolean> {
  const left = limitMs - (clock.now().getTime() - sinceMs);
  if (left <= 0) return false;
  await clock.sleep(Math.min(STEPS_MS[look] ?? LONGEST_STEP_MS, left), signal);
  return true;
}

export interface AwaitedThing {
  /** What is waited for, for the message: `the application`. */
  readonly what: string;
  /** Default 3 minutes. */
  readonly limitMs?: number;
  readonly service?: Service;
}

/**
 * Looks again, in growing steps, until `read` finds it.
 *
 * @throws ServiceError `not-yet-visible` when the limit has passed
 */
export async function awaitVisible<T>(
  waiting: Waiting,
  read: () => Promise<T | undefined>,
  { what, limitMs = REPLICATION_LIMIT_MS, service = 'Microsoft Graph' }: AwaitedThing,
): Promise<T> {
  const since = waiting.clock.now().getTime();
  for (let look = 0; ; look += 1) {
    const found = await read();
    if (found !== undefined) return found;
    if (!(await steps(waiting, look, since, limitMs))) {
      throw new ServiceError({
        service,
        message: `${what} is still not visible after ${Math.round(limitMs / 1000)} seconds`,
        outcome: 'unknown',
        code: 'not-yet-visible',
      });
    }
  }
}

/**
 * Repeats a write that was refused only because replication lags. `lags` must say yes only to refusals: a write whose
 * outcome is unknown is never repeated here.
 *
 * @throws the last refusal when the limit has passed
 */
export async function outlastReplication<T>(
  waiting: Waiting,
  attempt: () => Promise<T>,
  lags: (refusal: ServiceError) => boolean,
  limitMs: number = REPLICATION_LIMIT_MS,
): Promise<T> {
  const since = waiting.clock.now().getTime();
  for (let look = 0; ; look += 1) {
    try {
      return await attempt();
    } catch (error) {
      const lagging = error instanceof ServiceError && error.outcome === 'refused' && lags(error);
      if (!lagging || !(await steps(waiting, look, since, limitMs))) throw error;
    }
  }
}
