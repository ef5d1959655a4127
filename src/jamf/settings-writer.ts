import { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';
import type { Jamf, JamfPath } from './jamf.ts';
import { at, type BodySchema, readBodySchema, resolve } from './openapi-schema.ts';
import { isJamfPath, jamfPath } from './path.ts';
import { knownSetting } from './setting-names.ts';

/** An operation of this very server that writes the connection's settings. */
export interface SettingsWriter {
  readonly method: 'POST' | 'PUT' | 'PATCH';
  readonly path: JamfPath;
  readonly schema: BodySchema;
  /** True in the sandbox's variant `extended`: no Jamf Pro has this operation. */
  readonly invented: boolean;
}

const WRITES = [
  ['put', 'PUT'],
  ['patch', 'PATCH'],
  ['post', 'POST'],
] as const;
const ABOUT_THE_CONNECTION = /conditional.?access|intune|device.?compliance/i;

const documentSchema = z.object({
  servers: z
    .array(z.object({ url: z.string() }))
    .optional()
    .catch(undefined),
  paths: z.record(z.string(), z.unknown()),
});
const operationSchema = z.object({
  tags: z.array(z.string()).catch([]),
  operationId: z.string().catch(''),
  requestBody: z.unknown().optional(),
  'x-sandbox-invented': z.boolean().catch(false),
});

/**
 * The OpenAPI document that every Jamf Pro serves about itself (jamf.md §2), several MB of it. Undefined where the
 * server answers with something else: then there is no operation to find, which is no reason to fail. Only the outermost
 * form is checked here; `findSettingsWriter` looks at what it needs.
 */
export async function readPublishedApi(jamf: Pick<Jamf, 'find'>): Promise<unknown> {
  try {
    return await jamf.find(jamfPath`/api/schema/`, documentSchema.loose());
  } catch (error) {
    const answered = error instanceof ServiceError && error.status !== undefined && error.status < 500;
    if (answered && error.status !== 401) return undefined;
    throw error;
  }
}

/**
 * Looks for an operation that writes the settings: about conditional access or Intune by its path, tag or name, and
 * with a body that has the tenant, the application and its secret. No Jamf Pro known today has one (jamf.md §1), so
 * undefined is the usual answer. Operations whose path has parameters cannot be called without knowledge of them.
 */
export function findSettingsWriter(document: unknown): SettingsWriter | undefined {
  const read = documentSchema.safeParse(document);
  if (!read.success) return undefined;
  const base = basePath(read.data.servers?.[0]?.url);
  for (const [path, item] of Object.entries(read.data.paths)) {
    const full = base + path;
    if (!isJamfPath(full)) continue;
    for (const [key, method] of WRITES) {
      const operation = operationSchema.safeParse(at(item, [key]));
      if (!operation.success || !isAboutTheConnection(path, operation.data)) continue;
      const schema = bodyOf(document, operation.data.requestBody);
      if (schema === undefined || !holdsTheSettings(schema)) continue;
      return { method, path: full, schema, invented: operation.data['x-sandbox-invented'] };
    }
  }
  return undefined;
}

/** Only the path of the server's address counts: another origin would send the secret elsewhere. */
function basePath(url: string | undefined): string {
  if (url === undefined || !URL.canParse(url, 'https://jamf.invalid')) return '/api';
  return new URL(url, 'https://jamf.invalid').pathname.replace(/\/+$/, '');
}

function isAboutTheConnection(path: string, { tags, operationId }: z.infer<typeof operationSchema>): boolean {
  return [path, operationId, ...tags].some((text) => ABOUT_THE_CONNECTION.test(text));
}

function bodyOf(document: unknown, requestBody: unknown): BodySchema | undefined {
  const schema = at(resolve(document, requestBody), ['content', 'application/json', 'schema']);
  return schema === undefined ? undefined : readBodySchema(document, schema);
}

function holdsTheSettings(schema: BodySchema): boolean {
  const known = new Set([...schema.properties.keys()].map(knownSetting));
  return known.has('tenantName') && known.has('applicationId') && known.has('clientSecret');
}
