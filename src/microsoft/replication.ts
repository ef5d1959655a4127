import { type Service, ServiceError } from '../errors/service-error.ts';
import { bePatient, type WaitingPowers } from '../ports/patience.ts';

/** How long Entra's replication is waited for; the Azure CLI waits as long (reliability.md §11, G1). */
const REPLICATION_LIMIT_MS = 180_000;

export interface AwaitedThing {
  /** What is waited for, for the message and the screen: `the application`. */
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
  waiting: WaitingPowers,
  read: () => Promise<T | undefined>,
  { what, limitMs = REPLICATION_LIMIT_MS, service = 'Microsoft Graph' }: AwaitedThing,
): Promise<T> {
  const patience = bePatient(waiting, { what, limitMs });
  try {
    for (;;) {
      const found = await read();
      if (found !== undefined) return found;
      if (await patience.pause()) continue;
      throw new ServiceError({
        service,
        message: `${service} does not show ${what} after ${Math.round(limitMs / 1000)} seconds`,
        outcome: 'unknown',
        code: 'not-yet-visible',
      });
    }
  } finally {
    patience.end();
  }
}

export interface LaggingWrite {
  /** Which refusals come of lag. Only refusals are asked about: an unknown outcome is never repeated here. */
  readonly lags: (refusal: ServiceError) => boolean;
  /** What it is that has to be known first, for the screen: `the new application`. */
  readonly what: string;
  /** Default 3 minutes. */
  readonly limitMs?: number;
}

/**
 * Repeats a write that was refused only because replication lags.
 *
 * @throws the last refusal when the limit has passed
 */
export async function outlastReplication<T>(
  waiting: WaitingPowers,
  attempt: () => Promise<T>,
  { lags, what, limitMs = REPLICATION_LIMIT_MS }: LaggingWrite,
): Promise<T> {
  const patience = bePatient(waiting, { what, limitMs });
  try {
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        const lagging = error instanceof ServiceError && error.outcome === 'refused' && lags(error);
        if (!lagging || !(await patience.pause())) throw error;
      }
    }
  } finally {
    patience.end();
  }
}
