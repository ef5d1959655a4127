import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** Microsoft's description of Graph, kept outside the repository; absent on most machines. */
const FOLDER = join(import.meta.dirname, '../../../shared/contracts/graph');
const TARGET = 'microsoft.graph.deviceAndAppManagementAssignmentTarget';
const DERIVED_TARGETS = [
  'groupAssignmentTarget',
  'exclusionGroupAssignmentTarget',
  'allLicensedUsersAssignmentTarget',
  'allDevicesAssignmentTarget',
];

type Json = Readonly<Record<string, unknown>>;

export interface GraphContract {
  /** `GET /groups/{id}`, in the contract's words. */
  readonly operations: ReadonlySet<string>;
  /** Problems of an answer, none for a right one. An unknown property is a problem. */
  readonly problems: (operation: string, status: number, body: unknown) => readonly string[];
}

export function graphContractExists(): boolean {
  return existsSync(FOLDER);
}

export function readContractFile(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8');
}

/** The contract of one version, made strict: objects have the properties that the metadata lists and no others. */
export function graphContract(version: 'v1.0' | 'beta'): GraphContract {
  const document = object(JSON.parse(readContractFile(`openapi/${version}-jamf-intune.openapi.json`)));
  const schemas = object(object(document.components).schemas);
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  // Graph's binary and duration forms are not ajv's.
  for (const format of ['base64url', 'int32', 'int64']) ajv.addFormat(format, true);
  const definitions = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, strict(name, object(schema), schemas)]),
  );
  ajv.addSchema({ $id: 'graph', components: { schemas: definitions } });

  const answers = new Map<string, ValidateFunction>();
  const operations = new Set<string>();
  for (const [path, methods] of Object.entries(object(document.paths))) {
    for (const [method, operation] of Object.entries(object(methods))) {
      if (!['get', 'post', 'patch', 'delete'].includes(method)) continue;
      const key = `${method.toUpperCase()} ${path}`;
      operations.add(key);
      for (const [status, response] of Object.entries(object(object(operation).responses))) {
        const content = object(object(object(response).content)['application/json']).schema;
        if (content !== undefined) answers.set(`${key} ${status}`, ajv.compile(object(rewritten(content))));
      }
    }
  }
  return {
    operations,
    problems(operation, status, body) {
      const validate = answers.get(`${operation} ${status < 400 ? status : '4XX'}`);
      if (validate === undefined) return [`${operation} has no answer ${status} in the contract`];
      validate(body);
      return (validate.errors ?? []).map(
        (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
      );
    },
  };
}

function strict(name: string, schema: Json, schemas: Json): unknown {
  if (name === TARGET) {
    return { anyOf: DERIVED_TARGETS.map((each) => ({ $ref: reference(`microsoft.graph.${each}`) })) };
  }
  const properties = propertiesOf(schema, schemas);
  if (properties === undefined || name === 'odata.error') return rewritten(schema);
  return {
    type: 'object',
    properties: rewritten(properties),
    patternProperties: { '^@odata\\.': {} },
    additionalProperties: false,
  };
}

/** Own and inherited properties of an object type; undefined for an enum. */
function propertiesOf(schema: Json, schemas: Json): Json | undefined {
  if (schema.properties !== undefined) return object(schema.properties);
  if (!Array.isArray(schema.allOf)) return undefined;
  return Object.assign(
    {},
    ...schema.allOf.map((part: unknown) => {
      const { $ref } = object(part);
      const resolved =
        typeof $ref === 'string' ? object(schemas[$ref.split('/').at(-1) ?? '']) : object(part);
      return propertiesOf(resolved, schemas) ?? {};
    }),
  );
}

/** OpenAPI 3.0's `nullable` in JSON Schema's words, and references into the strict definitions. */
function rewritten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewritten);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...rest } = object(value);
  const copy = Object.fromEntries(
    Object.entries(rest).map(([name, each]) => [
      name,
      name === '$ref' && typeof each === 'string' ? reference(each.split('/').at(-1) ?? '') : rewritten(each),
    ]),
  );
  return nullable === true ? { anyOf: [copy, { type: 'null' }] } : copy;
}

function reference(name: string): string {
  return `graph#/components/schemas/${name}`;
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
