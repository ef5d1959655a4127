import { Failure } from '../../errors/failure.ts';
import type { PasswordCredential } from '../../microsoft/applications.ts';
import type { SecretStoreKind } from '../../secrets/secret-store.ts';
import type { Rotation, State } from '../../state/state.ts';
import { probeWithSecret } from '../conditional-access/proof/application-probe.ts';
import { KEPT, makeSecret, removeSecret } from '../conditional-access/secret/secret-changes.ts';
import { secretEnd } from '../conditional-access/secret/secret-label.ts';
import type { Change } from '../step.ts';

/** Creates the new secret; the old one lives on beside it. */
export function createBeside(months: number, store: SecretStoreKind, now: Date): Change {
  return {
    action: 'create',
    target: 'secret',
    summary: `create beside the old one, valid for ${months} month${months === 1 ? '' : 's'}`,
    details: [`until ${secretEnd(now, months).toISOString().slice(0, 10)}`, KEPT[store]],
    by: 'tool',
    destroys: false,
    apply: (session, journal) =>
      makeSecret(session, journal, months, (state, made) => {
        const replaces = state.resources.secret?.keyId;
        const rotation: Rotation = {
          ...made,
          store: session.secrets.kind,
          since: session.clock.now().toISOString(),
          ...(replaces !== undefined && { replaces }),
        };
        return { ...state, resources: { ...state.resources, rotation } };
      }),
  };
}

/**
 * Signs in with the new secret, for Microsoft Graph and nothing else: a sign-in for the Intune API would look like Jamf
 * Pro's and could hide it (microsoft.md §6, "Which secret was used").
 */
export function trySecret(): Change {
  return {
    action: 'prove',
    target: 'secret',
    summary: 'Entra gives a token for it',
    by: 'tool',
    destroys: false,
    async apply(session, journal) {
      const { rotation } = session.known().resources;
      const probe = rotation && (await probeWithSecret(session, rotation.keyId));
      if (rotation === undefined || probe === undefined) throw textIsLost();
      await probe.discovery();
      const triedAt = session.clock.now().toISOString();
      await journal.note((state) => withRotation(state, { triedAt }));
      return 'Entra gave a token for it';
    },
  };
}

/** Gives the new secret of an unfinished rotation up. */
export function discardSecret(secret: PasswordCredential, why: string): Change {
  const removal = removeSecret(secret, why);
  return {
    ...removal,
    async apply(session, journal) {
      const line = await removal.apply(session, journal);
      await journal.note((state) => {
        const { rotation, ...resources } = state.resources;
        return rotation?.keyId === secret.keyId ? { ...state, resources } : state;
      });
      return line;
    },
  };
}

/** The state with more known of the rotation. */
export function withRotation(state: State, more: Partial<Rotation>): State {
  const { rotation } = state.resources;
  if (rotation === undefined) return state;
  return { ...state, resources: { ...state.resources, rotation: { ...rotation, ...more } } };
}

function textIsLost(): Failure {
  return new Failure({
    code: 'JI-E127',
    exit: 1,
    what: 'The text of the new client secret is not on this computer',
    why: 'Entra shows it once, when the secret is made',
    fix: ['jamf-intune rotate-secret  removes the lost one and makes another'],
  });
}
