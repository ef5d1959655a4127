import { announcedPerson } from '../engine/announced-person.ts';
import { runSetup, type SetupOutcome } from '../engine/setup.ts';
import { keepState } from '../engine/state-keeper.ts';
import type { RawValues } from '../inputs/resolve.ts';
import type { SetupInputs } from '../inputs/setup-inputs.ts';
import { CLOUDS } from '../microsoft/clouds.ts';
import { openSecretStore } from '../secrets/open-secret-store.ts';
import { openStateStore } from '../state/open-state-store.ts';
import { stateHome } from '../state/state-home.ts';
import type { StateStore } from '../state/state-store.ts';
import { acceptPlan } from './accept-plan.ts';
import { decideWanted } from './decide-wanted.ts';
import { fitsServer, fitsTenant } from './fit-profile.ts';
import { headerOf } from './header-of.ts';
import { type GivenSources, profileName, readGivenSources } from './input-sources.ts';
import { personFor } from './person-for.ts';
import { readPlan, writePlan } from './plan-file.ts';
import type { Run } from './run.ts';
import { openSandboxGround, type SandboxGround } from './sandbox-ground.ts';
import { settleInputs } from './settle-inputs.ts';
import type { Progress } from './setup.ts';
import { showSignIn } from './show-sign-in.ts';
import { stateForRun } from './state-for-run.ts';
import { tellOfIntents, tellOfState } from './tell-of-state.ts';

/** How long Entra's new objects may stay invisible before they count as missing (microsoft.md §5.6). */
const REPLICATION_MS = 45_000;

/** The SDKs and all that stands on them; loaded while the person reads and answers. */
type Rooms = Awaited<ReturnType<typeof loadRooms>>;

async function loadRooms() {
  const [session, steps, http] = await Promise.all([
    import('./open-session.ts'),
    import('../steps/conditional-access.ts'),
    import('../http/open-way-out.ts'),
  ]);
  return { ...session, ...steps, ...http };
}

/** `setup` in its order: everything is asked first, then everything is done. */
export async function connect(run: Run, flags: RawValues, progress: Progress): Promise<SetupOutcome> {
  const rooms = loadRooms();
  rooms.catch(() => undefined);
  const { host } = run;
  const given = await readGivenSources('setup', flags, host);
  progress.profile = profileName(given, 'setup', progress.sandbox);
  const home = stateHome({ platform: host.platform, env: host.env, homeDirectory: host.homeFolder });
  const store = openStateStore({
    ...host,
    home,
    profile: progress.profile,
    host: host.computer,
    tool: `jamf-intune ${host.version}`,
  });
  // A plan changes nothing, not even the lock: it may be made while another run is at work.
  const lock = flags.plan === true ? undefined : await store.lock();
  try {
    const variant = flags.sandboxJamf === 'extended' ? 'extended' : 'published';
    const ground = progress.sandbox ? await openSandboxGround(host, { home, variant }) : undefined;
    try {
      return await connectOn(run, { flags, given, store, ground, rooms }, progress);
    } finally {
      await ground?.close();
    }
  } finally {
    await lock?.release();
  }
}

interface Ground {
  readonly flags: RawValues;
  readonly given: GivenSources;
  readonly store: StateStore;
  readonly ground: SandboxGround | undefined;
  readonly rooms: Promise<Rooms>;
}

async function connectOn(run: Run, on: Ground, progress: Progress): Promise<SetupOutcome> {
  const { host, emit } = run;
  const { store, ground } = on;
  const loaded = await store.load();
  tellOfState(loaded, emit);
  const earlier = loaded.kind === 'loaded' ? loaded.state : undefined;
  const saved =
    typeof on.flags.fromPlan === 'string' ? await readPlan(on.flags.fromPlan, host.cwd) : undefined;

  const inputs = await settleInputs(run, { ...on, earlier, savedInputs: saved?.inputs });
  fitsServer(earlier, inputs);
  const secrets = openSecretStore(inputs.secretStore, {
    ...host,
    folder: store.folder,
    profile: inputs.profile,
  });
  if (!inputs.plan) await secrets.probe();

  const rooms = await on.rooms;
  const wayOut = await rooms.openWayOut({
    env: host.env,
    extraCa: ground === undefined ? [] : [ground.access.endpoints.caCertificate],
    ...(inputs.ca !== undefined && { caFile: inputs.ca }),
    trace: run.trace,
    signal: host.signal,
    clock: host.clock,
  });
  progress.counts = wayOut.counts;
  const cloud = ground?.cloud ?? CLOUDS[inputs.cloud === 'sandbox' ? 'global' : inputs.cloud];
  progress.cloud = cloud;
  try {
    emit({ type: 'busy', what: 'signing in' });
    const signedIn = await rooms.signInToBoth(inputs, {
      host,
      cloud,
      wayOut,
      browser: ground?.browser ?? host.browser,
      show: (prompt) => {
        showSignIn(prompt, ground !== undefined, emit);
        ground?.answer(prompt);
      },
      keychain: async () =>
        openSecretStore('keychain', { ...host, folder: store.folder, profile: inputs.profile }),
    });
    try {
      fitsTenant(earlier, inputs, signedIn.microsoft.identity, signedIn.organization);
      return await walkSteps(
        run,
        { ...on, inputs, earlier, secrets, signedIn, rooms, expectedPlan: saved?.fingerprint },
        progress,
      );
    } finally {
      await signedIn.jamf.signOut();
    }
  } finally {
    await wayOut.close();
  }
}

interface Walk extends Omit<Ground, 'rooms'> {
  readonly inputs: SetupInputs;
  readonly earlier: Parameters<typeof stateForRun>[0];
  readonly secrets: ReturnType<typeof openSecretStore>;
  readonly signedIn: Awaited<ReturnType<Rooms['signInToBoth']>>;
  readonly rooms: Rooms;
  readonly expectedPlan: string | undefined;
}

async function walkSteps(run: Run, walk: Walk, progress: Progress): Promise<SetupOutcome> {
  const { host, emit } = run;
  const { inputs, earlier, store, ground, signedIn, rooms, secrets } = walk;
  const header = await headerOf(inputs, signedIn);
  progress.header = header;
  emit({ type: 'header', header });

  const wanted = await decideWanted(run, inputs, signedIn, earlier);
  progress.wanted = wanted;
  const keeper = keepState(store, stateForRun(earlier, wanted, host));
  const person = personFor(run, { inputs, ground, place: secrets.place, progress });
  const session = rooms.openSession(signedIn, {
    host,
    wanted,
    known: keeper.state,
    secrets,
    person: announcedPerson(person, 'jamf-settings', emit, host.clock),
    replicationMs: ground?.replicationMs ?? REPLICATION_MS,
    ...(ground !== undefined && { lookEveryMs: ground.lookEveryMs }),
  });
  tellOfIntents(earlier, emit);
  try {
    return await runSetup(
      {
        session,
        wanted,
        keeper,
        emit,
        steps: rooms.CONDITIONAL_ACCESS,
        accept: acceptPlan(run, inputs),
        keepPlan: async (plan, print) => {
          if (inputs.out !== undefined) await writePlan(inputs.out, host.cwd, plan, print, wanted);
        },
      },
      {
        planOnly: inputs.plan,
        ...(inputs.only !== undefined && { only: inputs.only }),
        ...(walk.expectedPlan !== undefined && { expectedPlan: walk.expectedPlan }),
      },
    );
  } finally {
    const appId = keeper.state().resources.application?.appId;
    if (appId !== undefined) progress.application = { appId };
  }
}
