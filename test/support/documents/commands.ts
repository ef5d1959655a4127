import { z } from 'zod';
import { publishedSchema } from './published.ts';

const published = publishedSchema('setup-1');

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
  return document.parse(published(stdout));
}

/** What its error says, as one text for a look-up. */
export function wordsOf({ error, steps }: SetupDocument): string {
  const findings = steps.flatMap((step) => step.findings);
  return [
    ...(error === null ? [] : [error.what, error.why ?? '', ...error.fix]),
    ...findings.flatMap(({ seen, details, cause, fix }) => [seen, ...details, cause, ...fix]),
  ].join('\n');
}
