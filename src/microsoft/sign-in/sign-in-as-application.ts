import { ServiceError } from '../../errors/service-error.ts';
import { type ClientIdentity, requestApplicationToken } from './application-credential.ts';
import { holdToken, type Token } from './held-token.ts';
import type { SignIn } from './identity.ts';
import { openManagedIdentity } from './managed-identity.ts';
import type { SignInPowers } from './sign-in-powers.ts';
import { readClaims } from './token-claims.ts';

/** Who signs in unattended. */
export type ApplicationIdentity =
  | ClientIdentity
  /** `clientId` only for a user-assigned identity. */
  | { readonly managedIdentity: true; readonly clientId?: string };

function tokenSource(powers: SignInPowers, who: ApplicationIdentity): () => Promise<Token> {
  const { graph } = powers.cloud;
  if (!('managedIdentity' in who)) return () => requestApplicationToken(powers, who, graph);
  const ask = openManagedIdentity(powers.signal, who.clientId);
  return () => ask(graph);
}

/**
 * Signs in unattended: with a secret, a certificate, a federated token or the computer's managed identity.
 *
 * @throws ServiceError with an `AADSTS…` code when Entra refuses; Failure JI-E191 or JI-E192 for an unusable file
 */
export async function signInAsApplication(powers: SignInPowers, who: ApplicationIdentity): Promise<SignIn> {
  const request = tokenSource(powers, who);
  const first = await request();
  const claims = readClaims(first.secret.reveal());
  if (claims?.tenantId === undefined) {
    throw new ServiceError({
      service: 'Microsoft Entra',
      message: 'The access token for Microsoft Graph does not say which tenant it is for',
      outcome: 'refused',
      code: 'unexpected-answer',
    });
  }
  return {
    identity: {
      kind: 'application',
      name: who.clientId ?? claims.appId ?? 'managed identity',
      tenantId: claims.tenantId,
      permissions: claims.roles,
    },
    graphToken: holdToken(powers.clock, first, request),
  };
}
