import { z } from 'zod';
import type { World } from '../world.ts';
import { LIST_QUERY, listPage } from './list-page.ts';
import { type Call, noContent, type Operation, takesJson } from './operation.ts';
import { notFound, Refusal } from './refusal.ts';
import { sha256 } from './sha256.ts';

type Integration = World['jamf']['apiIntegrations'][number];

const IntegrationBody = z.strictObject({
  displayName: z.string().min(1),
  authorizationScopes: z.array(z.string()),
  enabled: z.boolean().optional(),
  accessTokenLifetimeSeconds: z.int().positive().optional(),
});
type IntegrationBody = z.infer<typeof IntegrationBody>;

const FIELDS = {
  id: (integration: Integration) => integration.id,
  displayName: (integration: Integration) => integration.displayName,
};

/** An integration as it is shown: never with anything of its secret. */
function shown({ clientSecretSha256, clientId, ...integration }: Integration): object {
  return {
    ...integration,
    clientId: clientId ?? '',
    appType: clientSecretSha256 === null ? 'NONE' : 'CLIENT_CREDENTIALS',
  };
}

function integrationOf({ context, param }: Call): Integration {
  const found = context.world.jamf.apiIntegrations.find(({ id }) => String(id) === param('id'));
  if (found === undefined) throw notFound('API integration', param('id'));
  return found;
}

function checkBody(
  { apiIntegrations, apiRoles }: World['jamf'],
  body: IntegrationBody,
  self?: Integration,
): void {
  if (apiIntegrations.some((other) => other !== self && other.displayName === body.displayName))
    throw new Refusal(400, { code: 'DUPLICATE_FIELD', description: 'duplicate name', field: 'displayName' });
  const unknown = body.authorizationScopes.find(
    (name) => !apiRoles.some((role) => role.displayName === name),
  );
  if (unknown !== undefined)
    throw new Refusal(400, {
      code: 'INVALID_FIELD',
      description: `No API role is named ${unknown}`,
      field: 'authorizationScopes',
    });
}

function create({ context }: Call, body: IntegrationBody): Response {
  const { jamf } = context.world;
  checkBody(jamf, body);
  const integration: Integration = {
    id: Math.max(0, ...jamf.apiIntegrations.map(({ id }) => id)) + 1,
    displayName: body.displayName,
    authorizationScopes: body.authorizationScopes,
    enabled: body.enabled ?? false,
    accessTokenLifetimeSeconds: body.accessTokenLifetimeSeconds ?? 60,
    clientId: null,
    clientSecretSha256: null,
  };
  jamf.apiIntegrations.push(integration);
  return Response.json(shown(integration), { status: 201 });
}

function change(call: Call, body: IntegrationBody): Response {
  const integration = integrationOf(call);
  checkBody(call.context.world.jamf, body, integration);
  Object.assign(integration, body);
  return Response.json(shown(integration));
}

function remove(call: Call): Response {
  const integration = integrationOf(call);
  const { jamf } = call.context.world;
  jamf.apiIntegrations = jamf.apiIntegrations.filter((other) => other !== integration);
  return noContent();
}

/** Gives a client its credentials; a second call takes the first secret away (jamf.md §11). */
function createCredentials(call: Call): Response {
  const integration = integrationOf(call);
  const { random } = call.context;
  const clientSecret = `sandbox-${random.uuid()}`;
  integration.clientId ??= random.uuid();
  integration.clientSecretSha256 = sha256(clientSecret);
  return Response.json({ clientId: integration.clientId, clientSecret });
}

const tag = 'api-integrations';

export const API_INTEGRATIONS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/api-integrations',
    tag,
    summary: 'API clients, page by page',
    access: 'Read API Integrations',
    query: LIST_QUERY,
    success: 200,
    handle: ({ context, query }) => {
      const { apiIntegrations } = context.world.jamf;
      const page = listPage(query, apiIntegrations, { fields: FIELDS, defaultSort: 'id:asc' });
      return Response.json({ ...page, results: page.results.map(shown) });
    },
  },
  {
    method: 'post',
    path: '/v1/api-integrations',
    tag,
    summary: 'Creates an API client, still without credentials',
    access: 'Create API Integrations',
    success: 201,
    ...takesJson('ApiIntegration', IntegrationBody, create),
  },
  {
    method: 'get',
    path: '/v1/api-integrations/{id}',
    tag,
    summary: 'One API client',
    access: 'Read API Integrations',
    success: 200,
    handle: (call) => Response.json(shown(integrationOf(call))),
  },
  {
    method: 'put',
    path: '/v1/api-integrations/{id}',
    tag,
    summary: 'Changes an API client',
    access: 'Update API Integrations',
    success: 200,
    ...takesJson('ApiIntegration', IntegrationBody, change),
  },
  {
    method: 'delete',
    path: '/v1/api-integrations/{id}',
    tag,
    summary: 'Deletes an API client',
    access: 'Delete API Integrations',
    success: 204,
    handle: remove,
  },
  {
    method: 'post',
    path: '/v1/api-integrations/{id}/client-credentials',
    tag,
    summary: 'Makes credentials for an API client; again: new ones',
    access: 'Create API Integrations',
    success: 200,
    handle: createCredentials,
  },
];
