import { z } from 'zod';

const claimsSchema = z.object({
  appid: z.string().optional(),
  azp: z.string().optional(),
  tid: z.string().optional(),
  roles: z.array(z.string()).optional(),
});

/** What the payload of an access token claims. Read without checking the signature: the service does that. */
export interface TokenClaims {
  readonly appId: string | undefined;
  readonly tenantId: string | undefined;
  readonly roles: readonly string[];
}

/**
 * Reads the payload of a JWT.
 *
 * @returns undefined for a token that is no JWT: to everybody but its audience an access token is opaque
 */
export function readClaims(token: string): TokenClaims | undefined {
  const parts = token.split('.');
  const payload = parts[1];
  if (parts.length !== 3 || payload === undefined) return undefined;
  try {
    const claims = claimsSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return {
      appId: claims.appid ?? claims.azp,
      tenantId: claims.tid,
      roles: claims.roles?.toSorted() ?? [],
    };
  } catch {
    return undefined;
  }
}
