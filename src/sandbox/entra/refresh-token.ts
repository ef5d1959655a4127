import { errors, importJWK, jwtVerify } from 'jose';
import { z } from 'zod';
import type { SandboxContext } from '../service.ts';
import type { Person } from '../world.ts';
import type { Client } from './client.ts';
import { signToken } from './jwt.ts';
import { Refusal } from './refusal.ts';
import { publicJwk } from './signing-key.ts';

const LIFETIME_SECONDS = 90 * 24 * 3600;
const AUDIENCE = 'urn:jamf-intune:sandbox:refresh';

const Claims = z.looseObject({ oid: z.string(), appid: z.string() });

/**
 * A refresh token is a signed document and not a number in a list, so that it outlives the sandbox's process. Like
 * Entra's, an older one stays good when a newer was given out.
 */
export function refreshToken(context: SandboxContext, client: Client, person: Person): Promise<string> {
  return signToken(context, AUDIENCE, LIFETIME_SECONDS, { oid: person.id, appid: client.appId });
}

/** Whom a refresh token belongs to; 70008 when it is too old, 9002313 when it is none of this client's. */
export async function readRefreshToken(
  context: SandboxContext,
  client: Client,
  token: string,
): Promise<Person> {
  try {
    const key = await importJWK(publicJwk(context.world), 'RS256');
    const options = { audience: AUDIENCE, currentDate: context.clock.now() };
    const { oid, appid } = Claims.parse((await jwtVerify(token, key, options)).payload);
    const person = context.world.people.find((one) => one.id === oid);
    if (person !== undefined && appid === client.appId) return person;
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw new Refusal(70008, 'The refresh token has expired due to inactivity.');
    }
  }
  throw new Refusal(9002313, 'Invalid request. Request is malformed or invalid.');
}
