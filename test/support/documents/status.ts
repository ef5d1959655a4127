import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';

const schema: unknown = JSON.parse(
  readFileSync(new URL('../../../schemas/status-1.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
addFormats.default(ajv);
const fits = ajv.compile(z.record(z.string(), z.unknown()).parse(schema));

const document = z.looseObject({
  status: z.string(),
  profile: z.string(),
  tenant: z.looseObject({ displayName: z.string() }).nullable(),
  steps: z.array(
    z.looseObject({
      id: z.string(),
      standing: z.string(),
      lines: z.array(z.string()),
      codes: z.array(z.string()),
    }),
  ),
  secret: z.looseObject({ hint: z.string().nullable(), daysLeft: z.number().nullable() }).nullable(),
  heartbeat: z.looseObject({ ageSeconds: z.number() }).nullable(),
  macs: z.looseObject({ total: z.number() }).nullable(),
  waiting: z.array(z.looseObject({ what: z.string(), command: z.string() })),
  next: z.array(z.string()),
  requests: z.looseObject({ sent: z.number(), writes: z.number() }),
});
export type StatusDocument = z.infer<typeof document>;

/** The one document on stdout; throws when there is anything beside it or when it does not fit the published schema. */
export function statusOf(stdout: string): StatusDocument {
  const content: unknown = JSON.parse(stdout);
  if (!fits(content)) throw new Error(`The document does not fit its schema: ${ajv.errorsText(fits.errors)}`);
  return document.parse(content);
}
