import { z } from 'zod';
import { ServiceError, type ServiceErrorDetails } from '../errors/service-error.ts';
import { visible } from '../terminal/visible.ts';
import { privilegeFor } from './privileges.ts';
import { barePath, type JamfAnswer, type JamfRequest, targetOf } from './request.ts';

/** Our own codes, beside those that Jamf Pro sends (`INVALID_PRIVILEGE`) and RFC 6749 has (`invalid_client`). */
export const NOT_JAMF_PRO = 'NOT_JAMF_PRO';
export const UNEXPECTED_ANSWER = 'UNEXPECTED_ANSWER';

/** Jamf's envelope: `errors` may be empty, `field` is null although it is "required" (jamf.md §4). */
const envelopeSchema = z.object({
  traceId: z.string().optional().catch(undefined),
  errors: z
    .array(
      z.object({
        code: z.string().nullish().catch(undefined),
        field: z.string().nullish().catch(undefined),
        description: z.string().nullish().catch(undefined),
      }),
    )
    .catch([]),
});

/** Only the token endpoint speaks RFC 6749 (jamf.md §3). */
const oauthErrorSchema = z.object({
  error: z.string(),
  error_description: z.string().optional().catch(undefined),
});

interface Said {
  readonly code?: string;
  readonly text?: string;
  readonly requestId?: string;
}

/** The error for an answer that is no success; `origin` completes the address in it. */
export function refusal(origin: string, request: JamfRequest, answer: JamfAnswer): ServiceError {
  const said = whatItSaid(answer);
  const { retryAfterSeconds } = answer;
  return new ServiceError({
    ...about(origin, request, answer),
    message: sentence(request, answer, said),
    ...(said.code === undefined ? {} : { code: said.code }),
    ...(said.requestId === undefined ? {} : { requestId: said.requestId }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}

/** The error for a success that is no answer of Jamf Pro: a login page, a proxy's page, another product. */
export function notJamfPro(origin: string, request: JamfRequest, answer: JamfAnswer): ServiceError {
  return new ServiceError({
    ...about(origin, request, answer),
    code: NOT_JAMF_PRO,
    message: `${origin} answered, but not as Jamf Pro: ${request.method} ${barePath(request)} gave ${answer.status}${andWhat(answer)}`,
  });
}

/** The error for JSON of another shape than we know. `problems` holds places and types, never values. */
export function unexpectedAnswer(
  origin: string,
  request: JamfRequest,
  answer: JamfAnswer,
  problems: z.ZodError,
): ServiceError {
  const [first] = problems.issues;
  const where = first === undefined ? '' : `: ${[...first.path, first.message].join(' ')}`;
  return new ServiceError({
    ...about(origin, request, answer),
    code: UNEXPECTED_ANSWER,
    message: visible(
      `Jamf Pro answered ${request.method} ${barePath(request)} in a form this program does not know${where}`,
    ),
  });
}

/** A web page or XML instead of data: what login pages, maintenance pages and other products send. */
export function isPage(answer: JamfAnswer): boolean {
  return /html|xml/.test(answer.contentType) || /^\s*</.test(answer.text);
}

function about(
  origin: string,
  request: JamfRequest,
  answer: JamfAnswer,
): Omit<ServiceErrorDetails, 'message'> {
  const refused = answer.status >= 400 && answer.status < 500 && answer.status !== 408;
  return {
    service: 'Jamf Pro',
    outcome: refused ? 'refused' : 'unknown',
    method: request.method,
    target: targetOf(origin, request),
    status: answer.status,
  };
}

function whatItSaid(answer: JamfAnswer): Said {
  const body = parseJson(answer.text);
  const oauth = oauthErrorSchema.safeParse(body);
  if (oauth.success) return said(oauth.data.error, oauth.data.error_description, undefined, undefined);
  const envelope = envelopeSchema.safeParse(body);
  if (!envelope.success) return {};
  const [first] = envelope.data.errors;
  return said(first?.code, first?.description, first?.field, envelope.data.traceId);
}

function said(
  code: string | null | undefined,
  text: string | null | undefined,
  field: string | null | undefined,
  requestId: string | undefined,
): Said {
  const named = [field, text].filter(Boolean).join(': ');
  return {
    ...(code ? { code: visible(code, 80) } : {}),
    ...(named ? { text: visible(named, 300) } : {}),
    ...(requestId ? { requestId: visible(requestId, 80) } : {}),
  };
}

function sentence(request: JamfRequest, answer: JamfAnswer, { code, text }: Said): string {
  const call = `${request.method} ${barePath(request)}`;
  const privilege = answer.status === 403 ? privilegeFor(request.method, request.path) : undefined;
  if (privilege !== undefined) {
    return `Jamf Pro refused ${call}: the account or API role lacks the privilege "${privilege}" (403)`;
  }
  if (isPage(answer)) return `Jamf Pro answered ${call} with ${answer.status}${andWhat(answer)}`;
  const reason = [code, text].filter(Boolean).join(': ');
  return `Jamf Pro answered ${call} with ${answer.status}${reason === '' ? '' : ` (${reason})`}`;
}

function andWhat(answer: JamfAnswer): string {
  if (/xml/.test(answer.contentType) && !/html/.test(answer.contentType)) return ' and XML instead of JSON';
  if (isPage(answer)) return ' and a web page instead of JSON';
  if (answer.text.trim() === '') return ' and nothing else';
  return parseJson(answer.text) === undefined ? ' and something that is no JSON' : '';
}

/** The value, or undefined when `text` is no JSON (JSON itself has no undefined). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
