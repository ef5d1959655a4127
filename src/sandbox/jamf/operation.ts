import type { z } from 'zod';
import type { SandboxContext } from '../service.ts';
import type { Privilege } from './privileges.ts';
import { Refusal } from './refusal.ts';
import type { Caller, Tokens } from './tokens.ts';

/** One request to one operation, as its handler sees it. */
export interface Call {
  readonly context: SandboxContext;
  readonly tokens: Tokens;
  /** Undefined only where `access` is `anyone`. */
  readonly caller: Caller | undefined;
  readonly authorization: string | undefined;
  /** A value from the path. */
  readonly param: (name: string) => string;
  readonly query: URLSearchParams;
  /** The request's body as text. */
  readonly text: () => Promise<string>;
}

/** A request body: its name and shape in the server's own OpenAPI document. */
export interface RequestBody {
  readonly name: string;
  readonly mediaType: 'application/json' | 'application/x-www-form-urlencoded';
  readonly schema: z.ZodType;
}

/**
 * One operation of the simulated API. The same value serves the request and describes it in `/api/schema/`, so the
 * document cannot promise what the server does not do.
 */
export interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Below `/api`, in OpenAPI's form: `/v1/api-roles/{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly access: 'anyone' | 'any token' | Privilege;
  readonly query?: readonly string[];
  readonly body?: RequestBody;
  readonly success: 200 | 201 | 202 | 204;
  /** True for what no Jamf Pro has: it is marked in the document. */
  readonly invented?: boolean;
  readonly handle: (call: Call) => Response | Promise<Response>;
}

/** The part of an operation that takes a JSON body: refuses what does not fit its schema, field by field. */
export function takesJson<T>(
  name: string,
  schema: z.ZodType<T>,
  handle: (call: Call, body: T) => Response | Promise<Response>,
): Pick<Operation, 'body' | 'handle'> {
  return {
    body: { name, mediaType: 'application/json', schema },
    handle: async (call) => handle(call, parseJson(await call.text(), schema)),
  };
}

function parseJson<T>(text: string, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Refusal(400, { code: 'INVALID_JSON', description: 'The body is not JSON' });
  }
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  throw new Refusal(
    400,
    ...result.error.issues.map((issue) => ({
      code: 'INVALID_FIELD',
      description: issue.message,
      field: issue.path.join('.'),
    })),
  );
}

export const noContent = (): Response => new Response(null, { status: 204 });
