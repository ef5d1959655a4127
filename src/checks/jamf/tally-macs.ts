import type { Mac, Registration } from '../../jamf/macs.ts';
import { visible } from '../../terminal/visible.ts';

const CHECK_IN_MS = 24 * 60 * 60 * 1000;
const EXAMPLES = 5;

/** A number of Macs, and the first few of them by name. */
export interface Tally {
  count: number;
  readonly examples: string[];
}

/** What was counted over the whole inventory. */
export interface MacTally {
  total: number;
  /** Macs by registration state; `none` are those that were never registered. */
  readonly byState: Record<Registration | 'none', number>;
  /** Unresponsive, and Jamf Pro has not heard from them for 24 hours (cause 1). */
  readonly silent: Tally;
  /** Unresponsive although they check in: Entra's token was not renewed (cause 2). */
  readonly tokenExpired: Tally;
  readonly deactivated: Tally;
  /** No account of the Mac has a device in Entra. */
  readonly unregistered: Tally;
  /** Records whose serial number another record has. */
  readonly repeated: Tally;
  /** In Jamf Pro and enrolled in Intune itself (cause 10). */
  readonly wrongDoor: Tally;
}

/**
 * Counts over the inventory, one Mac in memory at a time; what stays is a serial number for each, to find doubles.
 *
 * @param enrolledInIntune serial numbers, upper case, of Macs that Intune manages itself
 */
export async function tallyMacs(
  macs: AsyncIterable<Mac>,
  enrolledInIntune: ReadonlySet<string>,
  now: Date,
): Promise<MacTally> {
  const tally: MacTally = {
    total: 0,
    byState: { ACTIVATED: 0, UNRESPONSIVE: 0, DEACTIVATED: 0, UNKNOWN: 0, none: 0 },
    silent: empty(),
    tokenExpired: empty(),
    deactivated: empty(),
    unregistered: empty(),
    repeated: empty(),
    wrongDoor: empty(),
  };
  const serials = new Set<string>();
  for await (const mac of macs) {
    tally.total += 1;
    tally.byState[mac.registration ?? 'none'] += 1;
    const problem = problemOf(mac, now);
    if (problem !== undefined) add(tally[problem], mac);
    const serial = mac.serialNumber?.toUpperCase();
    if (serial === undefined) continue;
    if (serials.has(serial)) add(tally.repeated, mac);
    else if (enrolledInIntune.has(serial)) add(tally.wrongDoor, mac);
    serials.add(serial);
  }
  return tally;
}

function problemOf(
  mac: Mac,
  now: Date,
): 'silent' | 'tokenExpired' | 'deactivated' | 'unregistered' | undefined {
  switch (mac.registration) {
    case 'ACTIVATED':
      return undefined;
    case 'UNRESPONSIVE': {
      const age = now.getTime() - (mac.lastCheckIn?.getTime() ?? 0);
      return age > CHECK_IN_MS ? 'silent' : 'tokenExpired';
    }
    case 'DEACTIVATED':
      return 'deactivated';
    default:
      return mac.entraDeviceIds.length === 0 ? 'unregistered' : undefined;
  }
}

function empty(): Tally {
  return { count: 0, examples: [] };
}

function add(tally: Tally, { id, name, username, serialNumber }: Mac): void {
  tally.count += 1;
  if (tally.examples.length === EXAMPLES) return;
  const named = [name ?? `computer ${id}`, serialNumber, username].filter((part) => part !== undefined);
  tally.examples.push(named.map((part) => visible(part)).join(' · '));
}
