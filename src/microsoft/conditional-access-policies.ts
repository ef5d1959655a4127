import { z } from 'zod';
import { collect } from './collect.ts';
import type { Graph } from './graph.ts';
import { listOf, text } from './graph-shapes.ts';
import { path } from './path.ts';

const policySchema = z
  .object({
    id: z.string(),
    displayName: text,
    state: text,
    conditions: z
      .object({
        applications: z
          .object({
            includeApplications: listOf(z.string()),
            excludeApplications: listOf(z.string()),
          })
          .nullish(),
        platforms: z
          .object({ includePlatforms: listOf(z.string()), excludePlatforms: listOf(z.string()) })
          .nullish(),
        users: z.object({ includeUsers: listOf(z.string()) }).nullish(),
      })
      .nullish(),
    grantControls: z
      .object({
        operator: text,
        builtInControls: listOf(z.string()),
        customAuthenticationFactors: listOf(z.string()),
        termsOfUse: listOf(z.string()),
      })
      .nullish(),
  })
  .transform(({ id, displayName, state, conditions, grantControls }) => ({
    id,
    displayName,
    /** `enabled`, `disabled`, `enabledForReportingButNotEnforced`. */
    state,
    /** App ids, or `All`, `Office365`, `None`. */
    includeApplications: conditions?.applications?.includeApplications ?? [],
    excludeApplications: conditions?.applications?.excludeApplications ?? [],
    /** Undefined when the policy is for every platform. */
    platforms: conditions?.platforms ?? undefined,
    includeUsers: conditions?.users?.includeUsers ?? [],
    /** `AND`, `OR`, or empty. */
    operator: grantControls?.operator ?? '',
    builtInControls: grantControls?.builtInControls ?? [],
    otherControls: [
      ...(grantControls?.customAuthenticationFactors ?? []),
      ...(grantControls?.termsOfUse ?? []),
    ],
  }));

/** A Conditional Access policy, as far as the registration of Macs is concerned. */
export type ConditionalAccessPolicy = Readonly<z.infer<typeof policySchema>>;

/** All Conditional Access policies of the tenant. Needs Policy.Read.All. */
export function listConditionalAccessPolicies(graph: Graph): Promise<readonly ConditionalAccessPolicy[]> {
  return collect(graph.pages(path`/identity/conditionalAccess/policies`, policySchema));
}
