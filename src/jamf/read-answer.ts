import type { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';
import { isPage, notJamfPro, parseJson, UNEXPECTED_ANSWER, unexpectedAnswer } from './refusal.ts';
import type { JamfAnswer, JamfRequest } from './request.ts';

/**
 * The body of a success as `schema` says.
 *
 * @throws ServiceError `NOT_JAMF_PRO` when it is no JSON (login pages come with status 200), `UNEXPECTED_ANSWER` when
 *   it is JSON of another shape
 */
export function readJson<T>(
  origin: string,
  request: JamfRequest,
  answer: JamfAnswer,
  schema: z.ZodType<T>,
): T {
  const body = isPage(answer) ? undefined : parseJson(answer.text);
  if (body === undefined) throw notJamfPro(origin, request, answer);
  return readPart(origin, request, answer, body, schema);
}

/** A part of such a body as `schema` says. */
export function readPart<T>(
  origin: string,
  request: JamfRequest,
  answer: JamfAnswer,
  part: unknown,
  schema: z.ZodType<T>,
): T {
  const read = schema.safeParse(part);
  if (!read.success) throw unexpectedAnswer(origin, request, answer, read.error);
  return read.data;
}

/**
 * The body that a write gave back, as `schema` says. Such bodies can hold a secret, so the error names places only.
 *
 * @throws ServiceError `UNEXPECTED_ANSWER` with outcome `unknown`: the write itself was carried out
 */
export function readWritten<T>(answer: { readonly body: unknown }, schema: z.ZodType<T>, what: string): T {
  const read = schema.safeParse(answer.body);
  if (read.success) return read.data;
  const where = read.error.issues[0]?.path.join('.') || 'the answer';
  throw new ServiceError({
    service: 'Jamf Pro',
    code: UNEXPECTED_ANSWER,
    outcome: 'unknown',
    message: `Jamf Pro answered ${what} in a form this program does not know: ${where}`,
  });
}
