import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { z } from 'zod';

/** Where the contract lies on the machines that may hold it; its licence keeps it out of this repository. */
const FILE = resolve(
  import.meta.dirname,
  '../../../../shared/contracts/jamf/jamf-pro-11.30.1-subset.openapi.json',
);

const parameterSchema = z.object({
  name: z.string(),
  in: z.string(),
  schema: z
    .object({ enum: z.array(z.string()).optional() })
    .loose()
    .optional(),
});
const operationSchema = z.object({
  parameters: z.array(z.union([parameterSchema, z.object({ $ref: z.string() })])).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) }).optional(),
});
const contractSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()),
    parameters: z.record(z.string(), parameterSchema),
  }),
});

export interface SentRequest {
  readonly method: string;
  /** Path with query. */
  readonly url: string;
  readonly contentType: string | undefined;
  readonly body: string;
}

/** The published description of Jamf Pro 11.30.1, or undefined where it is not at hand. */
export function readRequestContract(): unknown {
  return existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : undefined;
}

/** What the contract has against a request: an operation, a query parameter or a body that it does not declare. */
export function objections(document: unknown, request: SentRequest): readonly string[] {
  const contract = contractSchema.parse(document);
  const url = new URL(request.url, 'https://jamf.invalid');
  const path = Object.keys(contract.paths).find((template) => fits(`/api${template}`, url.pathname));
  const operation = contract.paths[path ?? '']?.[request.method.toLowerCase()];
  if (operation === undefined) return [`no operation ${request.method} ${url.pathname}`];
  return [...queryObjections(contract, operation, url), ...bodyObjections(contract, operation, request)];
}

function fits(template: string, path: string): boolean {
  const pattern = template.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(path);
}

function queryObjections(
  contract: z.infer<typeof contractSchema>,
  operation: z.infer<typeof operationSchema>,
  url: URL,
): readonly string[] {
  const declared = operation.parameters
    .map((one) => ('$ref' in one ? contract.components.parameters[one.$ref.split('/').at(-1) ?? ''] : one))
    .filter((one) => one?.in === 'query')
    .map((one) => one?.name);
  return [...url.searchParams.keys()]
    .filter((name) => !declared.includes(name))
    .map((name) => `no query parameter ${name} on ${url.pathname}`);
}

function bodyObjections(
  contract: z.infer<typeof contractSchema>,
  operation: z.infer<typeof operationSchema>,
  request: SentRequest,
): readonly string[] {
  if (operation.requestBody === undefined) return request.body === '' ? [] : ['a body that is not declared'];
  const [mediaType = ''] = (request.contentType ?? '').split(';');
  const schema = operation.requestBody.content[mediaType]?.schema;
  if (schema === undefined) return [`a body of type ${mediaType}`];
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile({
    ...Object(strict(schema)),
    components: { schemas: strict(contract.components.schemas) },
  });
  const body: unknown =
    mediaType === 'application/json'
      ? JSON.parse(request.body)
      : Object.fromEntries(new URLSearchParams(request.body));
  validate(body);
  return (validate.errors ?? []).map(({ instancePath, message }) => `body${instancePath}: ${message}`);
}

/** OpenAPI 3.0 as JSON Schema; properties that are not declared are refused. */
function strict(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(strict);
  if (typeof node !== 'object' || node === null) return node;
  const schema: Record<string, unknown> = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key === 'example' ? undefined : strict(value)]),
  );
  if (schema.properties !== undefined) schema.additionalProperties ??= false;
  if (schema.nullable === true && typeof schema.type === 'string') schema.type = [schema.type, 'null'];
  return schema;
}
