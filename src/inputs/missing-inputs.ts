import { Failure } from '../errors/failure.ts';
import type { Input } from './input.ts';
import { waysToGive } from './problem.ts';

/** Whether a value is there for a key. */
type Has = (key: string) => boolean;

/** An API client with its secret, or a user with a password; what was begun is to be completed. */
function missingForJamf(has: Has): readonly string[] {
  if (has('jamfUsername') && !has('jamfClientId')) return has('jamfPassword') ? [] : ['jamfPassword'];
  return ['jamfClientId', 'jamfClientSecret'].filter((key) => !has(key));
}

/** Without a person at a browser the program signs in as an application, or as the machine it runs on. */
function missingForMicrosoft(has: Has): readonly string[] {
  if (has('deviceCode') || has('managedIdentity')) return [];
  const proofs = ['azureClientSecret', 'azureClientCertificatePath', 'azureFederatedTokenFile'];
  const proof = proofs.some(has) ? [] : ['azureClientSecret'];
  return has('clientId') ? proof : ['clientId', ...proof];
}

/**
 * The inputs of a command that have no value and without which it cannot go on.
 * @param attended true when a person can be asked and can sign in with a browser
 */
export function findMissing(inputs: readonly Input[], has: Has, attended: boolean): readonly Input[] {
  const needed = new Set([
    ...inputs.filter((input) => input.required && !has(input.key)).map((input) => input.key),
    ...missingForJamf(has),
    ...(attended ? [] : missingForMicrosoft(has)),
  ]);
  return inputs.filter((input) => needed.has(input.key));
}

const ALTERNATIVES: Readonly<Record<string, string>> = {
  clientId: ' · or --managed-identity, or --device-code',
  azureClientSecret: ' · or AZURE_CLIENT_CERTIFICATE_PATH, or AZURE_FEDERATED_TOKEN_FILE',
  jamfClientId: ' · or JAMF_USERNAME',
  jamfClientSecret: ' · or JAMF_PASSWORD with JAMF_USERNAME',
};

/** All missing inputs in one failure, each with its flag, variable and key. Exit 2; nothing was changed. */
export function missingInputs(missing: readonly Input[]): Failure {
  const [first] = missing;
  return new Failure({
    code: 'JI-P501',
    exit: 2,
    what: missing.length === 1 ? '1 input is missing' : `${missing.length} inputs are missing`,
    why: 'There is no terminal to ask on, or --no-input or --json was given.',
    fix: missing.map(
      (input) => `${input.key}: ${waysToGive(input).join(' or ')}${ALTERNATIVES[input.key] ?? ''}`,
    ),
    ...(first === undefined ? {} : { field: first.key }),
  });
}
