import { z } from 'zod';
import type { Jamf } from './jamf.ts';
import { jamfPath } from './path.ts';

const shares = z.object({ fiveMinutes: z.number() });

/** Share of the requests of the last 5 minutes that the server accepted, 0 to 1, by kind. */
export interface AcceptedShares {
  readonly api: number;
  readonly enrollment: number;
  readonly device: number;
}

const statusSchema = z.object({ api: shares, enrollment: shares, device: shares }).transform(
  ({ api, enrollment, device }): AcceptedShares => ({
    api: api.fiveMinutes,
    enrollment: enrollment.fiveMinutes,
    device: device.fiveMinutes,
  }),
);

/** How busy the server is; any token may ask. Undefined on an older server that does not tell (jamf.md §10). */
export function readAcceptedShares(jamf: Pick<Jamf, 'find'>): Promise<AcceptedShares | undefined> {
  return jamf.find(jamfPath`/api/v1/health-status`, statusSchema);
}
