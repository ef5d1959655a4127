import { z } from 'zod';
import type { SmartGroup } from '../world.ts';
import { ownedMacs } from './computers-inventory.ts';
import { LIST_QUERY, listPage } from './list-page.ts';
import { type Call, noContent, type Operation, takesJson } from './operation.ts';
import { notFound, Refusal } from './refusal.ts';
import { checkCriteria, membersOf } from './smart-group-members.ts';

const SmartGroupBody = z.strictObject({
  name: z.string().min(1).max(255),
  description: z.string().optional(),
  siteId: z.string().nullable().optional(),
  criteria: z
    .array(
      z.strictObject({
        name: z.string().max(255),
        priority: z.int(),
        andOr: z.enum(['and', 'or']),
        searchType: z.string(),
        value: z.string().max(255),
        openingParen: z.boolean().optional(),
        closingParen: z.boolean().optional(),
      }),
    )
    .optional(),
});
type SmartGroupBody = z.infer<typeof SmartGroupBody>;

const FIELDS = {
  id: (group: SmartGroup) => Number(group.id),
  name: (group: SmartGroup) => group.name,
  siteId: (group: SmartGroup) => group.siteId,
};

function groupOf({ context, param }: Call): SmartGroup {
  const group = context.world.jamf.smartGroups.find((candidate) => candidate.id === param('id'));
  if (group === undefined) throw notFound('Smart computer group', param('id'));
  return group;
}

function memberIds({ context }: Call, group: SmartGroup): number[] {
  const macs = ownedMacs(context).map(({ mac }) => mac);
  return membersOf(group, macs, context.clock.now()).map((mac) => Number(mac.id));
}

function groupFrom(id: string, body: SmartGroupBody, others: readonly SmartGroup[]): SmartGroup {
  const criteria = (body.criteria ?? []).map((criterion) => ({
    ...criterion,
    openingParen: criterion.openingParen ?? false,
    closingParen: criterion.closingParen ?? false,
  }));
  checkCriteria(criteria);
  if (others.some((other) => other.id !== id && other.name === body.name))
    throw new Refusal(422, { code: 'DUPLICATE_FIELD', description: 'duplicate name', field: 'name' });
  return { id, name: body.name, description: body.description ?? '', siteId: body.siteId ?? '-1', criteria };
}

function list(call: Call): Response {
  const { smartGroups } = call.context.world.jamf;
  const page = listPage(call.query, smartGroups, { fields: FIELDS, defaultSort: 'id:asc' });
  const results = page.results.map((group) => ({
    id: group.id,
    siteId: group.siteId,
    name: group.name,
    description: group.description,
    membershipCount: memberIds(call, group).length,
  }));
  return Response.json({ ...page, results });
}

function create({ context }: Call, body: SmartGroupBody): Response {
  const { smartGroups } = context.world.jamf;
  const id = String(Math.max(0, ...smartGroups.map((group) => Number(group.id))) + 1);
  smartGroups.push(groupFrom(id, body, smartGroups));
  const href = `${context.endpoints().jamf}/api/v3/computer-groups/smart-groups/${id}`;
  return Response.json({ id, href }, { status: 201 });
}

function change(call: Call, body: SmartGroupBody): Response {
  const { smartGroups } = call.context.world.jamf;
  const group = groupOf(call);
  Object.assign(group, groupFrom(group.id, body, smartGroups));
  return Response.json(withoutId(group), { status: 202 });
}

/** Reading one group does not echo its id (jamf.md §5). */
function withoutId({ name, description, siteId, criteria }: SmartGroup): object {
  return { name, description, siteId, criteria };
}

function remove(call: Call): Response {
  const group = groupOf(call);
  const { jamf } = call.context.world;
  jamf.smartGroups = jamf.smartGroups.filter((other) => other !== group);
  return noContent();
}

const tag = 'computer-groups';
const collection = '/v3/computer-groups/smart-groups';

export const SMART_GROUPS: readonly Operation[] = [
  {
    method: 'get',
    path: collection,
    tag,
    summary: 'Smart groups of computers, page by page',
    access: 'Read Smart Computer Groups',
    query: LIST_QUERY,
    success: 200,
    handle: list,
  },
  {
    method: 'post',
    path: collection,
    tag,
    summary: 'Creates a smart group',
    access: 'Create Smart Computer Groups',
    success: 201,
    ...takesJson('SmartComputerGroup', SmartGroupBody, create),
  },
  {
    method: 'get',
    path: `${collection}/{id}`,
    tag,
    summary: 'One smart group, without its id',
    access: 'Read Smart Computer Groups',
    success: 200,
    handle: (call) => Response.json(withoutId(groupOf(call))),
  },
  {
    method: 'put',
    path: `${collection}/{id}`,
    tag,
    summary: 'Changes a smart group',
    access: 'Update Smart Computer Groups',
    success: 202,
    ...takesJson('SmartComputerGroup', SmartGroupBody, change),
  },
  {
    method: 'delete',
    path: `${collection}/{id}`,
    tag,
    summary: 'Deletes a smart group',
    access: 'Delete Smart Computer Groups',
    success: 204,
    handle: remove,
  },
  {
    method: 'get',
    path: '/v3/computer-groups/smart-group-membership/{id}',
    tag,
    summary: 'Ids of the members, as integers',
    access: 'Read Smart Computer Groups',
    success: 200,
    handle: (call) => Response.json({ members: memberIds(call, groupOf(call)) }),
  },
];
