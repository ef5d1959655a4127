import type { Clock } from '../../ports/clock.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { SignIn } from './identity.ts';

/** An access token and when it ends. */
export interface Token {
  readonly secret: Secret;
  readonly expiresAt: Date;
}

/** Renewed this long before its end, so that no request leaves with a token that dies on the way. */
const MARGIN_MS = 5 * 60_000;

/**
 * Holds the current token and renews it when it is about to end, or at once with `fresh`. Renewals asked for at the
 * same time share one. We hold it ourselves because MSAL's cache misses when Entra names scopes in another form.
 *
 * @param renew asks the service; never answers from a cache
 */
export function holdToken(clock: Clock, first: Token, renew: () => Promise<Token>): SignIn['graphToken'] {
  let held = first;
  let renewal: Promise<Token> | undefined;
  return async ({ fresh = false } = {}) => {
    const left = held.expiresAt.getTime() - clock.now().getTime();
    if (!fresh && left > MARGIN_MS) return held.secret;
    renewal ??= renew().finally(() => {
      renewal = undefined;
    });
    held = await renewal;
    return held.secret;
  };
}
