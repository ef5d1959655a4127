import { z } from 'zod';
import type { PermissionGrant } from '../world.ts';
import { parseBody } from './body.ts';
import { answerList } from './collection.ts';
import { principalOf } from './find-principal.ts';
import { nativeConnectorGrants } from './native-connector.ts';
import { type GraphRequest, keyed, NO_CONTENT, type Operation } from './operation.ts';
import { READ_GRANTS, WRITE_GRANTS } from './permissions.ts';
import { notFound } from './refusal.ts';
import { shown } from './shape.ts';

const SET = { set: 'oauth2PermissionGrants', type: 'oAuth2PermissionGrant' } as const;
const PATHS = ['/oauth2PermissionGrants/{grantId}'];
const ChangeBody = z.strictObject({ scope: z.string() });

/** Delegated permissions: none should be left on the connection's application (failures-and-users.md §2, 4). */
export const PERMISSION_GRANT_OPERATIONS: readonly Operation[] = [
  {
    method: 'GET',
    paths: ['/oauth2PermissionGrants'],
    access: READ_GRANTS,
    answer: (request) =>
      answerList(request, { ...SET, items: request.context.world.permissionGrants.map(entityOf) }),
  },
  {
    method: 'GET',
    paths: keyed('/servicePrincipals', ['appId'], '/oauth2PermissionGrants'),
    access: READ_GRANTS,
    answer: (request) => {
      const principal = principalOf(request);
      const grants = [
        ...request.context.world.permissionGrants,
        ...nativeConnectorGrants(request.context),
      ].filter((each) => each.clientId === principal.id);
      return answerList(request, { ...SET, items: grants.map(entityOf) });
    },
  },
  {
    method: 'GET',
    paths: PATHS,
    access: READ_GRANTS,
    answer: (request) => ({
      status: 200,
      body: shown(request, SET.type, SET.set, entityOf(grantOf(request))),
    }),
  },
  {
    method: 'PATCH',
    paths: PATHS,
    access: WRITE_GRANTS,
    answer: (request) => {
      grantOf(request).scope = parseBody(request, ChangeBody).scope;
      return NO_CONTENT;
    },
  },
  {
    method: 'DELETE',
    paths: PATHS,
    access: WRITE_GRANTS,
    answer: (request) => {
      const { world } = request.context;
      const grant = grantOf(request);
      world.permissionGrants = world.permissionGrants.filter((each) => each !== grant);
      return NO_CONTENT;
    },
  },
];

function grantOf({ context, parameter }: GraphRequest): PermissionGrant {
  const id = parameter('grantId') ?? '';
  const found = context.world.permissionGrants.find((grant) => grant.id === id);
  if (found === undefined) throw notFound(id);
  return found;
}

function entityOf(grant: PermissionGrant): Record<string, unknown> {
  return { ...grant };
}
