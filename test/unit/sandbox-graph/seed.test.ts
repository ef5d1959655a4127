import { describe, expect, it } from 'vitest';
import type { Randomness } from '../../../src/ports/randomness.ts';
import { seedWorld } from '../../../src/sandbox/seed.ts';

function counting(): Randomness {
  let last = 0;
  return { uuid: () => `00000000-0000-4000-8000-${String(++last).padStart(12, '0')}` };
}

const seed = () => seedWorld({ random: counting(), now: new Date('2026-11-25T12:00:00Z'), lagMs: 300 });

describe('the seeded world', () => {
  it('given the same randomness and time, when seeded twice, then it is the same', () => {
    expect(seed()).toEqual(seed());
  });

  it('given the seed, then every identifier is used once', () => {
    const world = seed();
    const ids = [
      ...world.people,
      ...world.groups,
      ...world.applications,
      ...world.servicePrincipals,
      ...world.appRoleAssignments,
      ...world.deviceManagementPartners,
      ...world.compliancePartners,
    ].map((object) => object.id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(world.people.map((person) => person.userPrincipalName)).size).toBe(241);
  });

  it('given the seed, then every group member exists', () => {
    const world = seed();
    const known = new Set([...world.people, ...world.groups].map((object) => object.id));
    const members = world.groups
      .flatMap((group) => group.members)
      .filter((member) => member.kind !== 'device');

    expect(members.filter((member) => !known.has(member.id))).toEqual([]);
  });

  it('given the seed, then Mac users have 231 Macs and Kiosk people 12, five of them in common', () => {
    const world = seed();
    const peopleOf = (name: string): Set<string> => {
      const group = world.groups.find((candidate) => candidate.displayName === name);
      const nested = world.groups.filter((candidate) =>
        group?.members.some((member) => member.id === candidate.id),
      );
      return new Set(
        [group, ...nested]
          .flatMap((each) => each?.members ?? [])
          .flatMap((m) => (m.kind === 'person' ? m.id : [])),
      );
    };
    const macsOf = (people: Set<string>): number =>
      world.macs.filter((mac) => mac.personId !== null && people.has(mac.personId)).length;
    const macUsers = peopleOf('Mac users');
    const kiosk = peopleOf('Kiosk');

    expect([macUsers.size, macsOf(macUsers)]).toEqual([214, 231]);
    expect([kiosk.size, macsOf(kiosk)]).toEqual([12, 12]);
    expect([...kiosk].filter((person) => macUsers.has(person))).toHaveLength(5);
  });
});
