import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { type CryptoKey, importJWK } from 'jose';
import { z } from 'zod';
import type { World } from '../world.ts';

const Jwk = z.looseObject({ kty: z.literal('RSA'), kid: z.string(), n: z.string(), e: z.string() });

/** A new private RSA key that signs the tokens of one world, as a JWK with its `kid`. */
export async function makeSigningKey(kid: string): Promise<World['signingKey']> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid };
}

/** The key that signs, with the `kid` that goes into the token's header. */
export async function signingKey(world: World): Promise<{ key: CryptoKey | Uint8Array; kid: string }> {
  const jwk = Jwk.parse(world.signingKey);
  return { key: await importJWK(jwk, 'RS256'), kid: jwk.kid };
}

/** The public half, for the key set that Entra publishes and for checking a signature. */
export function publicJwk(world: World): { kty: 'RSA'; use: 'sig'; kid: string; n: string; e: string } {
  const { kid, n, e } = Jwk.parse(world.signingKey);
  return { kty: 'RSA', use: 'sig', kid, n, e };
}
