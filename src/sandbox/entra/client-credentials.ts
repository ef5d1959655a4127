import { createHash } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import { SANDBOX_ACCOUNTS } from '../accounts.ts';
import type { SandboxContext } from '../service.ts';
import type { PasswordCredential } from '../world.ts';
import type { Client } from './client.ts';
import { Refusal, required } from './refusal.ts';
import { readScope, type ScopeRequest } from './scope.ts';
import { checkTenant } from './tenant.ts';
import { applicationToken } from './token.ts';

/** A token for the application itself, by its secret; a use of a secret is remembered as Entra's reports tell it. */
export async function clientCredentials(
  context: SandboxContext,
  tenant: string,
  client: Client,
  form: URLSearchParams,
) {
  if (checkTenant(context, tenant) === 'any') {
    throw new Refusal(
      50059,
      'No tenant-identifying information found in either the request or implied by any provided credentials.',
    );
  }
  const assertion = form.get('client_assertion');
  if (assertion !== null) throw unknownAssertion(assertion);
  const secret = form.get('client_secret');
  if (!secret) {
    throw new Refusal(
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  }
  const credential = checkSecret(context, client, secret);
  const scope = defaultScope(context, required(form, 'scope'));
  const answer = await applicationToken(context, client, scope);
  rememberUse(context, client, credential, scope);
  return answer;
}

function defaultScope(context: SandboxContext, scope: string): ScopeRequest {
  const words = scope.split(' ').filter((word) => word !== '');
  const [only] = words;
  if (words.length === 1 && only?.endsWith('/.default')) return readScope(context, only);
  throw new Refusal(
    1002012,
    `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
  );
}

/** Finds the secret among the application's; a new one counts as wrong until it has replicated (microsoft.md §5.6). */
function checkSecret(context: SandboxContext, client: Client, secret: string): PasswordCredential {
  const { clock, has, visible } = context;
  const sha256 = createHash('sha256').update(secret).digest('hex');
  const now = clock.now().getTime();
  const credential = client.application?.passwordCredentials.find(
    (one) => one.sha256 === sha256 && visible(one.keyId) && Date.parse(one.startDateTime) <= now,
  );
  if (credential === undefined) {
    throw new Refusal(
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${client.appId}'.`,
    );
  }
  const spared = client.appId === SANDBOX_ACCOUNTS.automation.clientId;
  if (Date.parse(credential.endDateTime) <= now || (has('secret-expired') && !spared)) {
    throw new Refusal(
      7000222,
      `The provided client secret keys for app '${client.appId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
    );
  }
  return credential;
}

/** No application of the sandbox has a certificate or a federated credential, so every assertion is a stranger's. */
function unknownAssertion(assertion: string): Refusal {
  try {
    const header = decodeProtectedHeader(assertion);
    if ('x5t' in header || 'x5t#S256' in header) {
      return new Refusal(
        700027,
        'The certificate with identifier used to sign the client assertion is not registered on application.',
      );
    }
    return new Refusal(70021, 'No matching federated identity record found for presented assertion.');
  } catch {
    return new Refusal(50027, 'JWT token is invalid or malformed.');
  }
}

function rememberUse(
  context: SandboxContext,
  client: Client,
  credential: PasswordCredential,
  scope: ScopeRequest,
): void {
  const use = { keyId: credential.keyId, appId: client.appId, resourceAppId: scope.resource.appId };
  const lastSignInDateTime = context.clock.now().toISOString();
  const known = context.world.credentialActivity.find(
    (one) => one.keyId === use.keyId && one.resourceAppId === use.resourceAppId,
  );
  if (known === undefined) context.world.credentialActivity.push({ ...use, lastSignInDateTime });
  else known.lastSignInDateTime = lastSignInDateTime;
}
