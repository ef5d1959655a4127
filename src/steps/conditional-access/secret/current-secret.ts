import type { PasswordCredential } from '../../../microsoft/applications.ts';
import type { State } from '../../../state/state.ts';
import { isOurLabel } from './secret-label.ts';

export interface ObservedSecrets {
  readonly secrets: readonly PasswordCredential[];
  /** Key ids of our secrets whose text is in the store. */
  readonly kept: ReadonlySet<string>;
  /** Jamf Pro is connected with this application at this moment, so the secret it has is a good one. */
  readonly inUse: boolean;
  /** The connection has ended or never lived: Jamf Pro has to be given a secret again, whatever it had. */
  readonly toBeGiven?: boolean;
  readonly at: Date;
}

/** Those that this program made, by their label. */
export function ourSecrets({ secrets }: ObservedSecrets): readonly PasswordCredential[] {
  return secrets.filter(({ displayName }) => isOurLabel(displayName));
}

/** Whether its last moment has come; a secret without an end never expires. */
export function isExpired({ endDateTime }: PasswordCredential, at: Date): boolean {
  return endDateTime !== null && new Date(endDateTime) <= at;
}

/**
 * The secret that the connection lives by: the recorded one, as long as it lives and its text is known or already in
 * Jamf Pro. Without a record, one whose text is in the store; and where Jamf Pro is connected, the youngest of ours, or
 * else of those made by hand: a living connection needs no new secret, and removing one could cut it.
 */
export function currentSecret(observed: ObservedSecrets, known: State): PasswordCredential | undefined {
  // Until it is proved that Jamf Pro uses it, the new secret of a rotation is not the one that the connection lives by.
  const { rotation } = known.resources;
  const pending = rotation?.proved === undefined ? rotation?.keyId : undefined;
  const living = ourSecrets(observed).filter(
    (secret) => !isExpired(secret, observed.at) && secret.keyId !== pending,
  );
  const recorded = living.find(({ keyId }) => keyId === known.resources.secret?.keyId);
  if (recorded !== undefined) {
    const delivered = known.resources.secret?.deliveredAt !== undefined;
    return delivered || observed.kept.has(recorded.keyId) ? recorded : undefined;
  }
  const withText = living.find(({ keyId }) => observed.kept.has(keyId));
  if (withText !== undefined) return withText;
  return observed.inUse ? (youngest(living) ?? youngest(livingByHand(observed))) : undefined;
}

/** The same for `plan`: a secret that has to be given to Jamf Pro again is of use only as long as its text is here. */
export function usableSecret(observed: ObservedSecrets, known: State): PasswordCredential | undefined {
  const current = currentSecret(observed, known);
  const lost = current !== undefined && !observed.kept.has(current.keyId);
  return lost && observed.toBeGiven === true ? undefined : current;
}

function livingByHand({ secrets, at }: ObservedSecrets): readonly PasswordCredential[] {
  return secrets.filter((secret) => !isOurLabel(secret.displayName) && !isExpired(secret, at));
}

function youngest(secrets: readonly PasswordCredential[]): PasswordCredential | undefined {
  return secrets.toSorted((a, b) => (b.startDateTime ?? '').localeCompare(a.startDateTime ?? ''))[0];
}

/** Why one that is not current is removed, in two or three words. */
export function reasonToRemove(secret: PasswordCredential, observed: ObservedSecrets): string {
  if (isExpired(secret, observed.at)) return 'expired';
  return observed.kept.has(secret.keyId) ? 'a second one' : 'its text is lost';
}
