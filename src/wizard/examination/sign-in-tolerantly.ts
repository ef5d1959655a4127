import { toFailure } from '../../engine/explain-failure.ts';
import type { Failure } from '../../errors/failure.ts';
import { NotSignedIn } from '../../errors/not-signed-in.ts';
import type { EarlyInputs } from '../../inputs/setup-inputs.ts';
import type { JamfIdentity } from '../../jamf/identity.ts';
import type { Jamf } from '../../jamf/jamf.ts';
import { type SignedInJamf, signInToJamf } from '../../jamf/open-jamf.ts';
import type { Graph } from '../../microsoft/graph.ts';
import { openGraph } from '../../microsoft/open-graph.ts';
import { type Organization, readOrganization } from '../../microsoft/organization.ts';
import type { Identity } from '../../microsoft/sign-in/identity.ts';
import type { SignInPurpose } from '../../microsoft/sign-in/scopes.ts';
import type { Session } from '../../steps/session.ts';
import { credentialGiven, jamfCredential } from '../sign-in/jamf-credential.ts';
import {
  applicationIdentity,
  type MicrosoftSignInOptions,
  signInToMicrosoft,
} from '../sign-in/microsoft-sign-in.ts';

/** One side as far as the doctor came: signed in, or with the reason why not. */
export interface Side<Access> {
  readonly access: Access;
  /** False: every read of `access` says why nobody is signed in. */
  readonly signedIn: boolean;
}

/** Microsoft's side also knows the tenant, where its description may be read. */
export interface MicrosoftSide extends Side<MicrosoftAccess> {
  readonly organization: Organization | undefined;
}

export interface MicrosoftAccess {
  readonly graph: Graph;
  readonly identity: Identity;
}

export interface JamfAccess {
  readonly jamf: Jamf;
  readonly identity: JamfIdentity;
  readonly signOut: () => Promise<void>;
}

const NOBODY: Identity = { kind: 'application', name: 'nobody', tenantId: '', permissions: [] };

/**
 * Signs in to Microsoft if that can be done; otherwise gives a Graph every read of which says that nobody is signed in.
 * @param attended whether a person is at a browser or can enter a device code
 * @param once keeps what lasts as long as the run, for whoever looks at it next
 */
export async function microsoftSide(
  inputs: EarlyInputs,
  purpose: SignInPurpose,
  attended: boolean,
  options: MicrosoftSignInOptions,
  once: Session['once'],
): Promise<MicrosoftSide> {
  const { host, cloud, wayOut } = options;
  const { clock, signal, jitter } = host;
  const { tenant } = inputs;
  if (tenant === undefined) return nobodyAtMicrosoft('no tenant was given: --tenant DOMAIN');
  const complete = { ...inputs, tenant };
  if (applicationIdentity(complete) === undefined && !attended) {
    return nobodyAtMicrosoft('nobody can be asked here; give AZURE_CLIENT_ID and AZURE_CLIENT_SECRET');
  }
  try {
    const signIn = await signInToMicrosoft(complete, options, purpose);
    const graph = openGraph({ cloud, wayOut, clock, signal, jitter, token: signIn.graphToken });
    const organization = await once('organization', () => readOrganization(graph)).catch(() => undefined);
    return { access: { graph, identity: signIn.identity }, signedIn: true, organization };
  } catch (error) {
    if (signal.aborted) throw error;
    return nobodyAtMicrosoft(reasonOf(toFailure(error, 'Sign-in')));
  }
}

function nobodyAtMicrosoft(why: string): MicrosoftSide {
  const graph = refusingGraph(new NotSignedIn(`not signed in to Microsoft: ${why}`));
  return { access: { graph, identity: NOBODY }, signedIn: false, organization: undefined };
}

/** Signs in to Jamf Pro if that can be done, otherwise gives a Jamf every read of which says so. */
export async function jamfSide(
  inputs: EarlyInputs,
  { host, wayOut }: Pick<MicrosoftSignInOptions, 'host' | 'wayOut'>,
): Promise<Side<JamfAccess>> {
  const { clock, signal, jitter } = host;
  const origin = inputs.jamfUrl;
  if (origin === undefined) return nobodyAtJamf('', 'no address was given: --jamf-url URL');
  if (!credentialGiven(inputs)) {
    return nobodyAtJamf(origin, 'no credential was given: JAMF_CLIENT_ID and JAMF_CLIENT_SECRET');
  }
  try {
    const jamf = await signInToJamf({
      origin,
      credential: jamfCredential(inputs),
      wayOut,
      clock,
      signal,
      jitter,
    });
    return { access: accessTo(jamf), signedIn: true };
  } catch (error) {
    if (signal.aborted) throw error;
    return nobodyAtJamf(origin, reasonOf(toFailure(error, 'Sign-in')));
  }
}

/** The failure in one line: the first sentence, and why. */
function reasonOf({ message, why, code }: Failure): string {
  return [`${message} (${code})`, why?.split('\n')[0]].filter(Boolean).join(': ');
}

function accessTo(jamf: SignedInJamf): JamfAccess {
  return { jamf, identity: jamf.identity, signOut: () => jamf.signOut() };
}

function nobodyAtJamf(origin: string, why: string): Side<JamfAccess> {
  const jamf = refusingJamf(origin, new NotSignedIn(`not signed in to Jamf Pro: ${why}`));
  const identity: JamfIdentity = {
    kind: 'client',
    name: 'nobody',
    privilegeSet: undefined,
    privileges: undefined,
  };
  return { access: { jamf, identity, signOut: async () => undefined }, signedIn: false };
}

function refusingGraph(reason: NotSignedIn): Graph {
  const refuse = () => Promise.reject(reason);
  return { get: refuse, find: refuse, count: refuse, write: refuse, pages: () => refusingPages(reason) };
}

function refusingJamf(origin: string, reason: NotSignedIn): Jamf {
  const refuse = () => Promise.reject(reason);
  const pages = () => refusingPages(reason);
  return {
    origin,
    get: refuse,
    find: refuse,
    write: refuse,
    pinned: refuse,
    pages,
    signOut: async () => undefined,
  };
}

// biome-ignore lint/correctness/useYield: it refuses before there is anything to give
async function* refusingPages(reason: NotSignedIn): AsyncGenerator<never> {
  throw reason;
}
