import { z } from 'zod';
import { publishedSchema } from './published.ts';

const published = publishedSchema('rotate-secret-1');

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
  return document.parse(published(stdout));
}
