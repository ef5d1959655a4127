import type { AuthenticationResult, PublicClientApplication } from '@azure/msal-node';
import { notFinished } from './entra-failure.ts';
import { within } from './give-up.ts';
import { endLoopback, type Loopback, loopbackOf } from './loopback.ts';
import { NOT_SIGNED_IN_PAGE, SIGNED_IN_PAGE } from './pages.ts';
import type { PersonSignIn } from './person-sign-in.ts';

const LIMIT_MS = 10 * 60_000;

/**
 * Signs in in the system browser with PKCE. MSAL listens on 127.0.0.1 for the answer; the deadline, the interruption
 * and the browser that does not start are ours (microsoft.md §8.3).
 */
export async function signInInBrowser(
  options: PersonSignIn,
  msal: PublicClientApplication,
): Promise<AuthenticationResult> {
  const { limitMs = LIMIT_MS } = options;
  let loopback: Loopback | undefined;
  const work = msal.acquireTokenInteractive({
    scopes: [...options.scopes],
    // An administrator has several accounts, and the browser would take the wrong one silently.
    prompt: 'select_account',
    successTemplate: SIGNED_IN_PAGE,
    errorTemplate: NOT_SIGNED_IN_PAGE,
    async openBrowser(url) {
      loopback = loopbackOf(url);
      const opening = options.browser.open(url);
      const opened = await opening.then(
        () => true,
        () => false,
      );
      options.show({ kind: 'browser', url, opened });
    },
  });
  const outcome = await within({ clock: options.clock, signal: options.signal, limitMs }, work, () => {
    if (loopback !== undefined) endLoopback(loopback);
  });
  if (!outcome.inTime) throw notFinished(limitMs, 'browser');
  return outcome.value;
}
