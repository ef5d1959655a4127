import { ServiceError } from '../../../errors/service-error.ts';
import { readAlerts } from '../../../jamf/alerts.ts';
import { isJamfRow, listDeviceManagementPartners } from '../../../microsoft/partners.ts';
import type { GuideInHand } from '../../person.ts';
import type { Session } from '../../session.ts';
import { Waiting } from '../../waiting.ts';
import { type Baseline, judgeConnection, type Sight, type Verdict } from './connection-watch.ts';

/** Pause between two looks at both sides while somebody acts. */
const LOOK_EVERY_MS = 5_000;

type NotYet = Pick<Extract<Verdict, { kind: 'not-yet' }>, 'text' | 'findings'>;

/** Looks at both sides. */
export async function lookAtBothSides({ graph, jamf }: Pick<Session, 'graph' | 'jamf'>): Promise<Sight> {
  const [rows, alerts] = await Promise.all([listDeviceManagementPartners(graph), readAlerts(jamf)]);
  return { row: rows.find(isJamfRow), alerts };
}

/** What stood there before somebody pressed Save. */
export async function readBaseline(session: Session): Promise<Baseline> {
  const { row, alerts } = await lookAtBothSides(session);
  return { heartbeat: row?.lastHeartbeat, alerts };
}

/** Waits until Jamf Pro has connected as this application; throws `Waiting` when the time is over. */
export function waitForConnection(
  session: Session,
  before: Baseline,
  appId: string,
  patienceMs: number,
  inHand?: GuideInHand,
): Promise<void> {
  return waitUntil(session, patienceMs, inHand, async () => {
    const verdict: Verdict = judgeConnection(before, await lookAtBothSides(session), appId);
    return verdict.kind === 'connected' ? undefined : verdict;
  });
}

/**
 * Looks until there is nothing left to wait for. A look that fails is said and does not end the waiting: a person may
 * take an hour, and one lost answer in it means nothing.
 */
export async function waitUntil(
  session: Session,
  patienceMs: number,
  inHand: GuideInHand | undefined,
  missing: () => Promise<NotYet | undefined>,
): Promise<void> {
  const since = session.clock.now().getTime();
  let left = false;
  // Jamf Pro takes its alerts back while it tries again; what was wrong is told all the same.
  let wrong: NotYet['findings'] = [];
  void inHand?.left.then(() => {
    left = true;
  });
  for (;;) {
    const notYet = await missing().catch((error: unknown): NotYet => {
      if (!(error instanceof ServiceError)) throw error;
      return { text: `the last look failed: ${error.message}`, findings: [] };
    });
    if (notYet === undefined) return;
    inHand?.update(notYet.text);
    if (notYet.findings.length > 0) wrong = notYet.findings;
    const rest = patienceMs - (session.clock.now().getTime() - since);
    if (left || rest <= 0) throw new Waiting(notYet.text, wrong);
    const pause = session.clock.sleep(Math.min(session.lookEveryMs ?? LOOK_EVERY_MS, rest), session.signal);
    await (inHand === undefined ? pause : Promise.race([pause, inHand.left]));
  }
}
