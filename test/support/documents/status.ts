import { z } from 'zod';
import { publishedSchema } from './published.ts';

const published = publishedSchema('status-1');

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
  return document.parse(published(stdout));
}
