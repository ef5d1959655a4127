import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { z } from 'zod';

/** Where the contract lies on the machines that may hold it; its licence keeps it out of this repository. */
const FILE = resolve(
  import.meta.dirname,
  '../../../../shared/contracts/jamf/jamf-pro-11.30.1-subset.openapi.json',
);

const Response = z.object({
  content: z.record(z.string(), z.object({ schema: z.unknown() })).optional(),
});
const Operation = z.object({
  'x-required-privileges': z.array(z.string()).optional(),
  responses: z.record(z.string(), Response),
});
const Contract = z.object({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});
export type Contract = z.infer<typeof Contract>;

/** The published description of Jamf Pro 11.30.1, or undefined where it is not at hand. */
export function readContract(): Contract | undefined {
  return existsSync(FILE) ? Contract.parse(JSON.parse(readFileSync(FILE, 'utf8'))) : undefined;
}

/** A validator for what one operation answers with one status; undefined when the contract declares no such answer. */
export function answerValidator(
  contract: Contract,
  method: string,
  path: string,
  status: number,
): ValidateFunction | 'no body' | undefined {
  const response = contract.paths[path]?.[method]?.responses[String(status)];
  if (response === undefined) return undefined;
  const schema = response.content?.['application/json']?.schema;
  if (schema === undefined) return 'no body';
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile({
    ...Object(strict(schema)),
    components: { schemas: strict(contract.components.schemas) },
  });
}

/** OpenAPI 3.0 as JSON Schema: `nullable` becomes a type, and properties that are not declared are refused. */
function strict(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(strict);
  if (typeof node !== 'object' || node === null) return node;
  const schema: Record<string, unknown> = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key === 'example' ? undefined : strict(value)]),
  );
  if (schema.properties !== undefined && schema.additionalProperties === undefined)
    schema.additionalProperties = false;
  if (schema.nullable === true && typeof schema.type === 'string') {
    schema.type = [schema.type, 'null'];
    if (Array.isArray(schema.enum)) schema.enum = [...schema.enum, null];
  }
  return schema;
}
