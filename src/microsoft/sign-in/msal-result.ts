import type { AccountInfo, AuthenticationResult } from '@azure/msal-node';
import { z } from 'zod';
import { ServiceError } from '../../errors/service-error.ts';
import { Secret } from '../../secrets/secret.ts';
import type { Token } from './held-token.ts';

const resultSchema = z.object({
  // MSAL can report success without a token (microsoft.md §8.3).
  accessToken: z.string().min(1),
  expiresOn: z.date(),
});

/** What is taken from MSAL's result; the result itself holds tokens in plain text and goes no further. */
export interface SignedIn {
  readonly token: Token;
  readonly tenantId: string;
  readonly account: AccountInfo;
  readonly scopes: readonly string[];
}

function noToken(): ServiceError {
  return new ServiceError({
    service: 'Microsoft Entra',
    message: 'Microsoft Entra answered the sign-in without an access token',
    outcome: 'refused',
    code: 'unexpected-answer',
  });
}

/** @throws ServiceError when MSAL reports success without a usable token */
export function readToken(result: AuthenticationResult | null): Token {
  const parsed = resultSchema.safeParse(result);
  if (!parsed.success) throw noToken();
  return { secret: new Secret(parsed.data.accessToken), expiresAt: parsed.data.expiresOn };
}

/** @throws ServiceError when MSAL reports success without a usable token or without an account */
export function readResult(result: AuthenticationResult | null): SignedIn {
  const token = readToken(result);
  if (result?.account === undefined || result.account === null) throw noToken();
  return { token, tenantId: result.account.tenantId, account: result.account, scopes: result.scopes };
}
