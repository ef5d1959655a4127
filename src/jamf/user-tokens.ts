import { z } from 'zod';
import { Secret } from '../secrets/secret.ts';
import type { JamfCredential } from './credential.ts';
import { jamfPath } from './path.ts';
import { readJson } from './read-answer.ts';
import type { JamfRequest } from './request.ts';
import { signInRefusal } from './sign-in-refusal.ts';
import type { Token, TokenIssuer } from './tokens.ts';
import type { Transport } from './transport.ts';

const TOKEN = jamfPath`/api/v1/auth/token`;
const KEEP_ALIVE = jamfPath`/api/v1/auth/keep-alive`;
const INVALIDATE = jamfPath`/api/v1/auth/invalidate-token`;

const tokenSchema = z.object({
  token: z.string().min(1),
  expires: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
});

/** Tokens for a user account: Basic once, then keep-alive (which ends the old token), invalidated at the end. */
export function userTokens(
  transport: Transport,
  credential: Extract<JamfCredential, { kind: 'user' }>,
  now: () => Date,
): TokenIssuer {
  const ask = async (request: JamfRequest): Promise<Token> => {
    const asked = now();
    const answer = await transport.signIn(request);
    if (answer.status !== 200) throw signInRefusal(transport.origin, request, answer, 'user');
    const { token, expires } = readJson(transport.origin, request, answer, tokenSchema);
    // `expires` is an instant on the server's clock; ours may be minutes away from it.
    const begins = answer.date ?? asked;
    return { value: new Secret(token), lifetimeSeconds: (expires.getTime() - begins.getTime()) / 1000 };
  };

  return {
    issue: () => ask({ method: 'POST', path: TOKEN, headers: { Authorization: basic(credential) } }),
    extend: (current) => ask({ method: 'POST', path: KEEP_ALIVE, headers: bearer(current) }),
    async revoke(current) {
      await transport.signIn({ method: 'POST', path: INVALIDATE, headers: bearer(current) });
    },
  };
}

export function bearer(token: Secret): Readonly<Record<string, string>> {
  return { Authorization: `Bearer ${token.reveal()}` };
}

function basic({ username, password }: Extract<JamfCredential, { kind: 'user' }>): string {
  return `Basic ${Buffer.from(`${username}:${password.reveal()}`, 'utf8').toString('base64')}`;
}
