import { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';
import type { JamfCredential } from './credential.ts';
import type { Jamf } from './jamf.ts';
import { jamfPath } from './path.ts';

/** Who the program acts as towards Jamf Pro. */
export interface JamfIdentity {
  readonly kind: JamfCredential['kind'];
  /** The account's name where the server tells it, else the client ID. */
  readonly name: string;
  /** `ADMINISTRATOR`, `AUDITOR`, `CUSTOM`, …; undefined when the server does not tell. */
  readonly privilegeSet: string | undefined;
  /** Sorted; undefined when the server does not tell, which is not the same as none. */
  readonly privileges: readonly string[] | undefined;
}

/** What an API client gets in it is documented nowhere, so everything may be missing (jamf.md §3). */
const authSchema = z.object({
  account: z
    .object({
      username: z.string().nullish(),
      privilegeSet: z.string().nullish(),
      privilegesBySite: z.record(z.string(), z.array(z.string())).nullish(),
    })
    .nullish(),
  accountGroups: z.array(z.object({ privileges: z.array(z.string()).nullish() })).nullish(),
});

/** Asks who the token belongs to. A server that refuses or does not know the question is no error. */
export async function readIdentity(
  jamf: Pick<Jamf, 'find'>,
  credential: JamfCredential,
): Promise<JamfIdentity> {
  const told = await askWhoAmI(jamf);
  const account = told?.account;
  const privileges = new Set([
    ...Object.values(account?.privilegesBySite ?? {}).flat(),
    ...(told?.accountGroups ?? []).flatMap((group) => group.privileges ?? []),
  ]);
  return {
    kind: credential.kind,
    name: account?.username || (credential.kind === 'client' ? credential.id : credential.username),
    privilegeSet: account?.privilegeSet ?? undefined,
    privileges: privileges.size === 0 ? undefined : [...privileges].sort(),
  };
}

async function askWhoAmI(jamf: Pick<Jamf, 'find'>): Promise<z.infer<typeof authSchema> | undefined> {
  try {
    return await jamf.find(jamfPath`/api/v1/auth`, authSchema);
  } catch (error) {
    // Without any status there was no server, and with 401 no sign-in: both are worth an error.
    if (error instanceof ServiceError && error.status !== undefined && error.status !== 401) return undefined;
    throw error;
  }
}
