import { DIRECTORY_ROLES } from '../seed/directory-roles.ts';
import { uuidFrom } from '../uuid-from.ts';
import { effectiveRoles } from './caller.ts';
import { answerList } from './collection.ts';
import type { Entity, Operation } from './operation.ts';
import { READ_DIRECTORY_ROLES, READ_MYSELF } from './permissions.ts';

/** Directory roles: which exist, and which the signed-in person holds (microsoft.md §5, call 2). */
export const DIRECTORY_ROLE_OPERATIONS: readonly Operation[] = [
  {
    method: 'GET',
    paths: ['/directoryRoles'],
    access: READ_DIRECTORY_ROLES,
    answer: (request) =>
      answerList(request, {
        set: 'directoryRoles',
        type: 'directoryRole',
        items: Object.values(DIRECTORY_ROLES).map((role) => showRole(role.id)),
      }),
  },
  {
    method: 'GET',
    paths: ['/me/transitiveMemberOf/microsoft.graph.directoryRole'],
    access: READ_MYSELF,
    answer: (request) => {
      const { caller, context } = request;
      const held = caller.kind === 'person' ? effectiveRoles(context, caller.person) : [];
      return answerList(request, { set: 'directoryRoles', type: 'directoryRole', items: held.map(showRole) });
    },
  },
];

function showRole(roleTemplateId: string): Entity {
  const role = Object.values(DIRECTORY_ROLES).find((each) => each.id === roleTemplateId);
  return {
    id: uuidFrom(`directory role ${roleTemplateId}`),
    deletedDateTime: null,
    description: role?.name ?? null,
    displayName: role?.name ?? null,
    roleTemplateId,
  };
}
