import type { Header } from '../../engine/event.ts';
import type { StateKeeper } from '../../engine/state-keeper.ts';
import type { RawValues } from '../../inputs/resolve.ts';
import type { SetupInputs } from '../../inputs/setup-inputs.ts';
import type { Wanted } from '../../inputs/wanted.ts';
import type { SignInPurpose } from '../../microsoft/sign-in/scopes.ts';
import type { SecretStore } from '../../secrets/secret-store.ts';
import type { State } from '../../state/state.ts';
import type { StateStore } from '../../state/state-store.ts';
import type { Session } from '../../steps/session.ts';
import type { ListedStep } from '../../steps/step.ts';
import { type GivenSources, profileName, readGivenSources } from '../run/input-sources.ts';
import type { Progress } from '../run/progress.ts';
import type { Run } from '../run/run.ts';
import { openSandboxGround, type SandboxGround } from '../sandbox/ground.ts';
import type { SignedIn } from '../sign-in/open-session.ts';
import { fitsServer } from './fit-profile.ts';
import { loadWhileAsking } from './load-while-asking.ts';
import { homeOf, openProfile } from './open-profile.ts';
import { tellOfState } from './tell-of-state.ts';

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
  const rest = loadWhileAsking(host, () => import('./take-in-hand.ts'));
  const given = await readGivenSources(wish.command, flags, host);
  progress.profile = await profileName(given, wish.command, progress.sandbox);
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
      const beginning = { flags, given, ground, store, earlier };
      const inputs = await wish.settle(run, beginning);
      fitsServer(earlier, inputs);
      const { signInAndAct } = await rest();
      return await signInAndAct(run, { ...beginning, inputs }, progress, wish);
    } finally {
      await ground?.close();
    }
  } finally {
    await lock?.release();
  }
}
