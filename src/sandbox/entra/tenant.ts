import type { SandboxContext } from '../service.ts';
import { Refusal } from './refusal.ts';

const ANY_TENANT = ['common', 'organizations'];

/**
 * Refuses what is no name of the sandbox's one tenant: its id, one of its domains, or the two words that leave the
 * choice to the person who signs in.
 *
 * @returns whether the tenant was named
 */
export function checkTenant({ world }: SandboxContext, name: string): 'named' | 'any' {
  const wanted = name.toLowerCase();
  if (ANY_TENANT.includes(wanted)) return 'any';
  if (wanted === world.tenant.id) return 'named';
  if (world.tenant.domains.some((domain) => domain.name.toLowerCase() === wanted)) return 'named';
  throw new Refusal(
    90002,
    `Tenant '${name}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  );
}
