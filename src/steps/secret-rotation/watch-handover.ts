import { findApplicationByAppId, type PasswordCredential } from '../../microsoft/applications.ts';
import { readSecretUses } from '../../microsoft/secret-uses.ts';
import { lookAtBothSides, waitUntil } from '../conditional-access/settings/wait-for-connection.ts';
import { readIntuneApi } from '../conditional-access/shared-reads.ts';
import type { GuideInHand } from '../person.ts';
import type { Session } from '../session.ts';
import { Waiting } from '../waiting.ts';
import {
  type HandoverBaseline,
  type HandoverSight,
  type HandoverVerdict,
  judgeHandover,
  noteDisproof,
  type Secrets,
} from './judge-handover.ts';

type Proved = Extract<HandoverVerdict, { kind: 'proved' }>;

/** What was found out about the secrets of the application before the new one is handed over. */
export interface Handover {
  readonly secrets: Secrets;
  /** When the new secret was made, by Entra's clock: no use before is Jamf Pro's. */
  readonly since: Date | undefined;
}

/** Reads which other secrets live, in a round of its own. */
export async function readHandover(
  { graph, clock }: Pick<Session, 'graph' | 'clock'>,
  appId: string,
  fresh: Secrets['fresh'],
): Promise<Handover> {
  const application = await findApplicationByAppId(graph, appId);
  const listed = application?.secrets ?? [];
  const started = listed.find(({ keyId }) => keyId === fresh.keyId)?.startDateTime;
  return {
    secrets: { appId, fresh, others: livingOthers(listed, fresh.keyId, clock.now()) },
    since: started == null ? undefined : new Date(started),
  };
}

/** The secrets beside the new one that can still sign in, whoever made them. */
export function livingOthers(
  secrets: readonly PasswordCredential[],
  keyId: string,
  now: Date,
): readonly PasswordCredential[] {
  return secrets.filter(
    (secret) => secret.keyId !== keyId && (secret.endDateTime === null || new Date(secret.endDateTime) > now),
  );
}

/** Looks at Intune's row, Jamf Pro's alerts and Entra's reports at the same time. */
export async function lookAtHandover(
  session: Pick<Session, 'graph' | 'jamf' | 'once'>,
  { secrets: { appId, fresh, others }, since }: Handover,
): Promise<HandoverSight> {
  const [sides, api] = await Promise.all([lookAtBothSides(session), readIntuneApi(session)]);
  const keyIds = [fresh, ...others].map(({ keyId }) => keyId);
  const uses =
    api === undefined
      ? ('not-readable' as const)
      : await readSecretUses(session.graph, { appId, keyIds, resource: api, since });
  return { ...sides, uses };
}

/** What stands there now, for comparing with what comes. */
export function baselineOf({ row, alerts, uses }: HandoverSight): HandoverBaseline {
  return { heartbeat: row?.lastHeartbeat, alerts, uses };
}

/**
 * Waits until Jamf Pro is proved to use the new secret. Where nothing can prove it, it ends as soon as Intune has heard
 * from Jamf Pro again, unless a person sits there: they leave the guide themselves when they have saved.
 *
 * @throws Waiting when the time is over, or nothing more can be learnt
 */
export async function watchHandover(
  session: Session,
  handover: Handover,
  before: HandoverBaseline,
  patienceMs: number,
  inHand?: GuideInHand,
): Promise<Proved> {
  let proved: Proved | undefined;
  let disproof: ReturnType<typeof noteDisproof> = { alerts: new Set(), at: undefined };
  await waitUntil(session, patienceMs, inHand, async () => {
    const now = await lookAtHandover(session, handover);
    disproof = noteDisproof(before, now, handover.secrets.fresh.keyId, disproof);
    const verdict = judgeHandover(before, now, handover.secrets, disproof.at);
    if (verdict.kind === 'proved') {
      proved = verdict;
      return undefined;
    }
    if (verdict.unprovable && Number.isFinite(patienceMs)) throw new Waiting(verdict.text, verdict.findings);
    return verdict;
  });
  if (proved === undefined) throw new Error('the wait ends with a proof or by throwing');
  return proved;
}
