import { pagesOfMacs } from '../../jamf/macs.ts';
import { listConditionalAccessPolicies } from '../../microsoft/conditional-access-policies.ts';
import { pagesOfManagedMacs } from '../../microsoft/managed-devices.ts';
import type { Session } from '../../steps/session.ts';
import { asksForCompliantMac } from '../entra/conditional-access.ts';
import { readableOrUndefined } from '../shared-reads.ts';
import { countInIntune, countInJamf } from './count-leaving.ts';
import type { Leaving } from './leaving.ts';

/** Reads on both sides, at the same time, whom the end of the connection touches. */
export async function readLeaving({ graph, jamf }: Pick<Session, 'graph' | 'jamf'>): Promise<Leaving> {
  const [inJamf, inIntune, policies] = await Promise.all([
    readableOrUndefined(() => countInJamf(pagesOfMacs(jamf))),
    readableOrUndefined(() => countInIntune(pagesOfManagedMacs(graph))),
    readableOrUndefined(() => listConditionalAccessPolicies(graph)),
  ]);
  const asking = policies?.filter((policy) => policy.state === 'enabled' && asksForCompliantMac(policy));
  return {
    jamf: inJamf ?? null,
    intune: inIntune ?? null,
    policies: asking?.map(({ displayName }) => displayName) ?? null,
  };
}
