import { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';
import { parseRetryAfter } from '../http/retry.ts';
import { visible } from '../terminal/visible.ts';
import type { GraphAnswer } from './graph.ts';
import { explainGraphError } from './graph-errors.ts';
import type { NamedRequest } from './network-trouble.ts';

const errorBody = z.object({
  error: z.object({
    code: z.string().nullish(),
    message: z.string().nullish(),
    innerError: z.object({ 'request-id': z.string().nullish() }).nullish(),
  }),
});

function writes(request: NamedRequest): boolean {
  return request.method !== 'GET';
}

function requestIdOf(response: Response): string | undefined {
  const id = response.headers.get('request-id') ?? undefined;
  return id === undefined ? undefined : visible(id, 100);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The answer's own clock, or undefined when it sent none that can be read. */
function dateOf(response: Response): Date | undefined {
  const header = response.headers.get('date');
  const date = header === null ? undefined : new Date(header);
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}

/**
 * An answer that Graph cannot have meant: the login page of a captive portal, broken JSON, another shape. A write
 * that got it may have been carried out all the same.
 */
export function unexpectedAnswer(request: NamedRequest, what: string, status?: number): ServiceError {
  return new ServiceError({
    ...request,
    message: `Unexpected answer from ${request.target}: ${visible(what, 200)}`,
    outcome: writes(request) ? 'unknown' : 'refused',
    code: 'unexpected-answer',
    ...(status === undefined ? {} : { status }),
  });
}

/** Entra ended the session early and says so in the challenge (continuous access evaluation). */
function isClaimsChallenge(response: Response): boolean {
  return (
    response.status === 401 && /insufficient_claims/.test(response.headers.get('www-authenticate') ?? '')
  );
}

function refusal(response: Response, text: string, request: NamedRequest, now: Date): ServiceError {
  const parsed = errorBody.safeParse(parseJson(text));
  const error = parsed.success ? parsed.data.error : undefined;
  const code = isClaimsChallenge(response) ? 'insufficient_claims' : (error?.code ?? undefined);
  const said = visible(error?.message ?? '', 300);
  const advice = explainGraphError(code, error?.message ?? '');
  const number = code === undefined ? `${response.status}` : `${response.status} ${visible(code, 100)}`;
  const quote = said === '' ? '' : `, "${said}"`;
  const requestId = requestIdOf(response) ?? error?.innerError?.['request-id'] ?? undefined;
  const retryAfterSeconds = parseRetryAfter(response.headers.get('retry-after'), now);
  return new ServiceError({
    ...request,
    message: `${advice === undefined ? '' : `${advice.meaning}: `}${request.service} answered ${number}${quote}`,
    outcome: response.status >= 500 || response.status === 408 ? 'unknown' : 'refused',
    status: response.status,
    ...(code === undefined ? {} : { code: visible(code, 100) }),
    ...(requestId === undefined ? {} : { requestId: visible(requestId, 100) }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

/**
 * Reads an answer whole. The Graph client's own reading takes HTML for a success and loses the code of an HTML
 * refusal (microsoft.md §9), so it hands the raw answer over.
 *
 * @param now for a `Retry-After` that names a time of day
 * @throws ServiceError when Graph refused, or answered with something that is neither JSON nor a number
 */
export async function readAnswer(response: Response, request: NamedRequest, now: Date): Promise<GraphAnswer> {
  const text = await response.text();
  if (!response.ok) throw refusal(response, text, request, now);
  const answer = { status: response.status, date: dateOf(response) };
  if (text === '') return { ...answer, body: undefined };
  const type = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'text/plain') return { ...answer, body: text };
  const body = type === 'application/json' ? parseJson(text) : undefined;
  if (body === undefined) {
    const kind =
      type === 'application/json' ? 'broken JSON' : `${type === '' ? 'no content type' : type}, not JSON`;
    throw unexpectedAnswer(request, kind, response.status);
  }
  return { ...answer, body };
}

/** Checks a body against the schema of what is read from it; says where it differs, never what stood there. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown, request: NamedRequest): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where =
    issue === undefined || issue.path.length === 0 ? 'the answer' : issue.path.map(String).join('.');
  throw unexpectedAnswer(request, `${where} is not as documented (${issue?.code ?? 'unknown'})`);
}
