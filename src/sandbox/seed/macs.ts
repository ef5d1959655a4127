import type { Randomness } from '../../ports/randomness.ts';
import type { Mac, Person } from '../world.ts';

const MINUTE_MS = 60_000;
const OS_VERSIONS = ['26.1', '26.0.1', '15.7.2', '14.8.1'] as const;

/**
 * 247 Macs: 231 of the first 214 people (17 of them have two), 7 of the next seven, 6 that belong to nobody, and 3
 * that only Intune knows. Nine of the first people's Macs are enrolled in Intune already and would have to leave it.
 */
export function seedMacs(random: Randomness, people: readonly Person[], now: Date): Mac[] {
  const owners: (Person | undefined)[] = [
    ...people.slice(0, 214),
    ...people.slice(0, 17),
    ...people.slice(214, 221),
    ...Array.from({ length: 6 }, () => undefined),
    ...people.slice(230, 233),
  ];
  return owners.map((owner, index) => {
    const enrolledIn =
      index >= owners.length - 3 ? 'intune' : index % 24 === 7 && index < 214 ? 'both' : 'jamf';
    return {
      id: String(index + 1),
      name: owner === undefined ? `Spare Mac ${index + 1}` : `${owner.displayName}'s MacBook`,
      serialNumber: `SBX${String(index + 1).padStart(7, '0')}`,
      udid: random.uuid().toUpperCase(),
      personId: owner?.id ?? null,
      enrolledIn,
      lastCheckIn: checkIn(index, now),
      registration: null,
      entraDeviceId: enrolledIn === 'jamf' ? null : random.uuid(),
      osVersion: OS_VERSIONS[index % OS_VERSIONS.length] ?? OS_VERSIONS[0],
      fileVault: index % 11 !== 0,
    };
  });
}

/** Most Macs checked in within the hour, every twentieth three days ago. */
function checkIn(index: number, now: Date): string {
  const minutes = index % 20 === 19 ? 3 * 24 * 60 : 2 + (index % 50);
  return new Date(now.getTime() - minutes * MINUTE_MS).toISOString();
}
