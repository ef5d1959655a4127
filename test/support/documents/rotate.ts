import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';

const schema: unknown = JSON.parse(
  readFileSync(new URL('../../../schemas/rotate-secret-1.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
addFormats.default(ajv);
const fits = ajv.compile(z.record(z.string(), z.unknown()).parse(schema));

const document = z.looseObject({
  status: z.string(),
  profile: z.string(),
  secret: z
    .looseObject({ hint: z.string().nullable(), daysLeft: z.number().nullable(), from: z.string() })
    .nullable(),
  rotation: z
    .looseObject({
      stage: z.string(),
      hint: z.string(),
      proved: z.looseObject({ by: z.string() }).nullable(),
    })
    .nullable(),
  steps: z.array(
    z.looseObject({
      id: z.string(),
      status: z.string(),
      lines: z.array(z.string()),
      findings: z.array(z.looseObject({ code: z.string(), severity: z.string(), seen: z.string() })),
    }),
  ),
  next: z.array(z.string()),
  error: z.looseObject({ code: z.string(), exit: z.number() }).nullable(),
  requests: z.looseObject({ sent: z.number(), writes: z.number() }),
});
export type RotateDocument = z.infer<typeof document>;

/** The one document on stdout; throws when there is anything beside it or when it does not fit the published schema. */
export function rotationOf(stdout: string): RotateDocument {
  const content: unknown = JSON.parse(stdout);
  if (!fits(content)) throw new Error(`The document does not fit its schema: ${ajv.errorsText(fits.errors)}`);
  return document.parse(content);
}

/** Whether a document fits, for tests of the schema itself. */
export function fitsRotationSchema(content: unknown): boolean {
  return fits(content);
}
