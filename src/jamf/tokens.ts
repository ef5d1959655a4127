import type { Clock } from '../ports/clock.ts';
import type { Secret } from '../secrets/secret.ts';

export interface Token {
  readonly value: Secret;
  /** From the moment it was asked for, in seconds, as the server counts. */
  readonly lifetimeSeconds: number;
}

/** How one kind of credential gets its tokens. */
export interface TokenIssuer {
  issue(): Promise<Token>;
  /** A new token for one that still works. Absent: `issue` is asked again. */
  extend?(current: Secret): Promise<Token>;
  /** Gives the last token back. */
  revoke?(current: Secret): Promise<void>;
}

export interface Tokens {
  /** A token that is good for the next request; all who ask at the same time share one sign-in. */
  current(): Promise<Secret>;
  /** The server refused `token`: it is not used again. */
  drop(token: Secret): void;
  /** Never throws: at the end of a run there is nobody to tell. */
  release(): Promise<void>;
}

interface Held {
  readonly value: Secret;
  readonly renewAt: number;
  readonly endsAt: number;
}

/**
 * Keeps one token and renews it in time. The administrator chooses the lifetime, 60 seconds being common, so the margin
 * is a fifth of it and never more than a minute: a fixed one would make every call sign in anew (jamf.md §3).
 */
export function keepTokens(issuer: TokenIssuer, clock: Clock): Tokens {
  let held: Held | undefined;
  let pending: Promise<Secret> | undefined;

  const renew = async (): Promise<Secret> => {
    const asked = clock.now().getTime();
    const token = await nextToken(issuer, held, asked);
    const lifetime = token.lifetimeSeconds * 1000;
    held = {
      value: token.value,
      renewAt: asked + lifetime - Math.min(60_000, lifetime / 5),
      endsAt: asked + lifetime,
    };
    return token.value;
  };

  return {
    async current() {
      if (held !== undefined && clock.now().getTime() < held.renewAt) return held.value;
      pending ??= renew().finally(() => {
        pending = undefined;
      });
      return pending;
    },
    drop(token) {
      if (held?.value === token) held = undefined;
    },
    async release() {
      const last = held;
      held = undefined;
      if (last === undefined || clock.now().getTime() >= last.endsAt) return;
      await issuer.revoke?.(last.value).catch(() => undefined);
    },
  };
}

async function nextToken(issuer: TokenIssuer, held: Held | undefined, now: number): Promise<Token> {
  if (issuer.extend === undefined || held === undefined || now >= held.endsAt) return issuer.issue();
  return issuer.extend(held.value).catch(() => issuer.issue());
}
