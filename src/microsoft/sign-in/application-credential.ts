import { ConfidentialClientApplication } from '@azure/msal-node';
import type { Secret } from '../../secrets/secret.ts';
import { callMsal } from './call-msal.ts';
import { readClientCertificate } from './client-certificate.ts';
import { readFederatedToken } from './federated-token.ts';
import type { Token } from './held-token.ts';
import { readToken } from './msal-result.ts';
import { defaultScope } from './scopes.ts';
import { msalConfiguration, openNetworkFor, type SignInPowers } from './sign-in-powers.ts';

/** With what an application proves who it is. The names of the variables are those of Azure's own libraries. */
type ClientCredential =
  | { readonly kind: 'secret'; readonly secret: Secret }
  /** PEM file with certificate and key. */
  | { readonly kind: 'certificate'; readonly path: string }
  /** File with a token of the platform: workload identity federation. */
  | { readonly kind: 'federated-token'; readonly path: string };

export interface ClientIdentity {
  readonly tenant: string;
  readonly clientId: string;
  readonly credential: ClientCredential;
}

async function secretPart(credential: ClientCredential) {
  switch (credential.kind) {
    case 'secret':
      return { clientSecret: credential.secret.reveal() };
    case 'certificate': {
      const { thumbprint, privateKey } = await readClientCertificate(credential.path);
      return { clientCertificate: { thumbprintSha256: thumbprint, privateKey: privateKey.reveal() } };
    }
    case 'federated-token':
      return { clientAssertion: () => readFederatedToken(credential.path) };
  }
}

/**
 * Asks for a token of an application with a client of its own, so that nothing can come from a cache: a token from
 * before a consent would not show it (microsoft.md §5.6).
 *
 * @param resource identifier of the service that the token is for
 * @throws ServiceError with an `AADSTS…` code when Entra refuses
 */
export async function requestApplicationToken(
  powers: SignInPowers,
  identity: ClientIdentity,
  resource: string,
): Promise<Token> {
  const network = openNetworkFor(powers);
  const { auth, system } = msalConfiguration(powers, network, identity.clientId, identity.tenant);
  const msal = new ConfidentialClientApplication({
    auth: { ...auth, ...(await secretPart(identity.credential)) },
    ...(system === undefined ? {} : { system }),
  });
  const request = { scopes: [defaultScope(resource)] };
  return readToken(await callMsal(network, () => msal.acquireTokenByClientCredential(request)));
}
