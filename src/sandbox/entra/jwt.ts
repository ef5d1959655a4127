import { SignJWT } from 'jose';
import type { SandboxContext } from '../service.ts';
import { signingKey } from './signing-key.ts';

/** Signs a token with the world's key. Its times are those of the sandbox's clock. */
export async function signToken(
  context: SandboxContext,
  audience: string,
  lifetimeSeconds: number,
  claims: Readonly<Record<string, unknown>>,
): Promise<string> {
  const { key, kid } = await signingKey(context.world);
  const now = Math.floor(context.clock.now().getTime() / 1000);
  const uti = context.random.uuid();
  return new SignJWT({ ...claims, uti, nbf: now, iat: now, exp: now + lifetimeSeconds, aud: audience })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
    .sign(key);
}
