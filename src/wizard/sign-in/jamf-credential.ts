import type { EarlyInputs } from '../../inputs/setup-inputs.ts';
import type { JamfCredential } from '../../jamf/credential.ts';

export type JamfInputs = Pick<
  EarlyInputs,
  'jamfClientId' | 'jamfClientSecret' | 'jamfUsername' | 'jamfPassword'
>;

/** Whether a whole credential was given. */
export function credentialGiven(inputs: JamfInputs): boolean {
  const client = inputs.jamfClientId !== undefined && inputs.jamfClientSecret !== undefined;
  return client || (inputs.jamfUsername !== undefined && inputs.jamfPassword !== undefined);
}

/**
 * Who signs in to Jamf Pro. The inputs were checked for completeness before, so something missing here is a defect.
 */
export function jamfCredential(inputs: JamfInputs): JamfCredential {
  const { jamfClientId, jamfClientSecret, jamfUsername, jamfPassword } = inputs;
  if (jamfClientId !== undefined && jamfClientSecret !== undefined) {
    return { kind: 'client', id: jamfClientId, secret: jamfClientSecret };
  }
  if (jamfUsername !== undefined && jamfPassword !== undefined) {
    return { kind: 'user', username: jamfUsername, password: jamfPassword };
  }
  throw new Error('no complete Jamf Pro credential among the inputs');
}
