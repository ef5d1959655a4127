import type { SettingsWriter } from '../../jamf/settings-writer.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { Rotation } from '../../state/state.ts';
import { recordedApplication } from '../conditional-access/recorded-application.ts';
import { settingsGuide } from '../conditional-access/settings/settings-delivery.ts';
import { describeWriter, preparePush } from '../conditional-access/settings/settings-push.ts';
import type { Journal } from '../journal.ts';
import type { Session } from '../session.ts';
import type { Change } from '../step.ts';
import { Waiting } from '../waiting.ts';
import { judgeHandover, type ProvedBy } from './judge-handover.ts';
import { withRotation } from './new-secret-changes.ts';
import { baselineOf, lookAtHandover, readHandover, watchHandover } from './watch-handover.ts';

/** How long Jamf Pro may take to use the new secret after the program itself has pushed it. */
const USED_WITHIN_MS = 120_000;

/** For every Jamf Pro known today: a person pastes the secret, and Entra says whether it was the right one. */
export function guideHandover(): Change {
  return {
    action: 'guide',
    target: 'jamf-settings',
    summary: 'you, in the Jamf Pro console (the client secret, 1 minute)',
    by: 'you',
    destroys: false,
    async apply(session, journal) {
      const { rotation, secret, appId } = await takeInHand(session);
      const handover = await readHandover(session, appId, rotation);
      const before = baselineOf(await lookAtHandover(session, handover));
      await markOffered(session, journal);
      const inHand = session.person.begin(settingsGuide(session, { appId, secret }));
      try {
        const { by, at } = await watchHandover(session, handover, before, session.person.patienceMs, inHand);
        return await recordProof(session, journal, by, at, 'you');
      } finally {
        inHand.close();
      }
    },
  };
}

/** For a Jamf Pro that publishes an operation which writes the settings. */
export function pushHandover(writer: SettingsWriter): Change {
  return {
    action: 'change',
    target: 'jamf-settings',
    summary: 'write the new secret through the API',
    details: [describeWriter(writer)],
    by: 'tool',
    destroys: false,
    async apply(session, journal) {
      const { rotation, secret, appId } = await takeInHand(session);
      const handover = await readHandover(session, appId, rotation);
      const before = baselineOf(await lookAtHandover(session, handover));
      const push = preparePush(session, writer, { appId, secret }, rotation.keyId);
      await markOffered(session, journal);
      await push(journal);
      const { by, at } = await watchHandover(session, handover, before, USED_WITHIN_MS);
      return recordProof(session, journal, by, at, 'tool');
    },
  };
}

/** Entra has seen Jamf Pro use the new secret since the last run: nothing is left to wait for. */
export function takeProof({ by, at }: { readonly by: ProvedBy; readonly at: Date }): Change {
  return {
    action: 'prove',
    target: 'jamf-settings',
    summary: 'Jamf Pro uses the new secret',
    by: 'tool',
    destroys: false,
    apply: (session, journal) => recordProof(session, journal, by, at, 'you'),
  };
}

/**
 * `--finish`: a person's word, where nothing else can tell. It is not taken against what is seen: with Jamf Pro not
 * connected, or seen to use the old secret alone, the old one is what keeps the connection alive.
 */
export function finishByWord(): Change {
  return {
    action: 'prove',
    target: 'jamf-settings',
    summary: 'Jamf Pro has the new secret, by your word',
    by: 'tool',
    destroys: false,
    async apply(session, journal) {
      const { appId } = recordedApplication(session.known());
      const { rotation } = session.known().resources;
      if (rotation === undefined) throw new Error('there is a rotation when it is finished');
      const handover = await readHandover(session, appId, rotation);
      const now = await lookAtHandover(session, handover);
      // Against an empty baseline: every alert that stands, and every use since the new secret was made, counts.
      const verdict = judgeHandover(
        { heartbeat: undefined, alerts: [], uses: [] },
        now,
        handover.secrets,
        undefined,
      );
      if (verdict.kind === 'not-yet' && verdict.findings.some(({ code }) => code !== 'JI-E128')) {
        throw new Waiting(verdict.text, verdict.findings);
      }
      if (now.row?.partnerState !== 'enabled') {
        throw new Waiting(`Intune says ${now.row?.partnerState ?? 'nothing'} of Jamf Pro, not enabled`);
      }
      const proved = verdict.kind === 'proved' && verdict.by === 'entra';
      return recordProof(session, journal, proved ? 'entra' : 'person', session.clock.now(), 'you');
    },
  };
}

interface InHand {
  readonly appId: string;
  readonly rotation: Rotation;
  readonly secret: Secret;
}

/** The new secret with its text; where that is lost, Jamf Pro may have it all the same, and a person has to say so. */
async function takeInHand(session: Session): Promise<InHand> {
  const { appId } = recordedApplication(session.known());
  const { rotation } = session.known().resources;
  if (rotation === undefined) throw new Error('the step new-secret comes first');
  const secret = await session.secrets.get(rotation.keyId);
  if (secret !== undefined) return { appId, rotation, secret };
  const seen = `the text of the new secret ${rotation.hint}… is lost, and Jamf Pro may have it or not`;
  throw new Waiting(seen, [{ code: 'JI-E127', severity: 'warning', step: 'secret-handover', seen }]);
}

/** On the disk before anybody sees the secret: from here on it may be in Jamf Pro. */
function markOffered(session: Session, journal: Journal): Promise<void> {
  const offeredAt = session.clock.now().toISOString();
  return journal.note((state) => withRotation(state, { offeredAt }));
}

const SAYS: Readonly<Record<ProvedBy, string>> = {
  entra: 'Entra saw Jamf Pro use it',
  heartbeat: 'Intune heard from Jamf Pro, and no other secret lives',
  person: 'by your word',
};

/** From here on the new secret is the connection's secret, and the old one has only to go. */
async function recordProof(
  session: Session,
  journal: Journal,
  by: ProvedBy,
  at: Date,
  savedBy: 'tool' | 'you',
): Promise<string> {
  const now = session.clock.now().toISOString();
  await journal.note((state) => {
    const { rotation } = state.resources;
    if (rotation === undefined) return state;
    const { keyId, hint, endDateTime, label, store } = rotation;
    return withRotation(
      {
        ...state,
        resources: {
          ...state.resources,
          secret: { keyId, hint, endDateTime, label, store, deliveredAt: now },
          jamfSettings: { savedBy, seenAt: now },
        },
      },
      { proved: { at: at.toISOString(), by } },
    );
  });
  return `${SAYS[by]} · ${at.toISOString()}`;
}
