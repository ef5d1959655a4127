import type { Host } from '../../host.ts';
import type { WayOut } from '../../http/way-out.ts';
import type { SetupInputs } from '../../inputs/setup-inputs.ts';
import type { Wanted } from '../../inputs/wanted.ts';
import { readHealth } from '../../jamf/health.ts';
import { type SignedInJamf, signInToJamf } from '../../jamf/open-jamf.ts';
import { readVersion } from '../../jamf/version.ts';
import type { Cloud } from '../../microsoft/clouds.ts';
import { listMyDirectoryRoles } from '../../microsoft/directory-roles.ts';
import type { Graph } from '../../microsoft/graph.ts';
import { openGraph } from '../../microsoft/open-graph.ts';
import { type Organization, readOrganization } from '../../microsoft/organization.ts';
import type { SignIn } from '../../microsoft/sign-in/identity.ts';
import { probeApplication } from '../../microsoft/sign-in/probe-application.ts';
import type { SignInPurpose } from '../../microsoft/sign-in/scopes.ts';
import type { TellOfWait } from '../../ports/patience.ts';
import type { SecretStore } from '../../secrets/secret-store.ts';
import type { State } from '../../state/state.ts';
import type { Person } from '../../steps/person.ts';
import type { Session } from '../../steps/session.ts';
import { jamfCredential } from './jamf-credential.ts';
import { lastingReads } from './lasting-reads.ts';
import { type MicrosoftSignInOptions, signInPowers, signInToMicrosoft } from './microsoft-sign-in.ts';

/** Both sides, signed in; nothing has been changed anywhere. */
export interface SignedIn {
  readonly microsoft: SignIn;
  readonly graph: Graph;
  readonly organization: Organization;
  readonly jamf: SignedInJamf;
  readonly cloud: Cloud;
  readonly wayOut: WayOut;
  /** What was read on the way, for whoever needs it again. */
  readonly once: Session['once'];
}

/** Signs in to both sides at the same time. */
export async function signInToBoth(
  inputs: SetupInputs,
  options: MicrosoftSignInOptions,
  purpose: SignInPurpose = 'setup',
): Promise<SignedIn> {
  const { host, cloud, wayOut } = options;
  const { clock, signal, jitter } = host;
  const jamf = signInToJamf({
    origin: inputs.jamfUrl,
    credential: jamfCredential(inputs),
    wayOut,
    clock,
    signal,
    jitter,
  });
  // A failure on the other side must not leave this one unobserved.
  jamf.catch(() => undefined);
  const signOut = async (error: unknown): Promise<never> => {
    await jamf.then((signedIn) => signedIn.signOut()).catch(() => undefined);
    throw error;
  };
  const microsoft = await signInToMicrosoft(inputs, options, purpose).catch(signOut);
  const graph = openGraph({ cloud, wayOut, clock, signal, jitter, token: microsoft.graphToken });
  const once = lastingReads();
  // The header wants these next, and nothing of them depends on the tenant's name; it is told what goes wrong.
  jamf.then((signedIn) => once('jamf-version', () => readVersion(signedIn))).catch(() => undefined);
  if (microsoft.identity.kind === 'person')
    once('directory-roles', () => listMyDirectoryRoles(graph)).catch(() => undefined);
  const [organization, signedInJamf] = await Promise.all([
    once('organization', () => readOrganization(graph)),
    jamf,
  ]).catch(signOut);
  return { microsoft, graph, organization, jamf: signedInJamf, cloud, wayOut, once };
}

export interface SessionParts {
  readonly host: Pick<Host, 'clock' | 'random' | 'signal' | 'jitter'>;
  readonly wanted: Wanted;
  readonly known: () => State;
  readonly secrets: SecretStore;
  readonly person: Person;
  readonly replicationMs: number;
  readonly lookEveryMs?: number;
  readonly tellOfWait: TellOfWait;
}

/** The powers of this run, for the steps. */
export function openSession(signedIn: SignedIn, parts: SessionParts): Session {
  const { host, wanted } = parts;
  const { clock, random, signal } = host;
  const powers = signInPowers({ host, cloud: signedIn.cloud, wayOut: signedIn.wayOut });
  return {
    wanted,
    known: parts.known,
    cloud: signedIn.cloud,
    purpose: 'setup',
    identity: signedIn.microsoft.identity,
    graph: signedIn.graph,
    jamf: signedIn.jamf,
    jamfIdentity: signedIn.jamf.identity,
    jamfHealth: () => readHealth({ origin: wanted.jamfUrl, wayOut: signedIn.wayOut, signal }),
    serverClocks: () => signedIn.wayOut.clocks(),
    probeAs: (credential) => probeApplication(powers, credential),
    secrets: parts.secrets,
    person: parts.person,
    clock,
    random,
    signal,
    replicationMs: parts.replicationMs,
    tellOfWait: parts.tellOfWait,
    ...(parts.lookEveryMs !== undefined && { lookEveryMs: parts.lookEveryMs }),
    once: signedIn.once,
  };
}
