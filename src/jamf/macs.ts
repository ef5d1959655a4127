import { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';
import type { Jamf } from './jamf.ts';
import { jamfPath } from './path.ts';

const REGISTRATIONS = ['ACTIVATED', 'UNRESPONSIVE', 'DEACTIVATED', 'UNKNOWN'] as const;
/** What the console calls the "Conditional Access Inventory State". */
export type Registration = (typeof REGISTRATIONS)[number];

/** A Mac in Jamf Pro's inventory, as far as Microsoft is concerned. Empty texts of the server are undefined here. */
export interface Mac {
  /** Jamf inventory id. */
  readonly id: string;
  readonly name: string | undefined;
  readonly serialNumber: string | undefined;
  readonly email: string | undefined;
  readonly username: string | undefined;
  /** The best state of its local accounts; undefined when no account was ever registered. */
  readonly registration: Registration | undefined;
  /** `deviceId` of its devices in Entra, lower case. */
  readonly entraDeviceIds: readonly string[];
  /** Object ids of its registered people in Entra, lower case. */
  readonly entraUserIds: readonly string[];
  readonly lastCheckIn: Date | undefined;
}

const text = z.string().nullish();

/** Plain texts, and one transform for the whole: a transform for each would take most of the time and the memory. */
const macSchema = z
  .object({
    id: z.string().min(1),
    general: z
      .object({
        name: text,
        // v4 has lastCheckIn, v1 to v3 have lastContactTime (jamf.md §2).
        lastCheckIn: text,
        lastContactTime: text,
      })
      .nullish(),
    hardware: z.object({ serialNumber: text }).nullish(),
    userAndLocation: z.object({ email: text, username: text }).nullish(),
    localUserAccounts: z
      .array(
        z.object({
          azureActiveDirectoryId: text,
          computerAzureActiveDirectoryId: text,
          userAzureActiveDirectoryId: text,
        }),
      )
      .nullish(),
  })
  .transform(({ id, general, hardware, userAndLocation, localUserAccounts }): Mac => {
    const accounts = localUserAccounts ?? [];
    return {
      id,
      name: filled(general?.name),
      serialNumber: filled(hardware?.serialNumber),
      email: filled(userAndLocation?.email),
      username: filled(userAndLocation?.username),
      registration: bestRegistration(accounts.map((account) => filled(account.azureActiveDirectoryId))),
      entraDeviceIds: distinct(accounts.map((account) => filled(account.computerAzureActiveDirectoryId))),
      entraUserIds: distinct(accounts.map((account) => filled(account.userAzureActiveDirectoryId))),
      lastCheckIn: instant(filled(general?.lastCheckIn) ?? filled(general?.lastContactTime)),
    };
  });

/** Empty strings, null and missing all occur (jamf.md §7). */
function filled(value: string | null | undefined): string | undefined {
  return value?.trim() || undefined;
}

/** Newest first: each release adds one and withdraws the oldest (jamf.md §2). */
const VERSIONS = ['v4', 'v3', 'v2', 'v1'] as const;

/**
 * All Macs, a page in memory at a time. Sorted by id, because the default order is by name, which is not unique
 * and would skip or repeat Macs between pages. Needs `Read Computers`.
 */
export async function* pagesOfMacs(jamf: Pick<Jamf, 'pages'>): AsyncIterable<Mac> {
  for (const [index, version] of VERSIONS.entries()) {
    const path = jamfPath`/api/${version}/computers-inventory?section=GENERAL&section=HARDWARE&section=USER_AND_LOCATION&section=LOCAL_USER_ACCOUNTS&sort=id:asc`;
    let begun = false;
    try {
      for await (const mac of jamf.pages(path, macSchema)) {
        begun = true;
        yield mac;
      }
      return;
    } catch (error) {
      const tooOld = !begun && error instanceof ServiceError && error.status === 404;
      if (!tooOld || index === VERSIONS.length - 1) throw error;
    }
  }
}

/** A Mac may have several registered accounts; one that works is enough for it to count as registered. */
function bestRegistration(states: readonly (string | undefined)[]): Registration | undefined {
  const known = states
    .filter((state) => state !== undefined)
    .map((state) => REGISTRATIONS.find((registration) => registration === state) ?? 'UNKNOWN');
  return REGISTRATIONS.find((registration) => known.includes(registration));
}

function distinct(ids: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(ids.filter((id) => id !== undefined).map((id) => id.toLowerCase()))];
}

function instant(value: string | undefined): Date | undefined {
  const date = new Date(value ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}
