import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';

const schema: unknown = JSON.parse(
  readFileSync(new URL('../../../schemas/setup-1.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
addFormats.default(ajv);
const fits = ajv.compile(z.record(z.string(), z.unknown()).parse(schema));

const document = z.looseObject({
  status: z.string(),
  profile: z.string(),
  sandbox: z.boolean(),
  tenant: z.looseObject({ displayName: z.string() }).nullable(),
  application: z.looseObject({ appId: z.string(), displayName: z.string() }).nullable(),
  steps: z.array(
    z.looseObject({
      id: z.string(),
      status: z.string(),
      lines: z.array(z.string()),
      changes: z.array(
        z.looseObject({ action: z.string(), summary: z.string(), details: z.array(z.string()) }),
      ),
      findings: z.array(
        z.looseObject({
          code: z.string(),
          seen: z.string(),
          details: z.array(z.string()),
          cause: z.string(),
          fix: z.array(z.string()),
        }),
      ),
    }),
  ),
  next: z.array(z.string()),
  error: z
    .looseObject({
      code: z.string(),
      what: z.string(),
      why: z.string().nullable(),
      fix: z.array(z.string()),
      field: z.string().nullable(),
      exit: z.number(),
    })
    .nullable(),
  requests: z.looseObject({ sent: z.number(), writes: z.number() }),
});
export type SetupDocument = z.infer<typeof document>;

/** The one document on stdout; throws when there is anything beside it or when it does not fit the published schema. */
export function documentOf(stdout: string): SetupDocument {
  const content: unknown = JSON.parse(stdout);
  if (!fits(content)) throw new Error(`The document does not fit its schema: ${ajv.errorsText(fits.errors)}`);
  return document.parse(content);
}

/** What its error says, as one text for a look-up. */
export function wordsOf({ error, steps }: SetupDocument): string {
  const findings = steps.flatMap((step) => step.findings);
  return [
    ...(error === null ? [] : [error.what, error.why ?? '', ...error.fix]),
    ...findings.flatMap(({ seen, details, cause, fix }) => [seen, ...details, cause, ...fix]),
  ].join('\n');
}
