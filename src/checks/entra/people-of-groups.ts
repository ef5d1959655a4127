import { ServiceError } from '../../errors/service-error.ts';
import { countDevices } from '../../microsoft/groups.ts';
import { type LicensedPerson, pagesOfLicensedPeople } from '../../microsoft/licensed-people.ts';
import { visible } from '../../terminal/visible.ts';
import type { CheckFinding, CheckReport, CheckSession, DoctorCheck } from '../check.ts';
import { count, firstOf } from '../count.ts';
import { nameOfGroup, readableOrUndefined } from '../shared-reads.ts';
import { readTargetedGroups } from './targeted-groups.ts';

/** More people of a group than this are not looked at one by one, and the report says so. */
const MOST_PEOPLE = 20_000;

/** One group of the connection, with those of its people that were looked at. */
export interface SeenGroup {
  readonly name: string;
  readonly kind: 'include' | 'exclude';
  readonly people: readonly LicensedPerson[];
  /** True when the group holds more people than were looked at. */
  readonly cut: boolean;
  /** Devices in a group without people; they have no effect (microsoft.md §4.3). */
  readonly devices: number;
}

/** Whether the groups hold people at all, whether exclude takes them all away, and who of them has no Intune licence. */
export const peopleOfGroups: DoctorCheck = {
  id: 'licences-of-people',
  room: 'entra',
  title: 'People of the groups',
  needs: 'Group.Read.All and User.Read.All',

  async look(session) {
    const { include, exclude } = await readTargetedGroups(session);
    if (include.length === 0) return { skipped: 'no group is on the connector' };
    const groups = await Promise.all([
      ...include.map((id) => readGroup(session, id, 'include')),
      ...exclude.map((id) => readGroup(session, id, 'exclude')),
    ]);
    // A group that is gone is told by the step that sets the groups.
    return judgePeople(groups.filter((group) => group !== undefined));
  },
};

async function readGroup(
  session: CheckSession,
  id: string,
  kind: SeenGroup['kind'],
): Promise<SeenGroup | undefined> {
  const { graph } = session;
  const people: LicensedPerson[] = [];
  const [name, cut] = await Promise.all([nameOfGroup(session, id), gatherPeople(session, id, people)]);
  if (cut === 'gone') return undefined;
  const devices = people.length > 0 ? 0 : ((await readableOrUndefined(() => countDevices(graph, id))) ?? 0);
  return { name, kind, people, cut, devices };
}

async function gatherPeople(
  { graph }: Pick<CheckSession, 'graph'>,
  id: string,
  people: LicensedPerson[],
): Promise<boolean | 'gone'> {
  try {
    for await (const person of pagesOfLicensedPeople(graph, id)) {
      if (people.length === MOST_PEOPLE) return true;
      people.push(person);
    }
    return false;
  } catch (error) {
    if (error instanceof ServiceError && error.status === 404) return 'gone';
    throw error;
  }
}

export function judgePeople(groups: readonly SeenGroup[]): CheckReport {
  const idsOf = (kind: SeenGroup['kind']) =>
    new Map(
      groups
        .filter((group) => group.kind === kind)
        .flatMap(({ people }) => people.map((person) => [person.id, person] as const)),
    );
  const included = idsOf('include');
  const excluded = idsOf('exclude');
  const targeted = [...included.values()].filter(({ id }) => !excluded.has(id));
  const known = targeted.filter(({ hasIntune }) => hasIntune !== undefined);
  const unlicensed = known.filter(({ hasIntune }) => hasIntune === false);
  const cut = groups.some((group) => group.cut);
  const overlap = included.size - targeted.length;
  return {
    lines: [
      `${count(targeted.length, 'person', 'people')} in the groups${overlap > 0 ? ` · ${overlap} more excluded` : ''}${cut ? `; of large groups only the first ${MOST_PEOPLE} were looked at` : ''}`,
      ...(known.length < targeted.length ? ['their licences are not readable (needs User.Read.All)'] : []),
    ],
    findings: [
      ...groups.filter(({ people }) => people.length === 0).map(withoutPeople),
      ...nobodyLeft(included.size, overlap),
      ...(unlicensed.length === 0 ? [] : [unlicensedFinding(unlicensed, known.length)]),
    ],
  };
}

function withoutPeople({ name, kind, devices }: SeenGroup): CheckFinding {
  const what = devices > 0 ? `${count(devices, 'device')} and no people` : 'no people';
  return {
    code: 'JI-I222',
    severity: kind === 'include' ? 'error' : 'warning',
    seen: `${kind} group ${name} holds ${what}`,
  };
}

/** To take some people away is what an exclude group is for; to take all away is not. */
function nobodyLeft(included: number, overlap: number): readonly CheckFinding[] {
  if (overlap === 0 || overlap < included) return [];
  const seen = 'everybody who is included is excluded too: nobody is left';
  return [{ code: 'JI-I223', severity: 'error', seen }];
}

function unlicensedFinding(unlicensed: readonly LicensedPerson[], known: number): CheckFinding {
  const names = unlicensed.map(({ userPrincipalName, id }) => visible(userPrincipalName ?? id));
  return {
    code: 'JI-E155',
    severity: 'warning',
    seen: `${unlicensed.length} of ${count(known, 'person', 'people')} without Intune`,
    details: firstOf(names),
  };
}
