import { setMaxListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKS } from '../../src/checks/all.ts';
import { type Examination, examine } from '../../src/engine/doctor.ts';
import { newRound } from '../../src/engine/plan.ts';
import { openWayOut } from '../../src/http/open-way-out.ts';
import type { WayOut } from '../../src/http/way-out.ts';
import { readHealth } from '../../src/jamf/health.ts';
import { signInToJamf } from '../../src/jamf/open-jamf.ts';
import { openGraph } from '../../src/microsoft/open-graph.ts';
import { probeApplication } from '../../src/microsoft/sign-in/probe-application.ts';
import { signInAsApplication } from '../../src/microsoft/sign-in/sign-in-as-application.ts';
import type { Fault } from '../../src/sandbox/faults.ts';
import type { World } from '../../src/sandbox/world.ts';
import { memoryStore } from '../../src/secrets/memory-store.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { parseStateFile } from '../../src/state/state-file.ts';
import { CONDITIONAL_ACCESS } from '../../src/steps/conditional-access.ts';
import type { Session } from '../../src/steps/session.ts';
import { type LawGround, openLawGround, SETUP } from './laws-ground.ts';
import { realClock } from './sandbox-ground.ts';

/** A sandbox that was set up once, and the doctor's eyes in it. */
export interface ChecksGround {
  readonly session: Session;
  readonly world: World;
  /** Requests to Graph and Jamf Pro since the ground was opened that write. */
  readonly writes: () => number;
  /** Looks at everything as the doctor does, in the connected world with these faults and nothing that was before. */
  examineWith(...faults: readonly Fault[]): Promise<Examination>;
  close(): Promise<void>;
}

export async function openChecksGround(): Promise<ChecksGround> {
  const ground = await openLawGround({ lagMs: 0 });
  const home = ground.begin();
  const run = await ground.run(home, SETUP);
  if (run.code !== 0) throw new Error(`The set-up ended with ${run.code}: ${run.stdout}`);
  ground.clock.reset();
  const connected = structuredClone(ground.world);
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  const { caCertificate } = ground.access.endpoints;
  const wayOut = await openWayOut({ env: {}, extraCa: [caCertificate], clock: realClock, signal });
  const session = await openSession(ground, home, wayOut, signal);
  return {
    session,
    world: ground.world,
    writes: () => wayOut.counts().writes,
    async examineWith(...faults) {
      delete ground.world.afflicted;
      Object.assign(ground.world, structuredClone(connected));
      ground.world.faults = [...faults];
      return examine({
        round: newRound(session),
        steps: CONDITIONAL_ACCESS.map((step) => ({ step, room: 'entra', needs: 'a right' })),
        checks: CHECKS,
        probes: (async function* () {})(),
        onExamined: () => undefined,
        onProbe: () => undefined,
      });
    },
    async close() {
      await wayOut.close();
      await ground.close();
    },
  };
}

async function openSession(
  { access, world }: LawGround,
  home: string,
  wayOut: WayOut,
  signal: AbortSignal,
): Promise<Session> {
  const { entra, graph: graphOrigin, jamf: jamfOrigin, intune } = access.endpoints;
  const powers = {
    cloud: { signIn: entra, graph: graphOrigin },
    wayOut,
    clock: realClock,
    signal,
    jitter: () => 0,
    knownAuthorities: [new URL(entra).host],
  };
  const { automation, jamfClient, tenantId, domain } = access;
  const signIn = await signInAsApplication(powers, {
    tenant: tenantId,
    clientId: automation.clientId,
    credential: { kind: 'secret', secret: new Secret(automation.clientSecret) },
  });
  const jamf = await signInToJamf({
    ...powers,
    origin: jamfOrigin,
    credential: { kind: 'client', id: jamfClient.clientId, secret: new Secret(jamfClient.clientSecret) },
  });
  const parsed = parseStateFile(readFileSync(join(home, 'sandbox', 'state.json'), 'utf8'));
  if (parsed.kind !== 'state') throw new Error(`The state is ${parsed.kind}`);
  const { state } = parsed;
  const groups = (name: string) =>
    world.groups
      .filter(({ displayName }) => displayName === name)
      .map(({ id, displayName }) => ({ id, displayName }));
  return {
    wanted: {
      profile: 'sandbox',
      connection: 'conditional-access',
      cloud: 'sandbox',
      tenant: { id: tenantId, domain, displayName: world.tenant.displayName },
      jamfUrl: jamfOrigin,
      appName: 'Jamf Conditional Access',
      permissions: 'auto',
      secretMonths: 6,
      secretStore: 'none',
      includeGroups: groups('Mac users'),
      excludeGroups: groups('Kiosk'),
    },
    known: () => state,
    cloud: {
      name: 'sandbox',
      title: 'Sandbox',
      signIn: entra,
      graph: graphOrigin,
      intunePortal: intune,
      azurePortal: entra,
    },
    purpose: 'observe',
    identity: signIn.identity,
    graph: openGraph({ ...powers, token: signIn.graphToken }),
    jamf,
    jamfIdentity: jamf.identity,
    jamfHealth: () => readHealth({ origin: jamfOrigin, wayOut, signal }),
    serverClocks: () => wayOut.clocks(),
    probeAs: (credential) => probeApplication(powers, credential),
    // The text of the secret is in Jamf Pro alone, as on the computer of a colleague.
    secrets: memoryStore(),
    person: {
      name: 'nobody',
      patienceMs: 0,
      begin: () => ({ left: Promise.resolve(), update: () => undefined, close: () => undefined }),
    },
    clock: realClock,
    random: { uuid: () => crypto.randomUUID() },
    signal,
    replicationMs: 0,
    once: (_key, read) => read(),
  };
}
