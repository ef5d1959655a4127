import { ServiceError } from '../../../errors/service-error.ts';
import type { GroupChoice } from '../../../inputs/wanted.ts';
import { pagesOfMacs } from '../../../jamf/macs.ts';
import { pagesOfPeople } from '../../../microsoft/groups.ts';
import { pagesOfManagedMacs } from '../../../microsoft/managed-devices.ts';
import type { Session } from '../../session.ts';

/**
 * What the portal's button "Evaluate" would tell. It has no published API (microsoft.md §4.4), so this is our own
 * calculation: people of the groups, counted through nested groups, joined with Jamf Pro's inventory.
 */
export interface Evaluation {
  readonly groups: readonly GroupCount[];
  /** People of the include groups who are in no exclude group: exclude overrides include. */
  readonly people: number;
  /** Their Macs; undefined when Jamf Pro's inventory may not be read. */
  readonly macs: number | undefined;
  /** People who are in an include and in an exclude group. */
  readonly overlap: number;
  /** Those Macs that Intune itself manages now and that would have to unenroll first; undefined when not readable. */
  readonly macsInIntune: number | undefined;
  /** Macs for which Jamf Pro knows no person, so that no group can reach them; undefined when not readable. */
  readonly macsWithoutPerson: number | undefined;
}

export interface GroupCount extends GroupChoice {
  readonly people: number;
  readonly macs: number | undefined;
}

interface Member {
  readonly groups: Set<number>;
}

/**
 * Counts. Reads the groups at the same time and the inventory page by page; what stays in memory is one small entry
 * for each person of the groups and nothing for a Mac.
 */
export async function evaluate(
  session: Pick<Session, 'graph' | 'jamf'>,
  include: readonly GroupChoice[],
  exclude: readonly GroupChoice[],
): Promise<Evaluation> {
  const groups = [...include, ...exclude];
  const members = new Map<string, Member>();
  const byName = new Map<string, string>();
  const people = groups.map(() => 0);
  await Promise.all(
    groups.map(async (group, index) => {
      for await (const person of pagesOfPeople(session.graph, group.id)) {
        people[index] = (people[index] ?? 0) + 1;
        const member = members.get(person.id) ?? { groups: new Set<number>() };
        member.groups.add(index);
        members.set(person.id, member);
        for (const name of [person.userPrincipalName, person.mail]) {
          if (name) byName.set(name.toLowerCase(), person.id);
        }
      }
    }),
  );

  const isExcluded = ({ groups: of }: Member) => [...of].some((index) => index >= include.length);
  const isIncluded = ({ groups: of }: Member) => [...of].some((index) => index < include.length);
  const everybody = [...members.values()];
  const [inventory, macsInIntune] = await Promise.all([
    countMacs(session, groups.length, members, byName, (member) => isIncluded(member) && !isExcluded(member)),
    countInIntune(session, (id) => {
      const member = members.get(id);
      return member !== undefined && isIncluded(member) && !isExcluded(member);
    }),
  ]);
  return {
    groups: groups.map((group, index) => ({
      ...group,
      people: people[index] ?? 0,
      macs: inventory?.perGroup[index],
    })),
    people: everybody.filter((member) => isIncluded(member) && !isExcluded(member)).length,
    overlap: everybody.filter((member) => isIncluded(member) && isExcluded(member)).length,
    macs: inventory?.targeted,
    macsWithoutPerson: inventory?.withoutPerson,
    macsInIntune,
  };
}

async function countMacs(
  { jamf }: Pick<Session, 'jamf'>,
  groupCount: number,
  members: ReadonlyMap<string, Member>,
  byName: ReadonlyMap<string, string>,
  isTargeted: (member: Member) => boolean,
): Promise<{ perGroup: number[]; targeted: number; withoutPerson: number } | undefined> {
  const counts = { perGroup: Array.from({ length: groupCount }, () => 0), targeted: 0, withoutPerson: 0 };
  return readableOrUndefined(async () => {
    for await (const mac of pagesOfMacs(jamf)) {
      const names = [mac.email, mac.username].flatMap((name) => byName.get(name?.toLowerCase() ?? '') ?? []);
      const ids = [...new Set([...mac.entraUserIds, ...names])];
      if (ids.length === 0 && mac.email === undefined && mac.username === undefined)
        counts.withoutPerson += 1;
      const found = ids.flatMap((id) => members.get(id) ?? []);
      if (found.some(isTargeted)) counts.targeted += 1;
      for (const index of new Set(found.flatMap(({ groups }) => [...groups]))) {
        counts.perGroup[index] = (counts.perGroup[index] ?? 0) + 1;
      }
    }
    return counts;
  });
}

async function countInIntune(
  { graph }: Pick<Session, 'graph'>,
  isTargeted: (userId: string) => boolean,
): Promise<number | undefined> {
  return readableOrUndefined(async () => {
    let count = 0;
    for await (const mac of pagesOfManagedMacs(graph)) {
      // `jamf` marks the records that the connection itself brings; only Macs enrolled in Intune must unenroll.
      if (mac.managementAgent !== 'jamf' && mac.userId && isTargeted(mac.userId)) count += 1;
    }
    return count;
  });
}

/** A number that may not be read is unknown, which is not the same as none. */
async function readableOrUndefined<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ServiceError && (error.status === 401 || error.status === 403)) return undefined;
    throw error;
  }
}
