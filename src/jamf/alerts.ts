import { z } from 'zod';
import type { Jamf } from './jamf.ts';
import { jamfPath } from './path.ts';

/** A notification in Jamf Pro's console. `params` is documented for no type we know, so it is not kept (jamf.md §8). */
export interface Alert {
  /** As Jamf spells it, `MII_UNATHORIZED_RESPONSE_NOTIFICATION` included; releases only add types. */
  readonly type: string;
  readonly id: string;
}

export interface AlertMeaning {
  /** What it is about: the connection to Microsoft, Apple push, or something that only explains a symptom. */
  readonly about: 'connection' | 'push' | 'context';
  readonly meaning: string;
}

/** Facts: jamf.md §8. MII stands for Microsoft Intune Integration. */
const ALERT_MEANINGS: Readonly<Record<string, AlertMeaning>> = {
  CONDITIONAL_ACCESS_CONNECTION_ERROR: {
    about: 'connection',
    meaning: 'Jamf Pro cannot connect to Microsoft Intune for Conditional Access',
  },
  DEVICE_COMPLIANCE_CONNECTION_ERROR: {
    about: 'connection',
    meaning: 'Jamf Pro cannot connect to Microsoft for Device Compliance',
  },
  MII_HEARTBEAT_FAILED_NOTIFICATION: {
    about: 'connection',
    meaning: "Jamf Pro's heartbeat did not reach Microsoft Intune",
  },
  MII_INVENTORY_UPLOAD_FAILED_NOTIFICATION: {
    about: 'connection',
    meaning: 'Jamf Pro could not send inventory to Microsoft Intune',
  },
  MII_UNATHORIZED_RESPONSE_NOTIFICATION: {
    about: 'connection',
    meaning:
      'Microsoft refused Jamf Pro: often an expired or wrong client secret, or consent that is missing',
  },
  PUSH_CERT_EXPIRED: { about: 'push', meaning: 'the Apple push certificate has expired' },
  PUSH_CERT_WILL_EXPIRE: { about: 'push', meaning: 'the Apple push certificate is about to expire' },
  PUSH_PROXY_CERT_EXPIRED: { about: 'push', meaning: 'the push proxy certificate has expired' },
  APNS_CERT_REVOKED: { about: 'push', meaning: 'Apple has revoked the push certificate' },
  APNS_CONNECTION_FAILURE: { about: 'push', meaning: 'Jamf Pro cannot reach Apple push' },
  EXCEEDED_LICENSE_COUNT: { about: 'context', meaning: 'Jamf Pro has more devices than licences' },
  PSSO_EXTERNAL_URL_UNAVAILABLE: {
    about: 'context',
    meaning: 'the address for Platform SSO is not available, which can disturb registration',
  },
};

const alertsSchema = z.array(
  z.object({ type: z.string(), id: z.union([z.string(), z.int()]).transform(String) }),
);

/** All alerts that stand in the console now; any token may ask. */
export async function readAlerts(jamf: Pick<Jamf, 'get'>): Promise<readonly Alert[]> {
  return jamf.get(jamfPath`/api/v1/notifications`, alertsSchema);
}

/** Those that tell of the connection between Jamf Pro and Microsoft. */
export function connectionAlerts(alerts: readonly Alert[]): readonly Alert[] {
  return alerts.filter((alert) => meaningOf(alert)?.about === 'connection');
}

/** Those that were not there `before`: an alert from last week says nothing about what was saved just now. */
export function newAlerts(before: readonly Alert[], now: readonly Alert[]): readonly Alert[] {
  return now.filter((alert) => !before.some((old) => old.type === alert.type && old.id === alert.id));
}

/** What an alert means for the connection; undefined for the many that have nothing to do with it. */
export function meaningOf(alert: Alert): AlertMeaning | undefined {
  return Object.hasOwn(ALERT_MEANINGS, alert.type) ? ALERT_MEANINGS[alert.type] : undefined;
}
