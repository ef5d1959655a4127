import { deviceObjectId } from '../device-object-id.ts';
import type { Group, World } from '../world.ts';
import { answerList, demandAdvanced, isEventual } from './collection.ts';
import { showDevice } from './devices.ts';
import { groupOf } from './groups.ts';
import type { Entity, GraphRequest, Operation } from './operation.ts';
import { READ_MEMBERS } from './permissions.ts';
import { badRequest } from './refusal.ts';
import { showUser } from './users.ts';

/** Members through any number of nested groups, each once, by kind. */
export const GROUP_MEMBER_OPERATIONS: readonly Operation[] = [
  ...operationsOf('user', (world, group) => {
    const ids = transitiveMembers(world, group, 'person');
    return world.people.filter((person) => ids.has(person.id)).map(showUser);
  }),
  ...operationsOf('device', (world, group) => {
    const ids = transitiveMembers(world, group, 'device');
    return world.macs.flatMap((mac) =>
      mac.entraDeviceId !== null && ids.has(deviceObjectId(mac.entraDeviceId))
        ? [showDevice(mac, mac.entraDeviceId)]
        : [],
    );
  }),
];

function operationsOf(
  type: 'user' | 'device',
  membersOf: (world: World, group: Group) => readonly Entity[],
): readonly Operation[] {
  const path = `/groups/{id}/transitiveMembers/microsoft.graph.${type}`;
  const read = (request: GraphRequest): readonly Entity[] =>
    membersOf(request.context.world, groupOf(request));
  return [
    {
      method: 'GET',
      paths: [path],
      access: READ_MEMBERS,
      answer: (request) => {
        demandAdvanced(request);
        return answerList(request, { set: `${type}s`, type, directory: true, items: read(request) });
      },
    },
    {
      method: 'GET',
      paths: [`${path}/$count`],
      access: READ_MEMBERS,
      answer: (request) => {
        if (!isEventual(request)) throw badRequest('$count is not currently supported.');
        return { status: 200, text: String(read(request).length) };
      },
    },
  ];
}

/** Ids of one kind below the group. Groups may contain each other in a circle. */
export function transitiveMembers(
  world: World,
  group: Group,
  kind: 'person' | 'device',
): ReadonlySet<string> {
  const found = new Set<string>();
  const entered = new Set<Group>([group]);
  for (const current of entered) {
    for (const member of current.members) {
      if (member.kind === kind) found.add(member.id);
      const nested = member.kind === 'group' && world.groups.find((each) => each.id === member.id);
      if (nested) entered.add(nested);
    }
  }
  return found;
}
