import { ServiceError } from '../../../errors/service-error.ts';
import { addPassword, removePassword } from '../../../microsoft/application-secrets.ts';
import type { PasswordCredential } from '../../../microsoft/applications.ts';
import { findApplicationByAppId } from '../../../microsoft/applications.ts';
import { awaitVisible } from '../../../microsoft/replication.ts';
import type { SecretStoreKind } from '../../../secrets/secret-store.ts';
import type { State } from '../../../state/state.ts';
import type { Journal } from '../../journal.ts';
import type { Session } from '../../session.ts';
import type { Change } from '../../step.ts';
import { recordedApplication } from '../recorded-application.ts';
import { secretEnd, secretLabel } from './secret-label.ts';

/** A secret of ours that exists, and whose text the store has. */
export type MadeSecret = Pick<
  NonNullable<State['resources']['secret']>,
  'keyId' | 'hint' | 'endDateTime' | 'label'
>;

/** Where the text is kept. Without a store it is gone with the run, which lasts until Jamf Pro has it. */
export const KEPT: Readonly<Record<SecretStoreKind, string>> = {
  keychain: 'kept in the system keychain',
  file: 'kept in a file that only you can read',
  none: 'kept in memory until Jamf Pro has it',
};

/** Creates a secret and puts its text into the store before anything records that it exists. */
export function createSecret(months: number, store: SecretStoreKind, now: Date): Change {
  return {
    action: 'create',
    target: 'secret',
    summary: `create, valid for ${months} month${months === 1 ? '' : 's'}`,
    details: [`until ${secretEnd(now, months).toISOString().slice(0, 10)}`, KEPT[store]],
    by: 'tool',
    destroys: false,
    apply: (session, journal) =>
      makeSecret(session, journal, months, (state, made) => ({
        ...state,
        resources: { ...state.resources, secret: { ...made, store: session.secrets.kind } },
      })),
  };
}

/**
 * Makes a secret and puts its text into the store, or takes up the one that an earlier attempt had made.
 * @returns one line for the screen
 */
export async function makeSecret(
  session: Session,
  journal: Journal,
  months: number,
  remember: (state: State, made: MadeSecret) => State,
): Promise<string> {
  const { result, adopted } = await journal.run<MadeSecret>({
    operation: 'add-password',
    key: recordedApplication(session.known()).objectId,
    find: (intentId) => findOrClear(session, secretLabel(intentId)),
    act: (intentId) => addAndKeep(session, secretLabel(intentId), secretEnd(session.clock.now(), months)),
    remember,
  });
  const { hint, endDateTime } = result;
  return `${adopted ? 'found' : 'created'} · hint ${hint} · expires ${endDateTime.slice(0, 10)} · ${KEPT[session.secrets.kind]}`;
}

/**
 * Looks for what an earlier attempt may have made. A text cannot be read again: a secret whose text the store has is
 * taken up, others are removed so that a new one can take their place (reliability.md §8, rule 3).
 */
async function findOrClear(session: Session, label: string): Promise<MadeSecret | undefined> {
  const made = await awaitVisible(session, () => readSecrets(session, label), {
    what: 'a secret that may have been made',
    limitMs: session.replicationMs,
  }).catch((error: unknown) => {
    // Not seen in all that time: it was never made, or the step's next look finds it.
    if (error instanceof ServiceError && error.code === 'not-yet-visible') return [];
    throw error;
  });
  const { objectId } = recordedApplication(session.known());
  let kept: PasswordCredential | undefined;
  for (const secret of made) {
    if ((await session.secrets.get(secret.keyId)) !== undefined) kept = secret;
    else await removePassword(session, objectId, secret.keyId);
  }
  if (kept === undefined) return undefined;
  const { keyId, hint, endDateTime } = kept;
  return { keyId, hint: hint ?? '', endDateTime: instant(endDateTime, session), label };
}

/** More than one where an attempt stayed invisible for longer than it was waited for. */
async function readSecrets(
  { graph, known }: Session,
  label: string,
): Promise<readonly PasswordCredential[] | undefined> {
  const application = await findApplicationByAppId(graph, recordedApplication(known()).appId);
  const made = application?.secrets.filter(({ displayName }) => displayName === label) ?? [];
  return made.length > 0 ? made : undefined;
}

async function addAndKeep(session: Session, label: string, end: Date): Promise<MadeSecret> {
  const { objectId } = recordedApplication(session.known());
  const added = await addPassword(session, objectId, { displayName: label, endDateTime: end.toISOString() });
  try {
    // By its key id: two attempts under one intent have the same name.
    await session.secrets.put(added.keyId, added.secret);
  } catch (error) {
    // A secret whose text nobody has is worth nothing: it goes again before the failure is told.
    await removePassword(session, objectId, added.keyId);
    throw error;
  }
  return { keyId: added.keyId, hint: added.hint, endDateTime: instant(added.endDateTime, session), label };
}

/** Graph writes times with seven decimals; the state keeps ISO instants. */
function instant(text: string | null, { clock }: Pick<Session, 'clock'>): string {
  return (text === null ? clock.now() : new Date(text)).toISOString();
}

/** Removes one of our own secrets, in Entra and in the store. */
export function removeSecret(secret: PasswordCredential, why: string): Change {
  const name = `${secret.hint ?? '?'}… (${secret.displayName ?? secret.keyId})`;
  return {
    action: 'remove',
    target: 'secret',
    summary: `remove ${name}: ${why}`,
    by: 'tool',
    destroys: true,
    async apply(session, journal) {
      const { objectId, appId } = recordedApplication(session.known());
      // The text first: whoever dies in between leaves a secret that is seen, and no text that nobody would look for.
      await session.secrets.remove(secret.keyId);
      await journal.ensure({
        operation: 'remove-password',
        key: secret.keyId,
        holds: async () => {
          const now = await findApplicationByAppId(session.graph, appId);
          return now?.secrets.some(({ keyId }) => keyId === secret.keyId) !== true;
        },
        act: () => removePassword(session, objectId, secret.keyId),
      });
      return `removed ${name}`;
    },
  };
}
