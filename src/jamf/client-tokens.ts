import { z } from 'zod';
import { Secret } from '../secrets/secret.ts';
import type { JamfCredential } from './credential.ts';
import { jamfPath } from './path.ts';
import { readJson } from './read-answer.ts';
import type { JamfRequest } from './request.ts';
import { signInRefusal } from './sign-in-refusal.ts';
import type { Token, TokenIssuer } from './tokens.ts';
import type { Transport } from './transport.ts';

const TOKEN = jamfPath`/api/v1/oauth/token`;
/** The path before 11.23 or so; in no published schema, but what older servers have (jamf.md §2). */
const OLDER_TOKEN = jamfPath`/api/oauth/token`;

const tokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  // "bearer" has been seen as well as "Bearer".
  token_type: z
    .string()
    .regex(/^bearer$/i)
    .optional(),
});

/** Tokens for an API client: client credentials, no refresh, no way to give one back. */
export function clientTokens(
  transport: Transport,
  credential: Extract<JamfCredential, { kind: 'client' }>,
): TokenIssuer {
  const ask = async (path: JamfRequest['path']) => {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: credential.id,
      client_secret: credential.secret.reveal(),
    });
    const request: JamfRequest = { method: 'POST', path, body };
    return { request, answer: await transport.signIn(request) };
  };

  return {
    async issue(): Promise<Token> {
      let { request, answer } = await ask(TOKEN);
      if (answer.status === 404) ({ request, answer } = await ask(OLDER_TOKEN));
      if (answer.status !== 200) throw signInRefusal(transport.origin, request, answer, 'client');
      const token = readJson(transport.origin, request, answer, tokenSchema);
      return { value: new Secret(token.access_token), lifetimeSeconds: token.expires_in };
    },
  };
}
