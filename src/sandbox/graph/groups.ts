import { jamfRow } from '../intune/partner-row.ts';
import type { SandboxContext } from '../service.ts';
import type { Group } from '../world.ts';
import { answerList } from './collection.ts';
import type { Entity, GraphRequest, Operation } from './operation.ts';
import { READ_GROUPS } from './permissions.ts';
import { notFound } from './refusal.ts';
import { shown } from './shape.ts';

/** Groups: found by name or search, read by id. */
export const GROUP_OPERATIONS: readonly Operation[] = [
  {
    method: 'GET',
    paths: ['/groups'],
    access: READ_GROUPS,
    answer: (request) =>
      answerList(request, {
        set: 'groups',
        type: 'group',
        directory: true,
        items: request.context.world.groups.map(showGroup),
      }),
  },
  {
    method: 'GET',
    paths: ['/groups/{id}'],
    access: READ_GROUPS,
    answer: (request) => ({
      status: 200,
      body: shown(request, 'group', 'groups', showGroup(groupOf(request))),
    }),
  },
];

/** @throws GraphRefusal 404 */
export function groupOf({ context, parameter }: GraphRequest): Group {
  const id = parameter('id') ?? '';
  const found = context.world.groups.find((group) => group.id === id);
  const gone = context.has('group-gone') && connectorGroups(context, 'groupAssignmentTarget').includes(id);
  if (found === undefined || gone) throw notFound(id);
  return found;
}

/** Ids of the groups that stand on Jamf's connector. */
export function connectorGroups(
  context: SandboxContext,
  type: 'groupAssignmentTarget' | 'exclusionGroupAssignmentTarget',
): readonly string[] {
  const targets = jamfRow(context)?.groupsRequiringPartnerEnrollment ?? [];
  return targets.flatMap(({ target }) =>
    target['@odata.type'] === `#microsoft.graph.${type}` ? (target.groupId ?? []) : [],
  );
}

function showGroup(group: Group): Entity {
  return {
    id: group.id,
    deletedDateTime: null,
    classification: null,
    createdDateTime: '2026-01-01T00:00:00Z',
    description: group.description === '' ? null : group.description,
    displayName: group.displayName,
    groupTypes: [],
    isAssignableToRole: null,
    mail: null,
    mailEnabled: false,
    mailNickname: `group-${group.id.slice(0, 8)}`,
    membershipRule: null,
    onPremisesSyncEnabled: null,
    proxyAddresses: [],
    renewedDateTime: '2026-01-01T00:00:00Z',
    securityEnabled: true,
    visibility: null,
  };
}
