import { type DeviceManagementPartner, isJamfRow } from '../../microsoft/partners.ts';
import type { CheckReport, DoctorCheck } from '../check.ts';
import { count } from '../count.ts';
import { readableOrUndefined, readMacsInIntune, readPartnerRows } from '../shared-reads.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** When Intune will remove the Macs of a connection that was terminated: Microsoft's own dates, not a guess. */
export const removalDates: DoctorCheck = {
  id: 'removal-dates',
  room: 'intune',
  title: 'Removal of Macs',
  needs: 'DeviceManagementServiceConfig.Read.All',

  async look(session) {
    const { partners } = await readPartnerRows(session);
    const ended = partners.filter((row) => isJamfRow(row) && row.partnerState === 'terminated');
    if (ended.length === 0) return { lines: ['no removal is planned'], findings: [] };
    const macs = await readableOrUndefined(() => readMacsInIntune(session));
    return judgeRemoval(ended, macs?.fromJamf, session.clock.now());
  },
};

/** @param macs how many Macs the connection had registered; undefined when that may not be read */
export function judgeRemoval(
  ended: readonly Pick<DeviceManagementPartner, 'removalDate' | 'nonCompliantDate'>[],
  macs: number | undefined,
  now: Date,
): CheckReport {
  return {
    lines: [],
    findings: ended.map(({ removalDate, nonCompliantDate }) => ({
      code: 'JI-I245',
      severity: 'error',
      seen: `the connection is terminated; ${macs === undefined ? 'its Macs' : count(macs, 'Mac')} will be removed from Intune ${whenOf(removalDate, now)}`,
      ...(nonCompliantDate !== undefined && {
        details: [`they count as not compliant ${whenOf(nonCompliantDate, now)}`],
      }),
    })),
  };
}

function whenOf(date: Date | undefined, now: Date): string {
  if (date === undefined) return 'on a day that Intune does not tell';
  const days = Math.ceil((date.getTime() - now.getTime()) / DAY_MS);
  const relative = days > 0 ? `in ${count(days, 'day')}` : 'now due';
  return `on ${date.toISOString().slice(0, 10)} (${relative})`;
}
