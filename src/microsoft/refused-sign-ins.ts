import { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';
import type { Graph } from './graph.ts';
import { path } from './path.ts';

/** No licence (400), no permission (401, 403), another cloud (404): the log is an extra, never a condition. */
const NOT_READABLE = new Set([400, 401, 403, 404]);
const MOST = 50;

/** How many sign-ins were refused; `atLeast` when there are more than one page tells. */
export interface RefusedSignIns {
  readonly count: number;
  readonly atLeast: boolean;
}

/**
 * Sign-ins to an application that ended with one error code since `since`. One page is read: that there are any is
 * what matters. Needs AuditLog.Read.All and Entra ID P1.
 *
 * @param errorCode the number of an AADSTS code, without its letters
 */
export async function countRefusedSignIns(
  graph: Graph,
  { appId, errorCode, since }: { readonly appId: string; readonly errorCode: number; readonly since: Date },
): Promise<RefusedSignIns | 'not-readable'> {
  const refused = path`/auditLogs/signIns?$filter=appId eq '${appId}' and status/errorCode eq ${errorCode} and createdDateTime ge ${since.toISOString()}&$top=${MOST}`;
  const schema = z.object({
    value: z.array(z.object({ id: z.string() })),
    '@odata.nextLink': z.string().nullish(),
  });
  try {
    const page = await graph.get(refused, schema);
    return { count: page.value.length, atLeast: typeof page['@odata.nextLink'] === 'string' };
  } catch (error) {
    if (error instanceof ServiceError && NOT_READABLE.has(error.status ?? 0)) return 'not-readable';
    throw error;
  }
}
