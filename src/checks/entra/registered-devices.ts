import { pagesOfRegisteredMacs, type RegisteredMac } from '../../microsoft/registered-macs.ts';
import { visible } from '../../terminal/visible.ts';
import type { CheckFinding, CheckReport, DoctorCheck } from '../check.ts';
import { count, firstOf } from '../count.ts';
import { readableOrUndefined, readMacsInIntune } from '../shared-reads.ts';

const HOUR_MS = 60 * 60 * 1000;
/** A record this young may still be on its way; one this old is not about today's registrations. */
const YOUNG_MS = HOUR_MS;
const OLD_MS = 30 * 24 * HOUR_MS;
/** One of two records of one name that was not used for so much longer than the other is a leftover. */
const STALE_MS = 30 * 24 * HOUR_MS;
const EXAMPLES = 5;

/** What was counted over all registered Macs; names of the first few only. */
export interface DeviceTally {
  total: number;
  readonly disagreeing: Tally;
  readonly unfinished: Tally;
  readonly repeated: Tally;
}

interface Tally {
  count: number;
  readonly examples: string[];
}

/** Records of Macs in Entra: those that contradict Intune, those that were begun only, those that are there twice. */
export const registeredDevices: DoctorCheck = {
  id: 'registered-devices',
  room: 'entra',
  title: 'Macs in Entra',
  needs: 'Device.Read.All',

  async look(session) {
    const macs = await readableOrUndefined(() => readMacsInIntune(session));
    const tally = await tallyDevices(
      pagesOfRegisteredMacs(session.graph),
      macs?.compliant ?? new Set(),
      session.clock.now(),
    );
    return judgeDevices(tally, macs !== undefined);
  },
};

/**
 * Counts, one record in memory at a time and one name for each Mac.
 *
 * @param compliant Entra device ids, lower case, of the Macs that Intune calls compliant
 */
export async function tallyDevices(
  devices: AsyncIterable<RegisteredMac>,
  compliant: ReadonlySet<string>,
  now: Date,
): Promise<DeviceTally> {
  const tally: DeviceTally = { total: 0, disagreeing: empty(), unfinished: empty(), repeated: empty() };
  const lastUse = new Map<string, number>();
  for await (const device of devices) {
    tally.total += 1;
    const age = now.getTime() - (device.registrationDateTime?.getTime() ?? 0);
    if (age > YOUNG_MS && device.isCompliant !== true && compliant.has(device.deviceId))
      add(tally.disagreeing, device.displayName);
    if (
      age > YOUNG_MS &&
      age < OLD_MS &&
      device.operatingSystemVersion === null &&
      device.isCompliant == null
    )
      add(tally.unfinished, device.displayName);
    const used = device.approximateLastSignInDateTime?.getTime() ?? 0;
    const other = lastUse.get(device.displayName);
    // Names are not unique; two records of one name that are both in use are two Macs.
    if (other !== undefined && Math.abs(used - other) > STALE_MS) add(tally.repeated, device.displayName);
    lastUse.set(device.displayName, Math.max(used, other ?? 0));
  }
  return tally;
}

function empty(): Tally {
  return { count: 0, examples: [] };
}

function add(tally: Tally, name: string): void {
  tally.count += 1;
  if (tally.examples.length < EXAMPLES) tally.examples.push(visible(name));
}

/** @param withIntune whether Intune's own list was read, so that the two could be compared */
export function judgeDevices(tally: DeviceTally, withIntune: boolean): CheckReport {
  const finding = (
    code: CheckFinding['code'],
    severity: CheckFinding['severity'],
    { count: number, examples }: Tally,
    seen: string,
  ) => (number === 0 ? [] : [{ code, severity, seen, details: firstOf(examples, number) }]);
  const { disagreeing, unfinished, repeated } = tally;
  return {
    lines: [
      `${count(tally.total, 'Mac')} registered`,
      ...(withIntune ? [] : ['not compared with Intune (needs DeviceManagementManagedDevices.Read.All)']),
    ],
    findings: [
      ...finding(
        'JI-E156',
        'warning',
        disagreeing,
        `${count(disagreeing.count, 'Mac')} compliant in Intune and not in Entra`,
      ),
      ...finding(
        'JI-E157',
        'warning',
        unfinished,
        `${count(unfinished.count, 'record')} without version and compliance`,
      ),
      ...finding(
        'JI-E158',
        'warning',
        repeated,
        `${count(repeated.count, 'record')} of a Mac that has a newer one`,
      ),
    ],
  };
}
