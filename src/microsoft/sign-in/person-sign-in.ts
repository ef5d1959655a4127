import type { ICachePlugin } from '@azure/msal-node';
import type { Browser } from '../../ports/browser.ts';
import type { ShowPrompt } from './prompt.ts';
import type { SignInPowers } from './sign-in-powers.ts';

/** How a person is to be signed in. */
export interface PersonSignIn extends SignInPowers {
  /** Id or domain; without it, the tenant that the person's account belongs to. */
  readonly tenant?: string;
  /** The public client to sign in with: Microsoft Graph Command Line Tools, or one of the tenant's own. */
  readonly clientId: string;
  /** Full scopes, from `delegatedScopes`. */
  readonly scopes: readonly string[];
  readonly flow: 'browser' | 'device-code';
  readonly browser: Browser;
  readonly show: ShowPrompt;
  /** How long the person may take, in milliseconds. Default 10 minutes in the browser, 20 with a device code. */
  readonly limitMs?: number;
  /** Keeps the sign-in between runs; only in the OS keychain and only on request. */
  readonly tokenCache?: ICachePlugin;
}
