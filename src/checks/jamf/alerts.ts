import { type Alert, meaningOf, readAlerts } from '../../jamf/alerts.ts';
import { isJamfRow } from '../../microsoft/partners.ts';
import {
  HEARTBEAT_WARNING_MS,
  heartbeatAge,
} from '../../steps/conditional-access/connector/connector-health.ts';
import { visible } from '../../terminal/visible.ts';
import type { CheckFinding, CheckReport, CheckSession, DoctorCheck } from '../check.ts';
import { count } from '../count.ts';
import { readableOrUndefined, readPartnerRows } from '../shared-reads.ts';

/** What stands behind the bell in Jamf Pro's console about Microsoft, Apple push and licences. */
export const alerts: DoctorCheck = {
  id: 'alerts',
  room: 'jamf',
  title: 'Alerts',
  needs: 'a Jamf Pro account',

  async look(session) {
    const [found, lives] = await Promise.all([
      session.once('alerts', () => readAlerts(session.jamf)),
      connectionLives(session),
    ]);
    return judgeAlerts(found, lives);
  },
};

/** Whether Intune hears from Jamf Pro now, whichever connection it is; false where that may not be read. */
async function connectionLives(session: CheckSession): Promise<boolean> {
  const rows = await readableOrUndefined(() => readPartnerRows(session));
  const now = session.clock.now();
  return [...(rows?.partners ?? []), ...(rows?.compliancePartners ?? [])].some(
    (row) =>
      isJamfRow(row) &&
      row.partnerState === 'enabled' &&
      (heartbeatAge(row, now) ?? Number.POSITIVE_INFINITY) < HEARTBEAT_WARNING_MS,
  );
}

/** @param lives whether Intune hears from Jamf Pro now: an alert beside a living connection may be history */
export function judgeAlerts(found: readonly Alert[], lives: boolean): CheckReport {
  const findings = distinct(found).flatMap((alert) => judgeAlert(alert, lives));
  const others = found.length - found.filter((alert) => meaningOf(alert) !== undefined).length;
  return {
    lines: [
      ...(findings.length === 0 ? ['none about Intune, Apple push or licences'] : []),
      ...(others > 0 ? [`${count(others, 'alert')} about other things`] : []),
    ],
    findings,
  };
}

function distinct(found: readonly Alert[]): readonly Alert[] {
  return [...new Map(found.map((alert) => [alert.type, alert])).values()];
}

function judgeAlert(alert: Alert, lives: boolean): readonly CheckFinding[] {
  const known = meaningOf(alert);
  if (known === undefined) return [];
  const seen = `${known.meaning} (${visible(alert.type)})`;
  switch (known.about) {
    case 'connection': {
      const code = alert.type === 'MII_UNATHORIZED_RESPONSE_NOTIFICATION' ? 'JI-J410' : 'JI-J411';
      if (!lives) return [{ code, severity: 'error', seen }];
      const history =
        'Intune hears from Jamf Pro all the same: the alert may be old, and stays until it is dismissed';
      return [{ code, severity: 'warning', seen, details: [history] }];
    }
    case 'push':
      return alert.type === 'PUSH_CERT_WILL_EXPIRE'
        ? [{ code: 'JI-J423', severity: 'warning', seen }]
        : [{ code: 'JI-J422', severity: 'error', seen }];
    case 'context':
      return [{ code: 'JI-J424', severity: 'warning', seen }];
  }
}
