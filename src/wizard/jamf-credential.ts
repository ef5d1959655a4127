import type { SetupInputs } from '../inputs/setup-inputs.ts';
import type { JamfCredential } from '../jamf/credential.ts';

/**
 * Who signs in to Jamf Pro. The inputs were checked for completeness before, so something missing here is a defect.
 */
export function jamfCredential(
  inputs: Pick<SetupInputs, 'jamfClientId' | 'jamfClientSecret' | 'jamfUsername' | 'jamfPassword'>,
): JamfCredential {
  const { jamfClientId, jamfClientSecret, jamfUsername, jamfPassword } = inputs;
  if (jamfClientId !== undefined && jamfClientSecret !== undefined) {
    return { kind: 'client', id: jamfClientId, secret: jamfClientSecret };
  }
  if (jamfUsername !== undefined && jamfPassword !== undefined) {
    return { kind: 'user', username: jamfUsername, password: jamfPassword };
  }
  throw new Error('no complete Jamf Pro credential among the inputs');
}
