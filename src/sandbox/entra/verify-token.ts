import { errors, importJWK, jwtVerify } from 'jose';
import { z } from 'zod';
import type { SandboxContext } from '../service.ts';
import { namesOfResource, sameResource } from './resource.ts';
import { publicJwk } from './signing-key.ts';

/** What a bearer token says, once its signature, lifetime and audience were found right. */
export type TokenReading =
  | {
      readonly kind: 'person';
      /** `Person.id`. */
      readonly personId: string;
      readonly userPrincipalName: string;
      /** Delegated scopes, as in `scp`. */
      readonly scopes: readonly string[];
      /** The client that the person signed in through. */
      readonly appId: string;
      readonly tenantId: string;
    }
  | {
      readonly kind: 'application';
      readonly appId: string;
      /** `ServicePrincipal.id`. */
      readonly servicePrincipalId: string;
      /** Values of the app roles, as in `roles`: those that were visible when the token was made. */
      readonly roles: readonly string[];
      readonly tenantId: string;
    }
  | {
      readonly kind: 'problem';
      readonly status: 401;
      readonly code: 'InvalidAuthenticationToken';
      readonly message: string;
    };

const Claims = z.looseObject({ aud: z.string(), tid: z.string(), appid: z.string(), oid: z.string() });
const PersonClaims = z.looseObject({ scp: z.string(), upn: z.string() });
const ApplicationClaims = z.looseObject({ roles: z.array(z.string()).default([]) });

/**
 * Reads the bearer token of a request to Graph or Intune, as those services do.
 *
 * @param authorization the value of the `Authorization` header
 * @param resourceAppId the resource that is asked (`GRAPH_APP_ID`, `INTUNE_API_APP_ID`); the token must be meant for it
 */
export async function readToken(
  context: SandboxContext,
  authorization: string | undefined,
  resourceAppId: string,
): Promise<TokenReading> {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return problem('Access token is empty.');
  try {
    const { payload } = await jwtVerify(token, await importJWK(publicJwk(context.world), 'RS256'), {
      currentDate: context.clock.now(),
    });
    const { aud, tid, appid, oid } = Claims.parse(payload);
    if (!namesOfResource(context, resourceAppId).some((name) => sameResource(name, aud))) {
      return problem('Access token validation failure. Invalid audience.');
    }
    const person = PersonClaims.safeParse(payload);
    if (person.success) {
      return {
        kind: 'person',
        personId: oid,
        userPrincipalName: person.data.upn,
        scopes: person.data.scp.split(' '),
        appId: appid,
        tenantId: tid,
      };
    }
    const { roles } = ApplicationClaims.parse(payload);
    return { kind: 'application', appId: appid, servicePrincipalId: oid, roles, tenantId: tid };
  } catch (error) {
    return problem(
      error instanceof errors.JWTExpired
        ? 'Lifetime validation failed, the token is expired.'
        : 'CompactToken parsing failed with error code: 80049217',
    );
  }
}

function problem(message: string): TokenReading {
  return { kind: 'problem', status: 401, code: 'InvalidAuthenticationToken', message };
}
