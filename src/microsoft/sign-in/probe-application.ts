import { z } from 'zod';
import { ServiceError } from '../../errors/service-error.ts';
import type { Graph } from '../graph.ts';
import { INTUNE_SERVICE_APP_ID } from '../identifiers.ts';
import { openGraph } from '../open-graph.ts';
import { guid, path } from '../path.ts';
import { requestApplicationToken } from './application-credential.ts';
import type { ApplicationCredential, ApplicationProbe } from './identity.ts';
import type { SignInPowers } from './sign-in-powers.ts';
import { readClaims } from './token-claims.ts';

const endpointsSchema = z.object({
  value: z.array(z.object({ providerName: z.string().nullish(), uri: z.string() })),
});

/** Reads where Intune's partner services are, as Jamf Pro does before it provisions (microsoft.md §4.6). */
async function discover(graph: Graph): Promise<'allowed' | 'refused'> {
  try {
    const address = path`/servicePrincipals(appId='${guid(INTUNE_SERVICE_APP_ID)}')/endpoints`;
    await graph.get(address, endpointsSchema);
    return 'allowed';
  } catch (error) {
    if (error instanceof ServiceError && (error.status === 401 || error.status === 403)) return 'refused';
    throw error;
  }
}

/**
 * Signs in as the connection's own application: proof of what it can do, never work. A refusal right after a create
 * (AADSTS7000215, 700016, 7000229) is replication; the caller decides how long to ask again (microsoft.md §5.6).
 */
export function probeApplication(powers: SignInPowers, credential: ApplicationCredential): ApplicationProbe {
  const identity = {
    tenant: credential.tenantId,
    clientId: credential.appId,
    credential: { kind: 'secret', secret: credential.secret },
  } as const;
  return {
    async intuneToken() {
      const { secret } = await requestApplicationToken(powers, identity, credential.intuneResource);
      const claims = readClaims(secret.reveal());
      if (claims?.appId === undefined || claims.tenantId === undefined) {
        throw new ServiceError({
          service: 'Microsoft Entra',
          message: 'The access token for Intune does not say which application and tenant it is for',
          outcome: 'refused',
          code: 'unexpected-answer',
        });
      }
      return { appId: claims.appId, tenantId: claims.tenantId, roles: claims.roles };
    },

    async discovery() {
      const token = async () => (await requestApplicationToken(powers, identity, powers.cloud.graph)).secret;
      return discover(openGraph({ ...powers, token }));
    },
  };
}
