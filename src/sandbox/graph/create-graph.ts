import { type Context, Hono } from 'hono';
import { GRAPH_APP_ID } from '../../microsoft/identifiers.ts';
import { readToken } from '../entra/verify-token.ts';
import type { SandboxContext, SandboxService } from '../service.ts';
import { authorize } from './access.ts';
import { afflict } from './afflict.ts';
import { type Caller, callerOf } from './caller.ts';
import { type Match, matchPath } from './match-path.ts';
import type { Answer, GraphVersion } from './operation.ts';
import { OPERATIONS } from './operations.ts';
import { badRequest, errorBody, GraphRefusal } from './refusal.ts';

const THROTTLE_EVERY = 3;

/** The simulated Microsoft Graph: `/v1.0`, and of `/beta` the two reads that exist only there. */
export const createGraph: SandboxService = (context) => {
  const app = new Hono();
  let requests = 0;
  app.all('*', async (c) => {
    requests += 1;
    const requestId = context.random.uuid();
    const clientRequestId = c.req.header('client-request-id') ?? requestId;
    const headers = {
      'request-id': requestId,
      'client-request-id': clientRequestId,
      // The sandbox's clock, which tests move: times in bodies are to be compared with this header.
      Date: context.clock.now().toUTCString(),
    };
    try {
      if (context.has('throttled') && requests % THROTTLE_EVERY === 0) throw tooManyRequests();
      return respond(await serve(context, c), headers);
    } catch (error) {
      if (!(error instanceof GraphRefusal)) throw error;
      const body = errorBody(error, { requestId, clientRequestId, now: context.clock.now() });
      return Response.json(body, { status: error.status, headers: { ...headers, ...error.headers } });
    }
  });
  return app;
};

async function serve(context: SandboxContext, c: Context): Promise<Answer> {
  const reading = await readToken(context, c.req.header('authorization'), GRAPH_APP_ID);
  const caller = callerOf(context, reading);
  const url = new URL(c.req.url);
  const [, version, path] = /^\/(v1\.0|beta)(\/.+)$/.exec(url.pathname) ?? [];
  if (version === undefined || path === undefined) throw badRequest('Invalid version.', 'BadRequest');
  const match = choose(context, c.req.method, version === 'beta' ? 'beta' : 'v1.0', path, caller);
  const body = parseJson(await c.req.text());
  afflict(context);
  const answer = match.operation.answer({
    context,
    caller,
    version: match.operation.version ?? 'v1.0',
    path,
    parameter: (name) => match.parameters[name],
    query: url.searchParams,
    header: (name) => c.req.header(name),
    body,
  });
  afflict(context);
  return answer;
}

/** The operation that was asked for, once the caller may have it and the tenant has what it needs. */
function choose(
  context: SandboxContext,
  method: string,
  version: GraphVersion,
  path: string,
  caller: Caller,
): Match {
  const candidates = matchPath(OPERATIONS, version, path);
  if (candidates.length === 0) {
    throw badRequest(`Resource not found for the segment '${path.split('/').at(-1)}'.`, 'BadRequest');
  }
  const match = candidates.find(({ operation }) => operation.method === method);
  if (match === undefined) {
    throw new GraphRefusal(
      405,
      'Request_BadRequest',
      'Specified HTTP method is not allowed for the request target.',
    );
  }
  const { access } = match.operation;
  authorize(context, access, caller);
  if (access.service === 'intune' && context.has('no-licence')) {
    throw badRequest('Request not applicable to target tenant.', 'BadRequest');
  }
  return match;
}

function respond(answer: Answer, headers: Readonly<Record<string, string>>): Response {
  const { status } = answer;
  if ('text' in answer) {
    return new Response(answer.text, { status, headers: { ...headers, 'Content-Type': 'text/plain' } });
  }
  if ('body' in answer) return Response.json(answer.body, { status, headers });
  return new Response(null, { status, headers });
}

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('Unable to read JSON request payload.', 'BadRequest');
  }
}

function tooManyRequests(): GraphRefusal {
  return new GraphRefusal(429, 'TooManyRequests', 'Too many requests', { 'Retry-After': '1' });
}
