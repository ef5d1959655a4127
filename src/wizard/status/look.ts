import { connectionFound } from '../../checks/intune/connection-found.ts';
import { countMacsByState } from '../../checks/jamf/count-macs.ts';
import { readPartnerRows } from '../../checks/shared-reads.ts';
import { examineSteps } from '../../engine/doctor.ts';
import type { ConnectionFound } from '../../engine/doctor-result.ts';
import { newRound } from '../../engine/plan.ts';
import { decideStatus, standingOfStep, waitingFor, wasComplete } from '../../engine/status.ts';
import { commandsAfter } from '../../engine/status-next.ts';
import type { StatusResult, StatusStep } from '../../engine/status-result.ts';
import { secretInUse } from '../../engine/status-secret.ts';
import { pagesOfMacs } from '../../jamf/macs.ts';
import { heartbeatAge, isAlive } from '../../steps/conditional-access/connector/connector-health.ts';
import { readApplication, readConnector } from '../../steps/conditional-access/shared-reads.ts';
import { CONDITIONAL_ACCESS } from '../../steps/conditional-access.ts';
import type { Session } from '../../steps/session.ts';
import { examinedSteps } from '../examination/examined-steps.ts';
import type { StatusGround } from './preparation.ts';

/** What one round of reads told. */
export type Seen = Pick<
  StatusResult,
  | 'status'
  | 'connection'
  | 'tenant'
  | 'jamf'
  | 'application'
  | 'steps'
  | 'secret'
  | 'heartbeat'
  | 'macs'
  | 'waiting'
  | 'disconnected'
  | 'next'
>;

/**
 * Looks once at everything, at the same time. What may not be read is null, or says so in its line.
 * @param goOn the command that goes on with the set-up: `jamf-intune setup --profile emea`
 */
export async function lookForStatus(
  { earlier, opened }: StatusGround,
  goOn: (command: string) => string,
): Promise<Seen> {
  const round = newRound({ ...opened.session, purpose: 'glance' });
  const orNull = <T>(read: Promise<T>) => read.catch(() => null);
  const [connection, application, connector, macs, examined] = await Promise.all([
    readPartnerRows(round).then(connectionFound, (): ConnectionFound => 'unknown'),
    orNull(readApplication(round)),
    orNull(readConnector(round)),
    orNull(readMacs(round)),
    examineSteps(examinedSteps(CONDITIONAL_ACCESS), round),
  ]);
  round.signal.throwIfAborted();
  const now = round.clock.now();
  const recorded = earlier?.steps ?? {};
  const leaving = earlier?.leaving !== undefined;
  const complete =
    wasComplete(
      CONDITIONAL_ACCESS.map(({ id }) => id),
      recorded,
    ) ||
    (earlier === undefined && connection === 'manual');
  const steps = CONDITIONAL_ACCESS.flatMap(({ id }): readonly StatusStep[] => {
    const one = examined.find(({ check }) => check.id === id);
    return one === undefined ? [] : [standingOfStep(id, one, { recorded, complete, leaving })];
  });
  const alive = isAlive(connector ?? undefined, connector?.singleTenantAppId ?? undefined, now);
  const status = decideStatus({ connection, alive, steps, recorded, leaving });
  const secret = secretInUse(application?.secrets, earlier, now);
  const waiting = waitingFor(steps, earlier, goOn);
  return {
    status,
    connection,
    tenant: opened.tenant,
    jamf: opened.jamf,
    application:
      application == null ? null : { appId: application.appId, displayName: application.displayName },
    steps,
    secret,
    heartbeat: heartbeatOf(connector, now),
    macs,
    waiting,
    disconnected: disconnectedEarlier(earlier),
    next: commandsAfter({ status, secret, waiting }, goOn),
  };
}

function disconnectedEarlier(earlier: StatusGround['earlier']): StatusResult['disconnected'] {
  if (earlier?.disconnected === undefined) return null;
  const { at, macsRemovedOn } = earlier.disconnected;
  return { at, macsRemovedOn: macsRemovedOn ?? null };
}

async function readMacs({ jamf }: Pick<Session, 'jamf'>): Promise<StatusResult['macs']> {
  const byState = await countMacsByState(pagesOfMacs(jamf));
  return { total: Object.values(byState).reduce((sum, number) => sum + number, 0), byState };
}

function heartbeatOf(
  connector: Awaited<ReturnType<typeof readConnector>> | null,
  now: Date,
): StatusResult['heartbeat'] {
  if (connector?.lastHeartbeat === undefined) return null;
  const age = heartbeatAge(connector, now) ?? 0;
  return { at: connector.lastHeartbeat.toISOString(), ageSeconds: Math.round(age / 1000) };
}
