import { z } from 'zod';
import type { Jamf } from './jamf.ts';
import { jamfPath } from './path.ts';

/** Where a Jamf Pro runs. The government flags against the chosen Microsoft cloud are a hint, no more (jamf.md §10). */
export interface CloudInformation {
  /** Hosted by Jamf: decides whether Cloud Connector was ever possible, and whether 5 nodes may answer in turn. */
  readonly hostedByJamf: boolean;
  readonly government: boolean;
}

const cloudSchema = z.object({
  cloudInstance: z.boolean().nullish(),
  govCloudInstance: z.boolean().nullish(),
  fedRampInstance: z.boolean().nullish(),
});

/** Undefined on servers that have no such operation (before 10.50 or so). Needs no privilege. */
export async function readCloudInformation(jamf: Pick<Jamf, 'find'>): Promise<CloudInformation | undefined> {
  const found = await jamf.find(jamfPath`/api/v1/cloud-information`, cloudSchema);
  if (found === undefined) return undefined;
  return {
    hostedByJamf: found.cloudInstance === true,
    government: found.govCloudInstance === true || found.fedRampInstance === true,
  };
}
