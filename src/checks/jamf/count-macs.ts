import type { Mac, Registration } from '../../jamf/macs.ts';

/** Macs by registration state; `none` are those that were never registered. */
export type MacsByState = Readonly<Record<Registration | 'none', number>>;

/** Counts Macs by state as they come in: what stays in memory is five numbers, however many there are. */
export async function countMacsByState(macs: AsyncIterable<Pick<Mac, 'registration'>>): Promise<MacsByState> {
  const counts = { ACTIVATED: 0, UNRESPONSIVE: 0, DEACTIVATED: 0, UNKNOWN: 0, none: 0 };
  for await (const { registration } of macs) counts[registration ?? 'none'] += 1;
  return counts;
}
