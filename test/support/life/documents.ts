import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
addFormats.default(ajv);
const compiled = new Map<string, ValidateFunction>();

const document = z.looseObject({
  schema: z.string().regex(/^jamf-intune\/[a-z-]+@\d+$/u),
  status: z.string(),
  steps: z.array(z.looseObject({ id: z.string() })),
  next: z.array(z.string()),
  error: z.looseObject({ code: z.string(), exit: z.number() }).nullable(),
  requests: z.looseObject({ sent: z.number(), writes: z.number() }),
});
export type LifeDocument = z.infer<typeof document>;

/** The one document on stdout, held to the published schema that it names; throws when there is anything beside it. */
export function validDocument(stdout: string): LifeDocument {
  const content: unknown = JSON.parse(stdout);
  const parsed = document.parse(content);
  const fits = schemaOf(parsed.schema);
  if (!fits(content))
    throw new Error(`It does not fit ${parsed.schema}: ${ajv.errorsText(fits.errors)}\n${stdout}`);
  return parsed;
}

/** `jamf-intune/status@1` is `schemas/status-1.schema.json`. */
function schemaOf(name: string): ValidateFunction {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const file = name.replace('jamf-intune/', '').replace('@', '-');
  const url = new URL(`../../../schemas/${file}.schema.json`, import.meta.url);
  if (!existsSync(url)) throw new Error(`no schema is published for ${name}`);
  const schema = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(url, 'utf8')));
  const fits = ajv.compile(schema);
  compiled.set(name, fits);
  return fits;
}
