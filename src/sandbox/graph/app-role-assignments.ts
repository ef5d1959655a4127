import { z } from 'zod';
import { GRAPH_APP_ID } from '../../microsoft/identifiers.ts';
import { DIRECTORY_ROLES } from '../seed/directory-roles.ts';
import type { AppRoleAssignment, ServicePrincipal } from '../world.ts';
import { parseBody } from './body.ts';
import { effectiveRoles } from './caller.ts';
import { answerList } from './collection.ts';
import { principalOf } from './find-principal.ts';
import {
  type Answer,
  type Entity,
  type GraphRequest,
  keyed,
  NO_CONTENT,
  type Operation,
} from './operation.ts';
import { GRANT_ROLES, READ_APPLICATIONS, REVOKE_ROLES } from './permissions.ts';
import { badRequest, insufficientPrivileges, notFound } from './refusal.ts';

const Body = z.strictObject({ principalId: z.guid(), resourceId: z.guid(), appRoleId: z.guid() });

/** The same assignments from both ends: what a principal was granted, and who was granted roles of a resource. */
export const APP_ROLE_OPERATIONS: readonly Operation[] = [
  ...operationsOf('appRoleAssignments', (assignment) => assignment.principalId),
  ...operationsOf('appRoleAssignedTo', (assignment) => assignment.resourceId),
];

type End = 'appRoleAssignments' | 'appRoleAssignedTo';

function operationsOf(end: End, idOf: (assignment: AppRoleAssignment) => string): readonly Operation[] {
  return [
    {
      method: 'GET',
      paths: keyed('/servicePrincipals', ['appId'], `/${end}`),
      access: READ_APPLICATIONS,
      answer: (request) => {
        const { world, visible } = request.context;
        const principal = principalOf(request);
        return answerList(request, {
          set: 'appRoleAssignments',
          type: 'appRoleAssignment',
          items: world.appRoleAssignments
            .filter((assignment) => idOf(assignment) === principal.id && visible(assignment.id))
            .map((assignment) => show(request, assignment)),
        });
      },
    },
    {
      method: 'POST',
      paths: keyed('/servicePrincipals', ['appId'], `/${end}`),
      access: GRANT_ROLES,
      answer: (request) => grant(request, idOf),
    },
    {
      method: 'DELETE',
      paths: [`/servicePrincipals/{id}/${end}/{assignmentId}`],
      access: REVOKE_ROLES,
      answer: (request) => {
        const { world } = request.context;
        const principal = principalOf(request);
        const id = request.parameter('assignmentId') ?? '';
        const found = world.appRoleAssignments.find((each) => each.id === id && idOf(each) === principal.id);
        if (found === undefined) throw notFound(id);
        world.appRoleAssignments = world.appRoleAssignments.filter((each) => each !== found);
        return NO_CONTENT;
      },
    },
  ];
}

function grant(request: GraphRequest, idOf: (assignment: AppRoleAssignment) => string): Answer {
  const { context } = request;
  const body = parseBody(request, Body);
  const assignment = {
    id: context.random.uuid(),
    createdDateTime: context.clock.now().toISOString(),
    ...body,
  };
  if (idOf(assignment) !== principalOf(request).id) {
    throw badRequest('The principal or resource of the body is not the one of the path.');
  }
  findPrincipal(request, body.principalId);
  const resource = findPrincipal(request, body.resourceId);
  demandConsentRole(request, resource);
  if (!resource.appRoles.some((role) => role.id === body.appRoleId)) {
    throw badRequest('Permission being assigned was not found on application.');
  }
  const { appRoleAssignments } = context.world;
  if (
    appRoleAssignments.some(
      (each) =>
        each.principalId === body.principalId &&
        each.resourceId === body.resourceId &&
        each.appRoleId === body.appRoleId,
    )
  ) {
    throw badRequest('Permission being assigned already exists on the object');
  }
  appRoleAssignments.push(assignment);
  context.replicate(assignment.id);
  return { status: 201, body: show(request, assignment) };
}

/** A new principal that is not replicated cannot be referred to (microsoft.md §5.6). */
function findPrincipal({ context }: GraphRequest, id: string): ServicePrincipal {
  const found = context.world.servicePrincipals.find((principal) => principal.id === id);
  if (found === undefined) throw notFound(id);
  if (!context.visible(id)) throw badRequest(`Not a valid reference update: '${id}'.`);
  return found;
}

/** Application administrators may consent to every API but Microsoft Graph's roles (microsoft.md §5.2). */
function demandConsentRole({ context, caller }: GraphRequest, resource: ServicePrincipal): void {
  if (caller.kind === 'application' || resource.appId !== GRAPH_APP_ID) return;
  const held = effectiveRoles(context, caller.person);
  const enough = [DIRECTORY_ROLES.privilegedRoleAdministrator.id, DIRECTORY_ROLES.globalAdministrator.id];
  if (!enough.some((role) => held.includes(role))) throw insufficientPrivileges();
}

function show({ context }: GraphRequest, assignment: AppRoleAssignment): Entity {
  const nameOf = (id: string): string | null =>
    context.world.servicePrincipals.find((principal) => principal.id === id)?.displayName ?? null;
  return {
    id: assignment.id,
    deletedDateTime: null,
    appRoleId: assignment.appRoleId,
    createdDateTime: assignment.createdDateTime,
    principalDisplayName: nameOf(assignment.principalId),
    principalId: assignment.principalId,
    principalType: 'ServicePrincipal',
    resourceDisplayName: nameOf(assignment.resourceId),
    resourceId: assignment.resourceId,
  };
}
