import { z } from 'zod';
import type { SandboxContext } from '../service.ts';
import type { AssignmentTarget } from '../world.ts';
import { transitiveMembers } from './group-members.ts';
import { badRequest } from './refusal.ts';

const type = (name: string): z.ZodType<string> =>
  z.literal([`#microsoft.graph.${name}`, `microsoft.graph.${name}`]);
const Target = z.union([
  z.strictObject({ '@odata.type': type('groupAssignmentTarget'), groupId: z.guid() }),
  z.strictObject({ '@odata.type': type('exclusionGroupAssignmentTarget'), groupId: z.guid() }),
  z.strictObject({ '@odata.type': type('allLicensedUsersAssignmentTarget') }),
  z.strictObject({ '@odata.type': type('allDevicesAssignmentTarget') }),
]);

/** Assignments in a request body; an assignment itself needs no type, its target does (microsoft.md §4.1). */
export const Assignments = z.array(z.strictObject({ '@odata.type': z.string().optional(), target: Target }));

/**
 * The targets as Intune keeps them.
 *
 * @throws GraphRefusal 400 for a group that does not exist, or holds devices: only user groups count (microsoft.md §4.3)
 */
export function acceptedTargets(
  context: SandboxContext,
  assignments: z.infer<typeof Assignments>,
): { target: AssignmentTarget }[] {
  return assignments.map(({ target }) => {
    if ('groupId' in target) demandUserGroup(context, target.groupId);
    return { target: { ...target, '@odata.type': `#${target['@odata.type'].replace(/^#/, '')}` } };
  });
}

function demandUserGroup({ world }: SandboxContext, groupId: string): void {
  const group = world.groups.find((each) => each.id === groupId);
  if (group === undefined) throw badRequest(`The group '${groupId}' does not exist.`, 'BadRequest');
  if (transitiveMembers(world, group, 'device').size > 0) {
    throw badRequest(
      `The group '${groupId}' is a device group; only user groups can be assigned.`,
      'BadRequest',
    );
  }
}
