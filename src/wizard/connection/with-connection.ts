import { announcedPerson } from '../../engine/announced-person.ts';
import { announcedWaits } from '../../engine/announced-waits.ts';
import type { Header } from '../../engine/event.ts';
import { keepState, type StateKeeper } from '../../engine/state-keeper.ts';
import type { RawValues } from '../../inputs/resolve.ts';
import type { SetupInputs } from '../../inputs/setup-inputs.ts';
import type { Wanted } from '../../inputs/wanted.ts';
import type { SignInPurpose } from '../../microsoft/sign-in/scopes.ts';
import { type Clipboard, openClipboard } from '../../secrets/clipboard.ts';
import { clipboardTools } from '../../secrets/clipboard-tools.ts';
import { openSecretStore } from '../../secrets/open-secret-store.ts';
import type { SecretStore } from '../../secrets/secret-store.ts';
import type { State } from '../../state/state.ts';
import type { StateStore } from '../../state/state-store.ts';
import type { Session } from '../../steps/session.ts';
import type { ListedStep } from '../../steps/step.ts';
import { type GivenSources, profileName, readGivenSources } from '../run/input-sources.ts';
import type { Progress } from '../run/progress.ts';
import type { Run } from '../run/run.ts';
import { openSandboxGround, type SandboxGround } from '../sandbox/ground.ts';
import { begunAnew, tellOfDisconnection } from '../setup/after-disconnect.ts';
import type { SignedIn } from '../sign-in/open-session.ts';
import { cloudOf, signInOfRun } from '../sign-in/sign-in-of-run.ts';
import { wayOutOfRun } from '../sign-in/way-out-of-run.ts';
import { fitsServer, fitsTenant } from './fit-profile.ts';
import { headerOf } from './header-of.ts';
import { homeOf, openProfile } from './open-profile.ts';
import { personFor } from './person-for.ts';
import { type Rooms, roomsWhileAsking } from './rooms.ts';
import { stateForRun } from './state-for-run.ts';
import { tellOfIntents, tellOfState } from './tell-of-state.ts';

/** How long Entra's new objects may stay invisible before they count as missing (microsoft.md §5.6). */
const REPLICATION_MS = 45_000;

/** What is there before anybody is signed in. */
export interface Beginning {
  readonly flags: RawValues;
  readonly given: GivenSources;
  readonly ground: SandboxGround | undefined;
  readonly store: StateStore;
  readonly earlier: State | undefined;
}

/** A connection in hand: both sides signed in, everything decided, the state ready to be kept. */
export interface Connection extends Beginning {
  readonly inputs: SetupInputs;
  readonly signedIn: SignedIn;
  readonly header: Header;
  readonly wanted: Wanted;
  readonly secrets: SecretStore;
  readonly keeper: StateKeeper;
  readonly session: Session;
  readonly steps: readonly ListedStep[];
}

/** What a command does with a connection. */
export interface ConnectionWish<Outcome> {
  readonly command: 'setup' | 'rotate-secret' | 'disconnect' | 'status';
  /** Takes the profile's lock and tries the secret store; a command that only looks does neither. */
  readonly changes: boolean;
  /** Which permissions a person signs in with; `setup`'s unless another is named. */
  readonly signInFor?: SignInPurpose;
  /** For the header's first line: `Connect Jamf Pro to Microsoft Intune`. */
  readonly title: string;
  readonly settle: (run: Run, beginning: Beginning) => Promise<SetupInputs>;
  readonly decide: (
    run: Run,
    inputs: SetupInputs,
    signedIn: SignedIn,
    earlier: State | undefined,
  ) => Promise<Wanted>;
  readonly act: (connection: Connection) => Promise<Outcome>;
}

/**
 * Brings a connection into hand and gives it to `wish.act`; closes everything behind it, whatever happens. Everything
 * is asked first, then everything is done.
 */
