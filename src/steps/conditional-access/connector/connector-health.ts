import type { DeviceManagementPartner } from '../../../microsoft/partners.ts';

/** Age of a heartbeat beyond which a connection counts as unwell: 1 day is worth a word, 3 days are a fault (microsoft.md §4.2). */
export const HEARTBEAT_WARNING_MS = 24 * 60 * 60 * 1000;
export const HEARTBEAT_FAULT_MS = 3 * HEARTBEAT_WARNING_MS;

/** Milliseconds since Intune last heard from Jamf Pro; undefined when it never did. */
export function heartbeatAge(
  row: Pick<DeviceManagementPartner, 'lastHeartbeat'>,
  now: Date,
): number | undefined {
  return row.lastHeartbeat === undefined ? undefined : now.getTime() - row.lastHeartbeat.getTime();
}

/** When Intune last heard from Jamf Pro, in words: `heard from Jamf Pro 4 min ago`. */
export function lastHeard(
  row: Pick<DeviceManagementPartner, 'lastHeartbeat'> | undefined,
  now: Date,
): string {
  const age = row === undefined ? undefined : heartbeatAge(row, now);
  if (age === undefined) return 'never heard from Jamf Pro';
  const minutes = Math.floor(age / 60_000);
  return `heard from Jamf Pro ${minutes < 1 ? 'less than a minute' : `${minutes} min`} ago`;
}

/** True when Jamf's row is enabled for this application and Intune heard from Jamf Pro lately. */
export function isAlive(
  row: DeviceManagementPartner | undefined,
  appId: string | undefined,
  now: Date,
): boolean {
  if (row === undefined || appId === undefined) return false;
  const age = heartbeatAge(row, now);
  return (
    row.partnerState === 'enabled' &&
    row.singleTenantAppId === appId &&
    age !== undefined &&
    age < HEARTBEAT_FAULT_MS
  );
}
