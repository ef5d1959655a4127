import type { Mac } from '../../jamf/macs.ts';
import type { ManagedMac } from '../../microsoft/managed-devices.ts';
import type { MacsOfIntune, MacsOfJamf } from './leaving.ts';

/** States in which a Mac is registered through the connection. */
const REGISTERED: readonly Mac['registration'][] = ['ACTIVATED', 'UNRESPONSIVE'];

/** Counts over the inventory as it comes in; what stays in memory is one short text for each person. */
export async function countInJamf(
  macs: AsyncIterable<Pick<Mac, 'registration' | 'entraUserIds' | 'email' | 'username'>>,
): Promise<MacsOfJamf> {
  const byState = { ACTIVATED: 0, UNRESPONSIVE: 0, DEACTIVATED: 0, UNKNOWN: 0, none: 0 };
  const people = new Set<string>();
  let [total, registered] = [0, 0];
  for await (const { registration, entraUserIds, email, username } of macs) {
    total += 1;
    byState[registration ?? 'none'] += 1;
    if (!REGISTERED.includes(registration)) continue;
    registered += 1;
    const person = entraUserIds[0] ?? email ?? username;
    if (person !== undefined) people.add(person.toLowerCase());
  }
  return { total, byState, registered, people: people.size };
}

/** Counts the Macs that Intune has from the connection, and says how Intune calls them. */
export async function countInIntune(
  macs: AsyncIterable<Pick<ManagedMac, 'managementAgent' | 'userId' | 'complianceState'>>,
): Promise<MacsOfIntune> {
  const byCompliance = new Map<string, number>();
  const people = new Set<string>();
  let count = 0;
  for await (const { managementAgent, userId, complianceState } of macs) {
    if (managementAgent !== 'jamf') continue;
    count += 1;
    const state = complianceState || 'unknown';
    byCompliance.set(state, (byCompliance.get(state) ?? 0) + 1);
    if (userId) people.add(userId);
  }
  return { macs: count, people: people.size, byCompliance: Object.fromEntries(byCompliance) };
}