export async function withConnection<Outcome>(
  run: Run,
  flags: RawValues,
  progress: Progress,
  wish: ConnectionWish<Outcome>,
): Promise<Outcome> {
  const { host } = run;
  const rooms = roomsWhileAsking(host);
  const given = await readGivenSources(wish.command, flags, host);
  progress.profile = profileName(given, wish.command, progress.sandbox);
  const store = openProfile(host, progress.profile);
  const lock = wish.changes ? await store.lock() : undefined;
  try {
    const variant = flags.sandboxJamf === 'extended' ? 'extended' : 'published';
    const ground = progress.sandbox
      ? await openSandboxGround(host, { home: homeOf(host), variant })
      : undefined;
    try {
      const loaded = await store.load();
      tellOfState(loaded, run.emit);
      const earlier = loaded.kind === 'loaded' ? loaded.state : undefined;
      return await signInAndAct(run, { flags, given, ground, store, earlier }, rooms, progress, wish);
    } finally {
      await ground?.close();
    }
  } finally {
    await lock?.release();
  }
}

async function signInAndAct<Outcome>(
  run: Run,
  beginning: Beginning,
  load: () => Promise<Rooms>,
  progress: Progress,
  wish: ConnectionWish<Outcome>,
): Promise<Outcome> {
  const { host, emit } = run;
  const { store, ground, earlier } = beginning;
  const inputs = await wish.settle(run, beginning);
  fitsServer(earlier, inputs);
  const places = { ...host, folder: store.folder, profile: inputs.profile };
  const secrets = openSecretStore(inputs.secretStore, places);
  // A store that fails only after the secret was made would lose it (reliability.md §9.3).
  if (wish.changes) await secrets.probe();

  const rooms = await load();
  const wayOut = await rooms.openWayOut(wayOutOfRun(run, inputs.ca, ground));
  progress.counts = wayOut.counts;
  const cloud = cloudOf(inputs, ground);
  progress.cloud = cloud;
  try {
    emit({ type: 'busy', what: 'signing in' });
    const signedIn = await rooms.signInToBoth(
      inputs,
      signInOfRun(run, { cloud, wayOut, ground, folder: store.folder, profile: inputs.profile }),
      wish.signInFor,
    );
    const clipboard = openClipboard({ ...host, tools: clipboardTools(host.platform, host.env) });
    try {
      fitsTenant(earlier, inputs, signedIn.microsoft.identity, signedIn.organization);
      const connection = await takeInHand(
        run,
        { ...beginning, inputs, signedIn, secrets, clipboard },
        rooms,
        progress,
        wish,
      );
      return await wish.act(connection);
    } finally {
      await clipboard.close();
      await signedIn.jamf.signOut();
    }
  } finally {
    await wayOut.close();
  }
}

async function takeInHand<Outcome>(
  run: Run,
  parts: Beginning & Pick<Connection, 'inputs' | 'signedIn' | 'secrets'> & { readonly clipboard: Clipboard },
  rooms: Rooms,
  progress: Progress,
  wish: ConnectionWish<Outcome>,
): Promise<Connection> {
  const { host, emit } = run;
  const { inputs, signedIn, secrets, clipboard, earlier, ground, store } = parts;
  const header = await headerOf(wish.title, inputs, signedIn);
  progress.header = header;
  emit({ type: 'header', header });
  const wanted = await wish.decide(run, inputs, signedIn, earlier);
  progress.wanted = wanted;
  const begun = wish.command === 'setup' ? begunAnew(earlier) : earlier;
  const keeper = keepState(store, stateForRun(begun, wanted, host));
  const person = personFor(run, { inputs, ground, place: secrets.place, progress, clipboard });
  const session = rooms.openSession(signedIn, {
    host,
    wanted,
    known: keeper.state,
    secrets,
    person: announcedPerson(person, 'jamf-settings', emit, host.clock),
    tellOfWait: announcedWaits(emit, host.clock),
    replicationMs: ground?.replicationMs ?? REPLICATION_MS,
    ...(ground !== undefined && { lookEveryMs: ground.lookEveryMs }),
  });
  if (wish.command === 'setup') tellOfDisconnection(earlier, emit);
  tellOfIntents(earlier, emit);
  return { ...parts, header, wanted, keeper, session, steps: rooms.CONDITIONAL_ACCESS };
}
