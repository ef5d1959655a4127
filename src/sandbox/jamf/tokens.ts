import type { Clock } from '../../ports/clock.ts';
import type { Randomness } from '../../ports/randomness.ts';

/** Whoever holds a bearer token. */
export interface Caller {
  readonly kind: 'client' | 'user';
  readonly name: string;
  readonly privileges: readonly string[];
}

/** The tokens that the simulated Jamf Pro has given out; they die with it, as a real server's do when it restarts. */
export interface Tokens {
  issue(caller: Caller, lifetimeSeconds: number): { readonly token: string; readonly expires: Date };
  /** The caller behind an `Authorization` header; undefined when there is none, or it is unknown or too old. */
  callerOf(authorization: string | undefined): Caller | undefined;
  revoke(authorization: string | undefined): void;
}

const bearer = (authorization: string | undefined): string => authorization?.replace(/^bearer /i, '') ?? '';

export function openTokens({
  clock,
  random,
}: {
  readonly clock: Clock;
  readonly random: Randomness;
}): Tokens {
  const known = new Map<string, { readonly caller: Caller; readonly expires: Date }>();
  return {
    issue(caller, lifetimeSeconds) {
      const token = `sandbox.${random.uuid()}.${random.uuid()}`;
      const expires = new Date(clock.now().getTime() + lifetimeSeconds * 1000);
      known.set(token, { caller, expires });
      return { token, expires };
    },
    callerOf(authorization) {
      const entry = known.get(bearer(authorization));
      return entry !== undefined && entry.expires > clock.now() ? entry.caller : undefined;
    },
    revoke(authorization) {
      known.delete(bearer(authorization));
    },
  };
}
