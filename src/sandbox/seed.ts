import type { Randomness } from '../ports/randomness.ts';
import { seedJamf } from './jamf/seed-jamf.ts';
import { seedGroups } from './seed/groups.ts';
import { seedMacs } from './seed/macs.ts';
import { seedCompliancePartners, seedDeviceManagementPartners } from './seed/partners.ts';
import { seedAdministrator, seedPeople } from './seed/people.ts';
import { seedAutomation, seedServicePrincipals } from './seed/principals.ts';
import type { World } from './world.ts';

/** What a seed does not decide: the addresses and keys, which belong to the machine. */
export type SeededWorld = Omit<World, 'ports' | 'ca' | 'server' | 'signingKey'>;

/**
 * A tenant "Contoso" with Intune, 240 people, groups of every awkward kind, 247 Macs and a Jamf Pro, nothing connected.
 * The same `random` and `now` give the same world.
 *
 * @param options.lagMs milliseconds for which a new object stays invisible to readers.
 */
export function seedWorld(options: {
  readonly random: Randomness;
  readonly now: Date;
  readonly lagMs: number;
}): SeededWorld {
  const { random, now, lagMs } = options;
  const people = seedPeople(random);
  const macs = seedMacs(random, people, now);
  const principals = seedServicePrincipals(random);
  const [graph] = principals;
  if (graph === undefined) throw new Error('The seed has no service principal of Microsoft Graph');
  const automation = seedAutomation(random, graph, now);

  return {
    version: 1,
    born: random.uuid(),
    faults: [],
    lagMs,
    visibleFrom: {},
    tenant: {
      id: random.uuid(),
      displayName: 'Contoso',
      domains: [
        { name: 'contoso.com', isDefault: true, isInitial: false },
        { name: 'contoso.onmicrosoft.com', isDefault: false, isInitial: true },
      ],
      plans: ['INTUNE_A', 'AAD_PREMIUM'],
    },
    people: [seedAdministrator(random), ...people],
    groups: seedGroups(random, people, macs),
    applications: [automation.application],
    deletedApplications: [],
    servicePrincipals: [...principals, automation.servicePrincipal],
    appRoleAssignments: automation.assignments,
    permissionGrants: [],
    deviceManagementPartners: seedDeviceManagementPartners(random),
    compliancePartners: seedCompliancePartners(random),
    macs,
    credentialActivity: [],
    jamf: seedJamf({ random }),
  };
}
