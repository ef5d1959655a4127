import type { DoctorResult } from '../../engine/doctor-result.ts';
import { NotSignedIn } from '../../errors/not-signed-in.ts';
import type { Host } from '../../host.ts';
import type { DoctorInputs } from '../../inputs/read-doctor-inputs.ts';
import type { EarlyInputs } from '../../inputs/setup-inputs.ts';
import { type JamfHealth, readHealth } from '../../jamf/health.ts';
import { readVersion } from '../../jamf/version.ts';
import { probeApplication } from '../../microsoft/sign-in/probe-application.ts';
import { openSecretStore } from '../../secrets/open-secret-store.ts';
import type { SecretStore } from '../../secrets/secret-store.ts';
import type { State } from '../../state/state.ts';
import type { Person } from '../../steps/person.ts';
import type { Session } from '../../steps/session.ts';
import { stateForRun } from '../connection/state-for-run.ts';
import { lastingReads } from '../sign-in/lasting-reads.ts';
import { type MicrosoftSignInOptions, signInPowers } from '../sign-in/microsoft-sign-in.ts';
import { jamfSide, microsoftSide } from './sign-in-tolerantly.ts';
import { wantedToExamine } from './wanted-to-examine.ts';

export interface Patient {
  readonly host: Host;
  readonly inputs: EarlyInputs;
  readonly doctor: Pick<DoctorInputs, 'deep'>;
  readonly earlier: State | undefined;
  /** The profile's folder, where a 0600 secret file would be. */
  readonly folder: string;
  readonly signIn: MicrosoftSignInOptions;
  /** Somebody is at a browser, or can enter a device code. */
  readonly attended: boolean;
}

/** The session of an examination: every power to look, none to change, and what is known of the two sides. */
export interface Opened {
  readonly session: Session;
  readonly tenant: DoctorResult['tenant'];
  readonly jamf: DoctorResult['jamf'];
  /** Both sides are signed in; otherwise the looks that needed the other one say why they could not be made. */
  readonly signedIn: boolean;
  close(): Promise<void>;
}

/** Signs in to both sides at the same time, where that can be done, and prepares the session. */
export async function openExamination(patient: Patient): Promise<Opened> {
  const { host, inputs, earlier, signIn } = patient;
  const { cloud, wayOut } = signIn;
  const { clock, random, signal } = host;
  const purpose = patient.doctor.deep ? 'observe-deeply' : 'observe';
  const once = lastingReads();
  const [microsoft, jamf] = await Promise.all([
    microsoftSide(inputs, purpose, patient.attended, signIn, once),
    jamfSide(inputs, signIn),
  ]);
  const { organization } = microsoft;
  const { graph, identity } = microsoft.access;
  const wanted = await wantedToExamine({ inputs, cloud, organization, earlier, graph });
  // Never saved: what is learnt while looking is forgotten again.
  const known = stateForRun(earlier, wanted, host);
  const powers = signInPowers({ host, cloud, wayOut });
  const session: Session = {
    wanted,
    known: () => known,
    cloud,
    purpose: 'observe',
    identity,
    graph,
    jamf: jamf.access.jamf,
    jamfIdentity: jamf.access.identity,
    jamfHealth: () => healthOf(wanted.jamfUrl, patient),
    serverClocks: () => wayOut.clocks(),
    probeAs: (credential) => probeApplication(powers, credential),
    secrets: readableStore(patient, wanted.secretStore),
    person: NOBODY,
    clock,
    random,
    signal,
    // What was changed was replicated long ago: the doctor looks once and believes what it sees.
    replicationMs: 0,
    once,
  };
  return {
    session,
    tenant: organization === undefined ? null : { ...wanted.tenant, cloud: cloud.name },
    jamf: wanted.jamfUrl === '' ? null : { url: wanted.jamfUrl, version: await versionOf(session) },
    signedIn: microsoft.signedIn && jamf.signedIn,
    close: () => jamf.access.signOut(),
  };
}

const NOBODY: Person = {
  name: 'nobody',
  patienceMs: 0,
  begin: () => ({ left: Promise.resolve(), update: () => undefined, close: () => undefined }),
};

async function versionOf({ jamf, once }: Session): Promise<string | null> {
  // The header shows the version where it can be read; the checks judge it.
  return once('jamf-version', () => readVersion(jamf)).then(
    ({ text }) => text,
    () => null,
  );
}

function healthOf(origin: string, { host, signIn }: Patient): Promise<JamfHealth> {
  if (origin === '')
    return Promise.reject(new NotSignedIn('no address of Jamf Pro was given: --jamf-url URL'));
  return readHealth({ origin, wayOut: signIn.wayOut, signal: host.signal });
}

/** A store that cannot be read has no secret to try; the doctor then says that the token was not tried. */
function readableStore({ host, folder, inputs }: Patient, kind: SecretStore['kind']): SecretStore {
  const store = openSecretStore(kind, { ...host, folder, profile: inputs.profile ?? 'default' });
  return { ...store, get: (label) => store.get(label).catch(() => undefined) };
}
