import type { World } from '../world.ts';

/** Jamf Pro's alerts about the connection, spelled as Jamf spells them (jamf.md §8). */
export const CONNECTION_ALERTS = {
  connection: 'CONDITIONAL_ACCESS_CONNECTION_ERROR',
  unauthorized: 'MII_UNATHORIZED_RESPONSE_NOTIFICATION',
  heartbeat: 'MII_HEARTBEAT_FAILED_NOTIFICATION',
} as const;
export type ConnectionAlert = (typeof CONNECTION_ALERTS)[keyof typeof CONNECTION_ALERTS];

/** Takes all alerts about the connection away: it works, or it was switched off. */
export function clearAlerts(jamf: World['jamf']): void {
  const types: readonly string[] = Object.values(CONNECTION_ALERTS);
  jamf.alerts = jamf.alerts.filter((alert) => !types.includes(alert.type));
}

/** Raises alerts that are not there yet. One that is keeps its id: it is still the same trouble. */
export function raiseAlerts(jamf: World['jamf'], types: readonly ConnectionAlert[]): void {
  for (const type of types) {
    if (jamf.alerts.some((alert) => alert.type === type)) continue;
    jamf.lastAlertId += 1;
    jamf.alerts.push({ type, id: jamf.lastAlertId, params: {} });
  }
}
