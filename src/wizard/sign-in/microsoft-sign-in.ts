import type { Host } from '../../host.ts';
import type { WayOut } from '../../http/way-out.ts';
import type { EarlyInputs } from '../../inputs/setup-inputs.ts';
import type { Cloud } from '../../microsoft/clouds.ts';
import { GRAPH_COMMAND_LINE_TOOLS } from '../../microsoft/identifiers.ts';
import type { SignIn } from '../../microsoft/sign-in/identity.ts';
import type { ShowPrompt } from '../../microsoft/sign-in/prompt.ts';
import { delegatedScopes, type SignInPurpose } from '../../microsoft/sign-in/scopes.ts';
import {
  type ApplicationIdentity,
  signInAsApplication,
} from '../../microsoft/sign-in/sign-in-as-application.ts';
import { signInAsPerson } from '../../microsoft/sign-in/sign-in-as-person.ts';
import type { SignInPowers } from '../../microsoft/sign-in/sign-in-powers.ts';
import { keychainTokenCache } from '../../microsoft/sign-in/token-cache.ts';
import type { Browser } from '../../ports/browser.ts';
import type { SecretStore } from '../../secrets/secret-store.ts';

export type MicrosoftInputs = { readonly tenant: string } & Pick<
  EarlyInputs,
  | 'clientId'
  | 'azureClientSecret'
  | 'azureClientCertificatePath'
  | 'azureFederatedTokenFile'
  | 'managedIdentity'
  | 'deviceCode'
  | 'cacheTokens'
>;

export interface MicrosoftSignInOptions {
  readonly host: Pick<Host, 'clock' | 'signal' | 'jitter'>;
  readonly cloud: Cloud;
  readonly wayOut: WayOut;
  readonly browser: Browser;
  readonly show: ShowPrompt;
  /** Opened only for `--cache-tokens`. */
  readonly keychain: () => Promise<SecretStore>;
}

/** What signing in needs, whoever signs in. Also for probing as the connection's own application. */
export function signInPowers({
  host,
  cloud,
  wayOut,
}: Pick<MicrosoftSignInOptions, 'host' | 'cloud' | 'wayOut'>): SignInPowers {
  const { clock, signal, jitter } = host;
  // The sandbox's sign-in service is on loopback and in no list of Microsoft's, so MSAL is told to trust it.
  const known = cloud.name === 'sandbox' ? { knownAuthorities: [new URL(cloud.signIn).host] } : {};
  return { cloud, wayOut, clock, signal, jitter, told: new Map(), ...known };
}

/** Signs in to Microsoft the way the inputs say: unattended when there is a credential, else a person. */
export async function signInToMicrosoft(
  inputs: MicrosoftInputs,
  options: MicrosoftSignInOptions,
  purpose: SignInPurpose = 'setup',
): Promise<SignIn> {
  const powers = signInPowers(options);
  const application = applicationIdentity(inputs);
  if (application !== undefined) return signInAsApplication(powers, application);
  return signInAsPerson({
    ...powers,
    tenant: inputs.tenant,
    clientId: inputs.clientId ?? GRAPH_COMMAND_LINE_TOOLS,
    scopes: delegatedScopes(purpose, options.cloud.graph),
    flow: inputs.deviceCode ? 'device-code' : 'browser',
    browser: options.browser,
    show: options.show,
    ...(inputs.cacheTokens && {
      tokenCache: keychainTokenCache(await options.keychain(), `sign-in ${inputs.tenant}`),
    }),
  });
}

/** The application that signs in, by the variables that Azure's own libraries use; undefined when a person does. */
export function applicationIdentity(inputs: MicrosoftInputs): ApplicationIdentity | undefined {
  const { tenant, clientId, azureClientSecret, azureClientCertificatePath, azureFederatedTokenFile } = inputs;
  if (inputs.managedIdentity) return { managedIdentity: true, ...(clientId && { clientId }) };
  if (clientId === undefined) return undefined;
  if (azureClientSecret !== undefined) {
    return { tenant, clientId, credential: { kind: 'secret', secret: azureClientSecret } };
  }
  if (azureClientCertificatePath !== undefined) {
    return { tenant, clientId, credential: { kind: 'certificate', path: azureClientCertificatePath } };
  }
  if (azureFederatedTokenFile !== undefined) {
    return { tenant, clientId, credential: { kind: 'federated-token', path: azureFederatedTokenFile } };
  }
  return undefined;
}
