import { z } from 'zod';
import type { Operation, RequestBody } from './operation.ts';

/**
 * The OpenAPI document that the simulated server serves at `/api/schema/`, made from the operations themselves. It
 * is written by this project; nothing of Jamf's own document is in it.
 */
export function openApiDocument(operations: readonly Operation[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations)
    paths[operation.path] = { ...paths[operation.path], [operation.method]: described(operation) };
  const bodies = operations.flatMap(({ body }) => (body === undefined ? [] : [body]));
  return {
    openapi: '3.0.1',
    info: {
      title: 'Jamf Pro API, as far as the sandbox of jamf-intune simulates it',
      // Every real server says so too; the version comes from /v1/jamf-pro-version (jamf.md §2).
      version: 'production',
    },
    servers: [{ url: '/api' }],
    security: [{ Bearer: [] }],
    paths,
    components: {
      securitySchemes: { Bearer: { type: 'http', scheme: 'bearer' } },
      schemas: Object.fromEntries(bodies.map((body) => [body.name, shapeOf(body)])),
    },
  };
}

function described(operation: Operation): object {
  const { access, body, invented } = operation;
  return {
    tags: [operation.tag],
    summary: operation.summary,
    parameters: [
      ...[...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => parameter(name ?? '', 'path')),
      ...(operation.query ?? []).map((name) => parameter(name, 'query')),
    ],
    ...(body === undefined ? {} : { requestBody: requestBody(body) }),
    responses: { [operation.success]: { description: 'Done' } },
    ...(access === 'anyone' ? { security: [], 'x-authentication-required': false } : {}),
    ...(access === 'anyone' || access === 'any token' ? {} : { 'x-required-privileges': [access] }),
    ...(invented ? { 'x-sandbox-invented': true } : {}),
  };
}

const parameter = (name: string, place: 'path' | 'query'): object => ({
  name,
  in: place,
  required: place === 'path',
  schema: { type: 'string' },
});

const requestBody = ({ name, mediaType }: RequestBody): object => ({
  required: true,
  content: { [mediaType]: { schema: { $ref: `#/components/schemas/${name}` } } },
});

function shapeOf({ schema }: RequestBody): object {
  return z.toJSONSchema(schema, { target: 'openapi-3.0', io: 'input' });
}
