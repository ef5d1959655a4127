import type { Context, Hono } from 'hono';
import type { SandboxContext } from '../service.ts';
import type { Call, Operation } from './operation.ts';
import { Refusal } from './refusal.ts';
import type { Tokens } from './tokens.ts';

/** Puts the operations on the app under `/api`, each behind its token and its privilege. */
export function serveOperations(
  app: Hono,
  operations: readonly Operation[],
  context: SandboxContext,
  tokens: Tokens,
): void {
  for (const operation of operations) {
    const route = `/api${operation.path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
    app.on(operation.method, route, (c) => answer(operation, callOf(c, context, tokens)));
  }
  app.all('/api/*', (c) =>
    new Refusal(404, {
      code: 'NOT_FOUND',
      description: `No operation ${c.req.method} ${c.req.path}`,
    }).answer(),
  );
}

function callOf(c: Context, context: SandboxContext, tokens: Tokens): Call {
  const authorization = c.req.header('authorization');
  return {
    context,
    tokens,
    authorization,
    caller: tokens.callerOf(authorization),
    param: (name) => c.req.param(name) ?? '',
    query: new URL(c.req.url).searchParams,
    text: () => c.req.text(),
  };
}

async function answer(operation: Operation, call: Call): Promise<Response> {
  try {
    admit(operation, call);
    return await operation.handle(call);
  } catch (error) {
    if (error instanceof Refusal) return error.answer();
    throw error;
  }
}

function admit({ access }: Operation, { caller }: Call): void {
  if (access === 'anyone') return;
  if (caller === undefined) throw new Refusal(401, { code: 'INVALID_TOKEN', description: 'Unauthorized' });
  if (access === 'any token' || caller.privileges.includes(access)) return;
  // The real server does not name the missing privilege either: the tool has to know it (jamf.md §4).
  throw new Refusal(403, { code: 'INVALID_PRIVILEGE', description: 'Forbidden' });
}
