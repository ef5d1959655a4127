import { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';
import { readCredentialActivity } from './credential-activity.ts';
import type { Graph } from './graph.ts';
import { listOf, textOrNull } from './graph-shapes.ts';
import { guid, path } from './path.ts';

/** One sign-in with a client secret, by Entra's own clock. */
export interface SecretUse {
  readonly keyId: string;
  readonly at: Date;
}

export interface UsesWanted {
  /** Application (client) id whose secrets they are. */
  readonly appId: string;
  readonly keyIds: readonly string[];
  /** The service that the token was for, by object id and by application id: Entra's reports name either. */
  readonly resource: { readonly id: string; readonly appId: string };
  /** Nothing older is told; by Entra's own clock, so that no other clock matters. */
  readonly since: Date | undefined;
}

/** No licence (400, 403), no permission (401, 403), another cloud (404): microsoft.md §6. */
const NOT_READABLE = new Set([400, 401, 403, 404]);
const MOST = 50;

const signInsSchema = z.object({
  value: listOf(
    z.object({
      createdDateTime: z.string(),
      resourceId: textOrNull,
      servicePrincipalCredentialKeyId: textOrNull,
      status: z.object({ errorCode: z.number() }).nullish(),
    }),
  ),
});

/**
 * When each secret was used for one service, as far as Entra tells. Two reports are asked, because each hides
 * something: the activity keeps only a secret's last use, and Jamf Pro's next sign-in for another service hides the one
 * that matters; the sign-in log is minutes late (microsoft.md §6, "Which secret was used").
 *
 * @returns `not-readable` when neither report may be read
 */
export async function readSecretUses(
  graph: Graph,
  wanted: UsesWanted,
): Promise<readonly SecretUse[] | 'not-readable'> {
  const reports = await Promise.all([readActivities(graph, wanted), readSignIns(graph, wanted)]);
  const readable = reports.filter((report) => report !== 'not-readable');
  if (readable.length === 0) return 'not-readable';
  const since = wanted.since?.getTime() ?? 0;
  return readable.flat().filter(({ at }) => at.getTime() >= since);
}

async function readActivities(
  graph: Graph,
  { keyIds, resource }: UsesWanted,
): Promise<readonly SecretUse[] | 'not-readable'> {
  const activities = await Promise.all(
    keyIds.map(async (keyId) => ({ keyId, activity: await readCredentialActivity(graph, keyId) })),
  );
  if (activities.some(({ activity }) => activity === 'not-readable')) return 'not-readable';
  return activities.flatMap(({ keyId, activity }) =>
    activity === undefined || activity === 'not-readable' || !names(activity.resourceId, resource)
      ? []
      : [{ keyId, at: activity.lastSignIn }],
  );
}

async function readSignIns(
  graph: Graph,
  { appId, keyIds, resource, since }: UsesWanted,
): Promise<readonly SecretUse[] | 'not-readable'> {
  const from = (since ?? new Date(0)).toISOString();
  const log = path`/auditLogs/signIns?$filter=signInEventTypes/any(t: t eq 'servicePrincipal') and appId eq '${guid(appId)}' and createdDateTime ge ${from}&$top=${MOST}`;
  try {
    const { value } = await graph.get(log, signInsSchema, { beta: true });
    return value.flatMap((signIn) => {
      const keyId = keyIds.find(
        (key) => key.toLowerCase() === signIn.servicePrincipalCredentialKeyId?.toLowerCase(),
      );
      const at = new Date(signIn.createdDateTime);
      const worked = (signIn.status?.errorCode ?? 0) === 0 && !Number.isNaN(at.getTime());
      return keyId !== undefined && worked && names(signIn.resourceId, resource) ? [{ keyId, at }] : [];
    });
  } catch (error) {
    if (error instanceof ServiceError && NOT_READABLE.has(error.status ?? 0)) return 'not-readable';
    throw error;
  }
}

function names(resourceId: string | null, { id, appId }: UsesWanted['resource']): boolean {
  const named = resourceId?.toLowerCase();
  return named === id.toLowerCase() || named === appId.toLowerCase();
}
