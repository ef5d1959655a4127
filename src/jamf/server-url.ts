import { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';
import type { Jamf } from './jamf.ts';
import { jamfPath } from './path.ts';

const serverUrlSchema = z.object({ url: z.string() });

/**
 * The address that Jamf Pro believes it has: devices and the redirect URI use it, whatever address reached the server
 * now. `not-readable` without the privilege `Read JSS URL`, which is optional, or where the operation does not exist.
 */
export async function readServerUrl(jamf: Pick<Jamf, 'find'>): Promise<string | 'not-readable'> {
  try {
    const found = await jamf.find(jamfPath`/api/v1/jamf-pro-server-url`, serverUrlSchema);
    return found?.url ?? 'not-readable';
  } catch (error) {
    if (error instanceof ServiceError && error.status === 403) return 'not-readable';
    throw error;
  }
}
