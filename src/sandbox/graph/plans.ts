import type { SandboxContext } from '../service.ts';
import type { Person } from '../world.ts';

/** Service plans that the sandbox sells: name, id and the service that `assignedPlans` names. */
const PLANS: Readonly<Record<string, { readonly id: string; readonly service: string }>> = {
  INTUNE_A: { id: 'c1ec4a95-1f05-45b3-a911-aa3fa01094f5', service: 'SCO' },
  AAD_PREMIUM: { id: '41781fb2-bc02-4b7c-bd55-b576c07bb09d', service: 'AADPremiumService' },
};

/** The plans in `assignedPlans`' form. */
export function assignedPlans(names: readonly string[]): readonly Record<string, unknown>[] {
  return names.map((name) => ({
    assignedDateTime: '2026-01-01T00:00:00Z',
    capabilityStatus: 'Enabled',
    service: PLANS[name]?.service ?? name,
    servicePlanId: planId(name),
  }));
}

export function planId(name: string): string | null {
  return PLANS[name]?.id ?? null;
}

/** A person's plans now: a fault takes Intune from some. */
export function plansOf(context: SandboxContext, person: Person): readonly string[] {
  const withoutIntune = context.has('unlicensed-people') && person.displayName.endsWith(' Bakker');
  return person.plans.filter((plan) => plan !== 'INTUNE_A' || !withoutIntune);
}

/** The tenant's plans now: a fault takes Intune away. */
export function tenantPlans(context: SandboxContext): readonly string[] {
  return context.world.tenant.plans.filter((plan) => plan !== 'INTUNE_A' || !context.has('no-licence'));
}
