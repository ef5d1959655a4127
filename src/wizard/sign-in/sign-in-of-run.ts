import type { WayOut } from '../../http/way-out.ts';
import type { EarlyInputs } from '../../inputs/setup-inputs.ts';
import { CLOUDS, type Cloud } from '../../microsoft/clouds.ts';
import { openSecretStore } from '../../secrets/open-secret-store.ts';
import type { Run } from '../run/run.ts';
import type { SandboxGround } from '../sandbox/ground.ts';
import type { MicrosoftSignInOptions } from './microsoft-sign-in.ts';
import { showSignIn } from './show-sign-in.ts';

/** The sandbox's cloud where one stands, else the one that was named, else the public one. */
export function cloudOf({ cloud }: Pick<EarlyInputs, 'cloud'>, ground: SandboxGround | undefined): Cloud {
  return ground?.cloud ?? CLOUDS[cloud === undefined || cloud === 'sandbox' ? 'global' : cloud];
}

/** Where somebody signs in, and where their tokens may be kept. */
interface SignInPlace {
  readonly cloud: Cloud;
  readonly wayOut: WayOut;
  readonly ground: SandboxGround | undefined;
  /** The profile's folder, and its name. */
  readonly folder: string;
  readonly profile: string;
}

/** What signing in to Microsoft takes of a run; in the sandbox its administrator answers for the person. */
export function signInOfRun(
  { host, emit }: Run,
  { cloud, wayOut, ground, folder, profile }: SignInPlace,
): MicrosoftSignInOptions {
  return {
    host,
    cloud,
    wayOut,
    browser: ground?.browser ?? host.browser,
    show: (prompt) => {
      showSignIn(prompt, ground !== undefined, emit);
      ground?.answer(prompt);
    },
    keychain: async () => openSecretStore('keychain', { ...host, folder, profile }),
  };
}
