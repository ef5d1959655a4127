import { deviceObjectId } from '../device-object-id.ts';
import { seenMacs } from '../seen-macs.ts';
import type { SandboxContext } from '../service.ts';
import type { Group, World } from '../world.ts';
import { answerList, demandAdvanced, isEventual } from './collection.ts';
import { showDevice } from './devices.ts';
import { connectorGroups, groupOf } from './groups.ts';
import type { Entity, GraphRequest, Operation } from './operation.ts';
import { READ_MEMBERS } from './permissions.ts';
import { badRequest } from './refusal.ts';
import { showUser } from './users.ts';

/** Members through any number of nested groups, each once, by kind. */
export const GROUP_MEMBER_OPERATIONS: readonly Operation[] = [
  ...operationsOf('user', (context, group) => {
    const { world } = context;
    const ids = seenPeople(context, group);
    return world.people.filter((person) => ids.has(person.id)).map((person) => showUser(context, person));
  }),
  ...operationsOf('device', (context, group) => {
    const ids = transitiveMembers(context.world, group, 'device');
    return seenMacs(context).flatMap((mac) =>
      mac.entraDeviceId !== null && ids.has(deviceObjectId(mac.entraDeviceId))
        ? [showDevice(mac, mac.entraDeviceId)]
        : [],
    );
  }),
];

function operationsOf(
  type: 'user' | 'device',
  membersOf: (context: SandboxContext, group: Group) => readonly Entity[],
): readonly Operation[] {
  const path = `/groups/{id}/transitiveMembers/microsoft.graph.${type}`;
  const read = (request: GraphRequest): readonly Entity[] => membersOf(request.context, groupOf(request));
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

/** The people of a group with what faults make of the connector's groups. */
function seenPeople(context: SandboxContext, group: Group): ReadonlySet<string> {
  const { world, has } = context;
  const included = connectorGroups(context, 'groupAssignmentTarget');
  if (has('group-empty') && included.includes(group.id)) return new Set();
  if (
    has('everybody-excluded') &&
    connectorGroups(context, 'exclusionGroupAssignmentTarget').includes(group.id)
  ) {
    const groups = world.groups.filter(({ id }) => id === group.id || included.includes(id));
    return new Set(groups.flatMap((each) => [...transitiveMembers(world, each, 'person')]));
  }
  return transitiveMembers(world, group, 'person');
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
