import { z } from 'zod';
import type { Graph } from './graph.ts';
import { unexpectedAnswer } from './graph-answer.ts';
import { listOf, text, textOrNull } from './graph-shapes.ts';
import { path } from './path.ts';

export interface ServicePlan {
  /** Name of the service: `SCO` is Intune, `AADPremiumService` Entra ID P1 or P2 [I]. */
  readonly service: string;
  /** `Enabled`, `Warning`, `Suspended`, `Deleted`, `LockedOut`. */
  readonly status: string;
  readonly planId: string | null;
}

interface VerifiedDomain {
  readonly name: string;
  readonly isDefault: boolean;
  /** True for `….onmicrosoft.com`, which never changes. */
  readonly isInitial: boolean;
}

/** The tenant that was signed in to. */
export interface Organization {
  readonly id: string;
  readonly displayName: string;
  readonly domains: readonly VerifiedDomain[];
  readonly plans: readonly ServicePlan[];
}

const yes = z
  .boolean()
  .nullish()
  .transform((given) => given ?? false);

const organizationSchema = z
  .object({
    id: z.guid(),
    displayName: text,
    verifiedDomains: listOf(z.object({ name: text, isDefault: yes, isInitial: yes })),
    assignedPlans: listOf(z.object({ service: text, capabilityStatus: text, servicePlanId: textOrNull })),
  })
  .transform(
    ({ id, displayName, verifiedDomains, assignedPlans }): Organization => ({
      id,
      displayName,
      domains: verifiedDomains,
      plans: assignedPlans.map((plan) => ({
        service: plan.service,
        status: plan.capabilityStatus,
        planId: plan.servicePlanId,
      })),
    }),
  );

const SUBSCRIPTION_STATES = [
  'pending',
  'active',
  'warning',
  'disabled',
  'deleted',
  'blocked',
  'lockedOut',
] as const;
export type IntuneSubscription = (typeof SUBSCRIPTION_STATES)[number] | 'unrecognised';

const subscriptionSchema = z.object({
  subscriptionState: z.union([
    z.enum(SUBSCRIPTION_STATES),
    z.string().transform(() => 'unrecognised' as const),
  ]),
});

/** Plan ids that confirm what the names suggest: Microsoft's published service plan reference. */
const INTUNE_PLANS = new Set([
  'c1ec4a95-1f05-45b3-a911-aa3fa01094f5', // INTUNE_A
  'da24caf9-af8e-485c-b7c8-e73336da2693', // INTUNE_EDU
]);
const PREMIUM_PLANS = new Set([
  '41781fb2-bc02-4b7c-bd55-b576c07bb09d', // AAD_PREMIUM (P1)
  'eec0eb4f-6444-4f95-aba0-50c24d67f998', // AAD_PREMIUM_P2
]);

/** Reads the one organization that a tenant has. */
export async function readOrganization(graph: Graph): Promise<Organization> {
  const address = path`/organization?$select=id,displayName,verifiedDomains,assignedPlans`;
  const { value } = await graph.get(address, z.object({ value: z.array(organizationSchema) }));
  const [organization] = value;
  if (organization === undefined) {
    const request = { service: 'Microsoft Graph', method: 'GET', target: '/organization' } as const;
    throw unexpectedAnswer(request, 'the tenant has no organization');
  }
  return organization;
}

/** State of the tenant's Intune subscription. */
export async function readIntuneSubscription(graph: Graph): Promise<IntuneSubscription> {
  const { subscriptionState } = await graph.get(
    path`/deviceManagement?$select=subscriptionState`,
    subscriptionSchema,
  );
  return subscriptionState;
}

function isUsable({ status }: ServicePlan): boolean {
  return status === 'Enabled' || status === 'Warning';
}

/** Whether the tenant has a usable Intune plan. */
export function hasIntune(plans: readonly ServicePlan[]): boolean {
  return plans.some(
    (plan) =>
      isUsable(plan) &&
      (plan.service === 'SCO' || /^intune/i.test(plan.service) || INTUNE_PLANS.has(plan.planId ?? '')),
  );
}

/** Whether the tenant has a usable Entra ID P1 or P2 plan. */
export function hasEntraPremium(plans: readonly ServicePlan[]): boolean {
  return plans.some(
    (plan) =>
      isUsable(plan) && (plan.service === 'AADPremiumService' || PREMIUM_PLANS.has(plan.planId ?? '')),
  );
}
