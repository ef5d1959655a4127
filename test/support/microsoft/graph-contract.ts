import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

/** Microsoft's description of Graph, kept outside the repository; absent on most machines. */
const FOLDER = join(import.meta.dirname, '../../../../shared/contracts/graph');
/** Types that are only met as one of the types derived from them. */
const DERIVED: Readonly<Record<string, readonly string[]>> = {
  'microsoft.graph.deviceAndAppManagementAssignmentTarget': [
    'groupAssignmentTarget',
    'exclusionGroupAssignmentTarget',
    'allLicensedUsersAssignmentTarget',
    'allDevicesAssignmentTarget',
  ],
  'microsoft.graph.deviceCompliancePolicy': ['macOSCompliancePolicy', 'iosCompliancePolicy'],
};

type Json = Readonly<Record<string, unknown>>;

export interface GraphContract {
  /** `GET /groups/{id}`, in the contract's words. */
  readonly operations: ReadonlySet<string>;
  /** Problems of an answer, none for a right one. An unknown property is a problem. */
  readonly problems: (operation: string, status: number, body: unknown) => readonly string[];
  /** Whether the operation may be answered with this status. */
  readonly declares: (operation: string, status: number) => boolean;
  /** The operation of a request, in the contract's words; undefined when it has none. */
  readonly operationOf: (method: string, path: string) => string | undefined;
  /** What the contract has against a request: a query option or a property that it does not list. */
  readonly objections: (operation: string, query: readonly string[], body: unknown) => readonly string[];
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
  const bodies = new Map<string, ValidateFunction>();
  const options = new Map<string, ReadonlySet<string>>();
  const operations = new Set<string>();
  const declared = new Set<string>();
  for (const [path, methods] of Object.entries(object(document.paths))) {
    for (const [method, operation] of Object.entries(object(methods))) {
      if (!['get', 'post', 'patch', 'delete'].includes(method)) continue;
      const key = `${method.toUpperCase()} ${path}`;
      operations.add(key);
      options.set(key, queryOptions(object(operation).parameters));
      const sent = object(object(object(object(operation).requestBody).content)['application/json']).schema;
      if (sent !== undefined) bodies.set(key, ajv.compile(object(rewritten(sent))));
      for (const [status, response] of Object.entries(object(object(operation).responses))) {
        declared.add(`${key} ${status}`);
        const content = object(object(object(response).content)['application/json']).schema;
        if (content !== undefined) answers.set(`${key} ${status}`, ajv.compile(object(rewritten(content))));
      }
    }
  }
  return {
    operations,
    declares: (operation, status) => declared.has(answerKey(operation, status)),
    operationOf: (method, path) => mostLiteral(operations, method, path),
    objections(operation, query, body) {
      const listed = options.get(operation);
      const unlisted = query.filter((name) => listed?.has(name.toLowerCase()) !== true);
      const validate = bodies.get(operation);
      if (body !== undefined && validate === undefined) return [`${operation} takes no body`];
      if (body !== undefined) validate?.(body);
      const wrong = body === undefined ? [] : (validate?.errors ?? []);
      return [...unlisted.map((name) => `query option ${name}`), ...wrong.map(problemOf)];
    },
    problems(operation, status, body) {
      const validate = answers.get(answerKey(operation, status));
      if (validate === undefined) return [`${operation} has no answer ${status} in the contract`];
      validate(body);
      return (validate.errors ?? []).map(problemOf);
    },
  };
}

function answerKey(operation: string, status: number): string {
  return `${operation} ${status < 400 ? status : `${Math.floor(status / 100)}XX`}`;
}

function problemOf({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath} ${message} ${JSON.stringify(params)}`;
}

/** A next page's address is the service's own, so `$skiptoken` is allowed everywhere. */
function queryOptions(parameters: unknown): ReadonlySet<string> {
  const all = Array.isArray(parameters) ? parameters.map(object) : [];
  return new Set([
    '$skiptoken',
    ...all.flatMap(({ name }) => (typeof name === 'string' ? [name.toLowerCase()] : [])),
  ]);
}

/** Of several templates that fit (`/groups/{id}`, `/groups/$count`) the one with the fewest parameters. */
function mostLiteral(operations: ReadonlySet<string>, method: string, path: string): string | undefined {
  const fits = (operation: string): boolean => {
    const literal = operation.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\w+\}/g, "[^/']+");
    return new RegExp(`^${literal}$`).test(`${method} ${path}`);
  };
  const parameters = (operation: string): number => operation.split('{').length;
  return [...operations].filter(fits).sort((one, other) => parameters(one) - parameters(other))[0];
}

function strict(name: string, schema: Json, schemas: Json): unknown {
  const derived = DERIVED[name];
  if (derived !== undefined) {
    return { anyOf: derived.map((each) => ({ $ref: reference(`microsoft.graph.${each}`) })) };
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
