import { z } from 'zod';
import type { World } from '../world.ts';
import { LIST_QUERY, listPage } from './list-page.ts';
import { type Call, noContent, type Operation, takesJson } from './operation.ts';
import { PRIVILEGES } from './privileges.ts';
import { notFound, Refusal } from './refusal.ts';

type Role = World['jamf']['apiRoles'][number];

const RoleBody = z.strictObject({ displayName: z.string().min(1), privileges: z.array(z.enum(PRIVILEGES)) });
type RoleBody = z.infer<typeof RoleBody>;

const FIELDS = { id: (role: Role) => Number(role.id), displayName: (role: Role) => role.displayName };

function roleOf({ context, param }: Call): Role {
  const role = context.world.jamf.apiRoles.find((candidate) => candidate.id === param('id'));
  if (role === undefined) throw notFound('API role', param('id'));
  return role;
}

function refuseDuplicate(roles: readonly Role[], displayName: string, self?: Role): void {
  if (roles.some((role) => role !== self && role.displayName === displayName))
    throw new Refusal(400, { code: 'DUPLICATE_FIELD', description: 'duplicate name', field: 'displayName' });
}

function create({ context }: Call, body: RoleBody): Response {
  const { apiRoles } = context.world.jamf;
  refuseDuplicate(apiRoles, body.displayName);
  const role = { id: String(Math.max(0, ...apiRoles.map(({ id }) => Number(id))) + 1), ...body };
  apiRoles.push(role);
  return Response.json(role);
}

function change(call: Call, body: RoleBody): Response {
  const { apiRoles, apiIntegrations } = call.context.world.jamf;
  const role = roleOf(call);
  refuseDuplicate(apiRoles, body.displayName, role);
  for (const integration of apiIntegrations)
    integration.authorizationScopes = integration.authorizationScopes.map((name) =>
      name === role.displayName ? body.displayName : name,
    );
  Object.assign(role, body);
  return Response.json(role);
}

function remove(call: Call): Response {
  const { jamf } = call.context.world;
  const role = roleOf(call);
  if (jamf.apiIntegrations.some(({ authorizationScopes }) => authorizationScopes.includes(role.displayName)))
    throw new Refusal(409, { code: 'ROLE_IN_USE', description: 'The role is assigned to an API client' });
  jamf.apiRoles = jamf.apiRoles.filter((other) => other !== role);
  return noContent();
}

function searchPrivileges({ query }: Call): Response {
  const name = (query.get('name') ?? '').toLowerCase();
  const limit = Number(query.get('limit') ?? '15');
  const privileges = PRIVILEGES.filter((privilege) => privilege.toLowerCase().includes(name)).slice(0, limit);
  return Response.json({ privileges });
}

export const API_ROLES: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/api-role-privileges',
    tag: 'api-role-privileges',
    summary: 'All names of privileges',
    access: 'Read API Roles',
    success: 200,
    handle: () => Response.json({ privileges: PRIVILEGES }),
  },
  {
    method: 'get',
    path: '/v1/api-role-privileges/search',
    tag: 'api-role-privileges',
    summary: 'Names of privileges that contain a text',
    access: 'Read API Roles',
    query: ['name', 'limit'],
    success: 200,
    handle: searchPrivileges,
  },
  {
    method: 'get',
    path: '/v1/api-roles',
    tag: 'api-roles',
    summary: 'API roles, page by page',
    access: 'Read API Roles',
    query: LIST_QUERY,
    success: 200,
    handle: ({ context, query }) =>
      Response.json(listPage(query, context.world.jamf.apiRoles, { fields: FIELDS, defaultSort: 'id:asc' })),
  },
  {
    method: 'post',
    path: '/v1/api-roles',
    tag: 'api-roles',
    summary: 'Creates an API role',
    access: 'Create API Roles',
    success: 200,
    ...takesJson('ApiRole', RoleBody, create),
  },
  {
    method: 'get',
    path: '/v1/api-roles/{id}',
    tag: 'api-roles',
    summary: 'One API role',
    access: 'Read API Roles',
    success: 200,
    handle: (call) => Response.json(roleOf(call)),
  },
  {
    method: 'put',
    path: '/v1/api-roles/{id}',
    tag: 'api-roles',
    summary: 'Changes an API role',
    access: 'Update API Roles',
    success: 200,
    ...takesJson('ApiRole', RoleBody, change),
  },
  {
    method: 'delete',
    path: '/v1/api-roles/{id}',
    tag: 'api-roles',
    summary: 'Deletes an API role that no client uses',
    access: 'Delete API Roles',
    success: 204,
    handle: remove,
  },
];
