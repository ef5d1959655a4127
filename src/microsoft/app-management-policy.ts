import { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';
import type { Graph } from './graph.ts';
import { listOf } from './graph-shapes.ts';
import { isoDurationInDays } from './iso-duration.ts';
import { path } from './path.ts';

/** What the tenant's default policy forbids to application registrations (microsoft.md §5.4). */
export interface AppManagementPolicy {
  readonly secretsForbidden: boolean;
  /** Longest lifetime of a client secret in days; undefined when there is no limit. */
  readonly maxSecretDays: number | undefined;
  /** False also where v1.0 does not tell: the refusal of the create is then the first to know. */
  readonly multiTenantForbidden: boolean;
}

const restrictionSchema = z.object({
  restrictionType: z.string().nullish(),
  state: z.string().nullish(),
  maxLifetime: z.string().nullish(),
});

const policySchema = z.object({
  isEnabled: z.boolean(),
  applicationRestrictions: z
    .object({
      passwordCredentials: listOf(restrictionSchema),
      // Not in the v1.0 metadata, but documented: read where a tenant answers with it.
      audiences: z
        .object({ azureAdMultipleOrgs: z.object({ state: z.string().nullish() }).nullish() })
        .nullish(),
    })
    .nullish(),
});

const NOTHING_FORBIDDEN: AppManagementPolicy = {
  secretsForbidden: false,
  maxSecretDays: undefined,
  multiTenantForbidden: false,
};

/** What follows from the policy document; exported for its table of cases. */
export function interpretPolicy(document: z.output<typeof policySchema>): AppManagementPolicy {
  const restrictions = document.applicationRestrictions;
  if (!document.isEnabled || restrictions === undefined || restrictions === null) return NOTHING_FORBIDDEN;
  const active = restrictions.passwordCredentials.filter(({ state }) => state === 'enabled');
  const lifetimes = active
    .filter(({ restrictionType }) => restrictionType === 'passwordLifetime')
    .map(({ maxLifetime }) => isoDurationInDays(maxLifetime ?? ''))
    .filter((days) => days !== undefined);
  return {
    secretsForbidden: active.some(({ restrictionType }) => restrictionType === 'passwordAddition'),
    maxSecretDays: lifetimes.length === 0 ? undefined : Math.min(...lifetimes),
    multiTenantForbidden: restrictions.audiences?.azureAdMultipleOrgs?.state === 'enabled',
  };
}

/** Reads the tenant's default policy; `not-readable` when the signed-in identity may not (Policy.Read.All). */
export async function readAppManagementPolicy(graph: Graph): Promise<AppManagementPolicy | 'not-readable'> {
  try {
    return interpretPolicy(await graph.get(path`/policies/defaultAppManagementPolicy`, policySchema));
  } catch (error) {
    if (error instanceof ServiceError && error.status === 403) return 'not-readable';
    throw error;
  }
}
