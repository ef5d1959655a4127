import { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';
import type { Graph } from './graph.ts';
import { instantOrNever, textOrNull } from './graph-shapes.ts';
import { guid, path } from './path.ts';

/** The last time a client secret was used to sign in, by Entra's own clock. */
export interface CredentialActivity {
  readonly lastSignIn: Date;
  /** The service that the token was for: tells Jamf Pro's sign-in from our own test. */
  readonly resourceId: string | null;
}

const activitySchema = z.object({
  keyId: z.string(),
  resourceId: textOrNull,
  signInActivity: z.object({ lastSignInDateTime: instantOrNever }).nullish(),
});

/** No licence (400), no permission (403), another cloud (404): microsoft.md §6. */
const NOT_READABLE = new Set([400, 403, 404]);

/**
 * When and for what a client secret was last used. Beta, Global cloud only, needs AuditLog.Read.All and Entra ID P1.
 *
 * @returns undefined when Entra has seen no use yet
 */
export async function readCredentialActivity(
  graph: Graph,
  keyId: string,
): Promise<CredentialActivity | undefined | 'not-readable'> {
  const byKey = path`/reports/appCredentialSignInActivities?$filter=keyId eq '${guid(keyId)}'`;
  try {
    const { value } = await graph.get(byKey, z.object({ value: z.array(activitySchema) }), { beta: true });
    const uses = value.flatMap(({ keyId: key, resourceId, signInActivity }) => {
      const lastSignIn = signInActivity?.lastSignInDateTime;
      // A server that ignores the filter must not lend another secret's use to this one.
      return lastSignIn === undefined || key.toLowerCase() !== keyId.toLowerCase()
        ? []
        : [{ lastSignIn, resourceId }];
    });
    return uses.toSorted((a, b) => b.lastSignIn.getTime() - a.lastSignIn.getTime())[0];
  } catch (error) {
    if (error instanceof ServiceError && NOT_READABLE.has(error.status ?? 0)) return 'not-readable';
    throw error;
  }
}
