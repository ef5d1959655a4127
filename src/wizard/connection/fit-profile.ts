import { Failure } from '../../errors/failure.ts';
import type { SetupInputs } from '../../inputs/setup-inputs.ts';
import type { Organization } from '../../microsoft/organization.ts';
import type { Identity } from '../../microsoft/sign-in/identity.ts';
import type { State } from '../../state/state.ts';
import { visible } from '../../terminal/visible.ts';

/**
 * A profile is one connection. What was given must be the tenant and the server that it was begun with, and the tenant
 * that was signed in to must be the one asked for: a wrong tenant is a documented cause of failure.
 */

/** Before signing in: the server, and whether the profile is the sandbox's. */
export function fitsServer(
  state: State | undefined,
  inputs: Pick<SetupInputs, 'profile' | 'sandbox' | 'jamfUrl'>,
): void {
  if (state === undefined) return;
  const isSandbox = state.cloud === 'sandbox';
  if (isSandbox !== inputs.sandbox) {
    throw profileFailure(
      inputs.profile,
      isSandbox ? 'It belongs to the sandbox' : 'It belongs to a real tenant, and --sandbox was given',
    );
  }
  // The sandbox's Jamf Pro moves when its port is taken; its world moves with it.
  if (!isSandbox && state.jamfUrl !== undefined && state.jamfUrl !== inputs.jamfUrl) {
    throw profileFailure(inputs.profile, `It connects ${state.jamfUrl}, and ${inputs.jamfUrl} was given`);
  }
}

/** After signing in: the tenant. `sandbox reset` makes a new tenant's world, so there the state simply starts over. */
export function fitsTenant(
  state: State | undefined,
  inputs: SetupInputs,
  identity: Identity,
  organization: Organization,
): void {
  const wanted = inputs.tenant.toLowerCase();
  const names = organization.domains.map(({ name }) => name.toLowerCase());
  if (organization.id.toLowerCase() !== wanted && !names.includes(wanted)) {
    throw new Failure({
      code: 'JI-E142',
      exit: 2,
      what: `The sign-in went to another tenant than ${visible(inputs.tenant)}`,
      why: `${visible(identity.name)} is signed in to ${visible(organization.displayName)} (${organization.id}), whose domains are ${names.map((name) => visible(name)).join(', ')}`,
      fix: [
        `Sign in with an account of ${visible(inputs.tenant)}`,
        'Or give the right tenant: --tenant DOMAIN',
      ],
      field: 'tenant',
    });
  }
  fitsProfilesTenant(state, inputs.profile, organization);
}

/** The tenant that was signed in to is the one that the profile was begun with. */
export function fitsProfilesTenant(
  state: State | undefined,
  profile: string,
  organization: Pick<Organization, 'id' | 'displayName'>,
): void {
  if (state?.tenant !== undefined && state.tenant.id.toLowerCase() !== organization.id.toLowerCase()) {
    throw profileFailure(
      profile,
      `It connects the tenant ${visible(state.tenant.displayName)} (${state.tenant.id}), and ${visible(organization.displayName)} (${organization.id}) was signed in to`,
    );
  }
}

function profileFailure(profile: string, why: string): Failure {
  return new Failure({
    code: 'JI-P522',
    exit: 2,
    what: `The profile "${profile}" is another connection`,
    why,
    fix: ['Choose another profile: --profile NAME'],
    field: 'profile',
  });
}
