import type { ServerClock } from '../http/server-clocks.ts';
import type { Wanted } from '../inputs/wanted.ts';
import type { JamfHealth } from '../jamf/health.ts';
import type { JamfIdentity } from '../jamf/identity.ts';
import type { Jamf } from '../jamf/jamf.ts';
import type { Cloud } from '../microsoft/clouds.ts';
import type { Graph } from '../microsoft/graph.ts';
import type { ApplicationCredential, ApplicationProbe, Identity } from '../microsoft/sign-in/identity.ts';
import type { Clock } from '../ports/clock.ts';
import type { TellOfWait } from '../ports/patience.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { State } from '../state/state.ts';
import type { Person } from './person.ts';

/**
 * The powers that a step can be given. A step's functions name the ones they use with `Pick<Session, …>`: a reader
 * sees what it may touch and a test supplies just that.
 */
export interface Session {
  readonly wanted: Wanted;
  /** The state as it stands on the disk at this moment. */
  readonly known: () => State;
  readonly cloud: Cloud;
  /**
   * `setup` needs the rights to change things; `observe` only looks, with whatever rights there are; `glance` does not
   * even sign in as the connection's application, whose every sign-in is a trace that `rotate-secret` has to read.
   */
  readonly purpose: 'setup' | 'observe' | 'glance';
  readonly identity: Identity;
  readonly graph: Graph;
  readonly jamf: Jamf;
  readonly jamfIdentity: JamfIdentity;
  /** Asks Jamf Pro how it is; needs no sign-in and never throws. */
  readonly jamfHealth: () => Promise<JamfHealth>;
  /** How the clocks of the servers that answered so far stand to this computer's. */
  readonly serverClocks?: () => readonly ServerClock[];
  /** Signs in as the connection's own application: proof, never work. */
  readonly probeAs: (credential: ApplicationCredential) => ApplicationProbe;
  readonly secrets: SecretStore;
  readonly person: Person;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly signal: AbortSignal;
  /** How long a new object may stay invisible before we call it missing, in milliseconds (microsoft.md §5.6). */
  readonly replicationMs: number;
  /** Pause between two looks while somebody acts, in milliseconds; 5 seconds unless the sandbox says less. */
  readonly lookEveryMs?: number;
  /** Says on the screen what is waited for, once that lasts. */
  readonly tellOfWait?: TellOfWait;
  /** Shares one read among the steps of one round of observation; a new round reads anew. */
  readonly once: <T>(key: string, read: () => Promise<T>) => Promise<T>;
}
