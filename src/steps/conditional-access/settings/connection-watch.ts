import { type Alert, connectionAlerts, meaningOf, newAlerts } from '../../../jamf/alerts.ts';
import type { DeviceManagementPartner } from '../../../microsoft/partners.ts';
import { visible } from '../../../terminal/visible.ts';
import type { Finding } from '../../step.ts';

/** What both sides looked like before somebody pressed Save. */
export interface Baseline {
  readonly heartbeat: Date | undefined;
  readonly alerts: readonly Alert[];
}

/** What both sides look like now. */
export interface Sight {
  readonly row: DeviceManagementPartner | undefined;
  readonly alerts: readonly Alert[];
}

export type Verdict =
  | { readonly kind: 'connected'; readonly heartbeat: Date }
  | { readonly kind: 'not-yet'; readonly text: string; readonly findings: readonly Finding[] };

/**
 * Judges whether Jamf Pro has connected since `before`. Jamf tests the settings on Save and then sends heartbeats to
 * Intune (jamf.md §14), so the proof is Intune's own word: the row is enabled for our application, and its heartbeat
 * is younger than the one that stood there before. Both heartbeats come from one clock, so a skewed clock here does
 * no harm. Only alerts that are new since then say anything about this Save.
 */
export function judgeConnection(before: Baseline, now: Sight, appId: string): Verdict {
  const { row } = now;
  const fresh = connectionAlerts(newAlerts(before.alerts, now.alerts));
  if (
    row !== undefined &&
    row.singleTenantAppId === appId &&
    row.partnerState === 'enabled' &&
    heartbeatMoved(before, row)
  ) {
    return { kind: 'connected', heartbeat: row.lastHeartbeat };
  }
  // A refusal says more than the connection error that comes with it.
  const alerts = fresh.map(alertFinding).sort((one, other) => one.code.localeCompare(other.code));
  const findings = [...stateFindings(row), ...alerts];
  const told = findings.map(({ seen }) => seen);
  return { kind: 'not-yet', text: told[0] ?? 'Intune has not heard from Jamf Pro yet', findings };
}

function heartbeatMoved(
  { heartbeat }: Baseline,
  row: DeviceManagementPartner,
): row is DeviceManagementPartner & { readonly lastHeartbeat: Date } {
  return row.lastHeartbeat !== undefined && (heartbeat === undefined || row.lastHeartbeat > heartbeat);
}

function stateFindings(row: DeviceManagementPartner | undefined): readonly Finding[] {
  const finding = { step: 'jamf-settings', severity: 'error' } as const;
  switch (row?.partnerState) {
    case 'rejected':
      return [{ ...finding, code: 'JI-I214', seen: 'Intune has rejected the connection' }];
    case 'terminated':
      return [{ ...finding, code: 'JI-I215', seen: 'Intune says Terminated' }];
    default:
      return [];
  }
}

/** One alert of Jamf Pro as a finding. */
export function alertFinding(alert: Alert): Finding {
  const unauthorized = alert.type === 'MII_UNATHORIZED_RESPONSE_NOTIFICATION';
  return {
    code: unauthorized ? 'JI-J410' : 'JI-J411',
    severity: 'error',
    step: 'jamf-settings',
    seen: `${meaningOf(alert)?.meaning ?? 'Jamf Pro has an alert'} (${visible(alert.type)})`,
  };
}
