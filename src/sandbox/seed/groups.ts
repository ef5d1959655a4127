import type { Randomness } from '../../ports/randomness.ts';
import { deviceObjectId } from '../device-object-id.ts';
import type { Group, Mac, Person } from '../world.ts';

/**
 * The tenant's groups. "Mac users" are the first 214 people, 14 of them through a nested group; "Kiosk" is 12 people of
 * whom 5 are Mac users too, so that an exclusion has something to take away; two groups share a name; and some names
 * hold what a terminal, a shell or an OData filter would act on.
 */
export function seedGroups(random: Randomness, people: readonly Person[], macs: readonly Mac[]): Group[] {
  const group = (displayName: string, description: string, members: Group['members']): Group => ({
    id: random.uuid(),
    displayName,
    description,
    members,
  });
  const peopleFrom = (start: number, end: number): Group['members'] =>
    people.slice(start, end).map((person) => ({ kind: 'person', id: person.id }));

  const munich = group('Mac users Munich', 'Inside "Mac users"', peopleFrom(200, 214));
  const labMacs = macs.filter((mac) => mac.entraDeviceId !== null).slice(0, 3);
  return [
    group('Mac users', 'Everybody with a Mac', [...peopleFrom(0, 200), { kind: 'group', id: munich.id }]),
    munich,
    group('Kiosk', 'Shared Macs at reception', peopleFrom(209, 221)),
    group('Everyone in design', 'Design', peopleFrom(0, 24)),
    group('Contractors', 'Contractors of the Munich office', peopleFrom(221, 226)),
    group('Contractors', 'Contractors of the Lisbon office', peopleFrom(226, 232)),
    group(
      'Lab Macs',
      'Devices, not people',
      labMacs.map((mac) => ({ kind: 'device', id: deviceObjectId(mac.entraDeviceId ?? '') })),
    ),
    group(`O'Brien's "R&D" team, 50% #1?`, 'Quotes, ampersand, percent and number sign', peopleFrom(30, 34)),
    group('\u202Eأمن المعلومات', 'Right-to-left override before Arabic', peopleFrom(34, 37)),
    group('Red\u001b]0;owned\u0007 \u001b[31mteam\u001b[0m', 'Escape sequences', peopleFrom(37, 40)),
    group("Robert'); DROP TABLE groups; --\r\nSecond line", 'Quote, line break', peopleFrom(40, 42)),
    group('Nobody yet', 'Without members', []),
  ];
}
