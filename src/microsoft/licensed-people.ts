import { z } from 'zod';
import type { Graph } from './graph.ts';
import { text, textOrNull } from './graph-shapes.ts';
import { hasIntune } from './organization.ts';
import { guid, path } from './path.ts';

const personSchema = z
  .object({
    id: z.guid(),
    userPrincipalName: textOrNull,
    assignedPlans: z
      .array(z.object({ service: text, capabilityStatus: text, servicePlanId: textOrNull }))
      .nullish(),
  })
  .transform(({ id, userPrincipalName, assignedPlans }) => ({
    id,
    userPrincipalName,
    /** Undefined where Graph gives limited information: without User.Read.All it hides the plans. */
    hasIntune: assignedPlans
      ? hasIntune(
          assignedPlans.map((plan) => ({
            service: plan.service,
            status: plan.capabilityStatus,
            planId: plan.servicePlanId,
          })),
        )
      : undefined,
  }));

/** A person of a group, and whether an Intune plan is assigned. */
export type LicensedPerson = Readonly<z.infer<typeof personSchema>>;

/** People of a group with their plans, through nested groups too. Needs GroupMember.Read.All and User.Read.All. */
export function pagesOfLicensedPeople(graph: Graph, groupId: string): AsyncIterable<LicensedPerson> {
  const people = path`/groups/${guid(groupId)}/transitiveMembers/microsoft.graph.user?$select=id,userPrincipalName,assignedPlans&$count=true&$top=999`;
  return graph.pages(people, personSchema, { eventual: true });
}
