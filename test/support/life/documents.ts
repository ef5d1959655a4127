import type { ValidateFunction } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { schemaNamed } from '../documents/published.ts';

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
    throw new Error(`It does not fit ${parsed.schema}: ${JSON.stringify(fits.errors)}\n${stdout}`);
  return parsed;
}

/** `jamf-intune/status@1` is `schemas/status-1.schema.json`. */
function schemaOf(name: string): ValidateFunction {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const file = name.replace('jamf-intune/', '').replace('@', '-');
  const fits = schemaNamed(file);
  compiled.set(name, fits);
  return fits;
}
