import { z } from 'zod';
import { DOCTOR_SCHEMA } from '../engine/doctor-result.ts';
import { Failure } from '../errors/failure.ts';
import { visible } from '../terminal/visible.ts';

/** What is compared of an earlier answer; what else stands in the document may have been written by another version. */
const earlierSchema = z.object({
  schema: z.literal(DOCTOR_SCHEMA),
  at: z.iso.datetime(),
  status: z.string(),
  checks: z.array(z.object({ id: z.string(), title: z.string(), outcome: z.string() })).readonly(),
  findings: z
    .array(z.object({ code: z.string(), step: z.string(), title: z.string(), seen: z.string() }))
    .readonly(),
  probes: z
    .array(
      z.object({
        id: z.string(),
        host: z.string(),
        port: z.number(),
        verdict: z.string(),
        how: z.string().optional(),
        issuer: z.string().nullable(),
      }),
    )
    .readonly(),
});

export type EarlierResult = z.infer<typeof earlierSchema>;

/**
 * An earlier `doctor --json` document.
 *
 * @param name the file, for the message
 * @throws Failure JI-P501 when the text is no such document
 */
export function readEarlierResult(text: string, name: string): EarlierResult {
  const parsed = earlierSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Failure({
    code: 'JI-P501',
    exit: 2,
    what: `${visible(name)} is no answer of jamf-intune doctor --json`,
    why: `${issue?.path.join('.') || 'The document'}: ${issue?.message ?? 'not readable'}`,
    fix: ['jamf-intune doctor --json --output earlier.json'],
    field: 'compare',
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/u, ''));
  } catch {
    return undefined;
  }
}
