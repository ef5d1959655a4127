import { PublicClientApplication } from '@azure/msal-node';
import { signInByDeviceCode } from './by-device-code.ts';
import { callMsal } from './call-msal.ts';
import { holdToken } from './held-token.ts';
import type { SignIn } from './identity.ts';
import { signInInBrowser } from './in-browser.ts';
import { readResult, type SignedIn } from './msal-result.ts';
import type { PersonSignIn } from './person-sign-in.ts';
import { permissionNames } from './scopes.ts';
import { msalConfiguration, openNetworkFor } from './sign-in-powers.ts';
import { type MsalSession, renewSilently, takeUpStored } from './stored-sign-in.ts';

/** Opens MSAL's public client; Microsoft has announced its removal, so nothing but this room knows it (§1). */
function openSession(options: PersonSignIn): MsalSession {
  const network = openNetworkFor(options);
  const tenant = options.tenant ?? 'organizations';
  // A refresh token that came from a device code is refused later by policy (AADSTS530036): not worth keeping.
  const cachePlugin = options.flow === 'browser' ? options.tokenCache : undefined;
  const msal = new PublicClientApplication({
    ...msalConfiguration(options, network, options.clientId, tenant),
    ...(cachePlugin === undefined ? {} : { cache: { cachePlugin } }),
  });
  return { options, msal, network };
}

async function signInAnew({ options, msal, network }: MsalSession): Promise<SignedIn> {
  const interactive = options.flow === 'browser' ? signInInBrowser : signInByDeviceCode;
  return readResult(await callMsal(network, () => interactive(options, msal)));
}

/**
 * Signs a person in, in the browser or with a device code. Tokens stay in memory, or in the cache that was handed in.
 *
 * @throws ServiceError with an `AADSTS…` code when Entra refuses; Failure JI-E190 when nobody finishes in time; the
 *   signal's reason when it aborts
 */
export async function signInAsPerson(options: PersonSignIn): Promise<SignIn> {
  const session = openSession(options);
  const stored = options.tokenCache === undefined ? undefined : await takeUpStored(session);
  const signedIn = stored ?? (await signInAnew(session));
  return {
    identity: {
      kind: 'person',
      name: signedIn.account.username,
      tenantId: signedIn.tenantId,
      permissions: permissionNames(signedIn.scopes, options.cloud.graph),
    },
    graphToken: holdToken(options.clock, signedIn.token, async () => {
      const renewed = await renewSilently(session, signedIn.account);
      return renewed.token;
    }),
  };
}
