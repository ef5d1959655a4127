import { z } from 'zod';
import type { Jamf } from './jamf.ts';
import { jamfPath } from './path.ts';

/** How many Macs have no FileVault, by the list's own count: one small request. Needs `Read Computers`. */
export async function countUnencryptedMacs(jamf: Pick<Jamf, 'find'>): Promise<number | undefined> {
  const filter = 'diskEncryption.fileVault2Enabled==false';
  // Only the newest inventory is asked: what an older server makes of this filter is not known.
  const list = await jamf.find(
    jamfPath`/api/v4/computers-inventory?section=GENERAL&page=0&page-size=1&filter=${filter}`,
    z.object({ totalCount: z.int() }),
  );
  return list?.totalCount;
}
