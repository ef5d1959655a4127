import { expect, it } from 'vitest';
import { countInIntune, countInJamf } from '../../../src/checks/leaving/count-leaving.ts';

async function* each<T>(...items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

const mac: Parameters<typeof countInJamf>[0] extends AsyncIterable<infer One> ? One : never = {
  registration: undefined,
  entraUserIds: [],
  email: undefined,
  username: undefined,
};

it('given Macs of Jamf Pro, then they are counted by state, and their people once', async () => {
  const counted = await countInJamf(
    each(
      { ...mac, registration: 'ACTIVATED' as const, entraUserIds: ['anna'], email: 'other@contoso.com' },
      { ...mac, registration: 'ACTIVATED' as const, entraUserIds: ['anna'] },
      { ...mac, registration: 'UNRESPONSIVE' as const, email: 'Ben@contoso.com' },
      { ...mac, registration: 'UNRESPONSIVE' as const, email: 'ben@contoso.com' },
      { ...mac, registration: 'ACTIVATED' as const },
      { ...mac, registration: 'DEACTIVATED' as const, entraUserIds: ['cleo'] },
      mac,
    ),
  );
  expect(counted).toEqual({
    total: 7,
    registered: 5,
    people: 2,
    byState: { ACTIVATED: 3, UNRESPONSIVE: 2, DEACTIVATED: 1, UNKNOWN: 0, none: 1 },
  });
});

it('given Macs of Intune, then only those that came from Jamf count', async () => {
  const one = { managementAgent: 'jamf', userId: 'anna', complianceState: 'compliant' };
  const counted = await countInIntune(
    each(
      one,
      { ...one, complianceState: 'noncompliant' },
      { ...one, userId: null, complianceState: '' },
      { ...one, managementAgent: 'mdm', userId: 'ben' },
    ),
  );
  expect(counted).toEqual({
    macs: 3,
    people: 1,
    byCompliance: { compliant: 1, noncompliant: 1, unknown: 1 },
  });
});
