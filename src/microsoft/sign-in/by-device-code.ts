import type { AuthenticationResult, PublicClientApplication } from '@azure/msal-node';
import { deviceCodePrompt } from './device-code-prompt.ts';
import { notFinished } from './entra-failure.ts';
import { within } from './give-up.ts';
import type { PersonSignIn } from './person-sign-in.ts';

/** Codes live 15 minutes and MSAL notices their end by itself; this is the fence behind it. */
const LIMIT_MS = 20 * 60_000;

/** Signs in with a code that the person enters in a browser, on this computer or another. */
export async function signInByDeviceCode(
  options: PersonSignIn,
  msal: PublicClientApplication,
): Promise<AuthenticationResult | null> {
  const { clock, signal, limitMs = LIMIT_MS } = options;
  const request = {
    scopes: [...options.scopes],
    cancel: false,
    deviceCodeCallback(answer: unknown) {
      options.show(deviceCodePrompt(answer, options.cloud.signIn, clock));
    },
  };
  const outcome = await within({ clock, signal, limitMs }, msal.acquireTokenByDeviceCode(request), () => {
    request.cancel = true; // noticed at the next poll, which nobody waits for
  });
  if (!outcome.inTime) throw notFinished(limitMs, 'device-code');
  return outcome.value;
}
