import { type Context, Hono } from 'hono';
import type { SandboxContext, SandboxService } from '../service.ts';
import { authorize } from './authorize.ts';
import { deviceCode } from './device-code.ts';
import { discovery } from './discovery.ts';
import { Refusal, refusalBody } from './refusal.ts';
import { emptyMemory } from './sign-in.ts';
import { messagePage } from './sign-in-pages.ts';
import { signInSteps } from './sign-in-steps.ts';
import { tokenEndpoint } from './token-endpoint.ts';

/** The simulated Entra sign-in: what MSAL asks, what a person sees, and tokens with real signatures. */
export const createEntra: SandboxService = (context) => {
  const memory = emptyMemory();
  const app = new Hono();
  app.onError((error) => {
    throw error;
  });
  app.use(async (c, next) => {
    try {
      return await next();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refuse(context, c, error);
    }
  });
  app.route('/', discovery(context));
  app.route('/', deviceCode(context, memory));
  app.route('/', authorize(context, memory));
  app.route('/', signInSteps(context, memory));
  app.route('/', tokenEndpoint(context, memory));
  app.notFound((c) => c.json({ error: 'not_found' }, 404));
  return app;
};

/** A person gets a page, a program the JSON that it reads. */
function refuse(context: SandboxContext, c: Context, refusal: Refusal): Response | Promise<Response> {
  if (/\/(authorize|login|consent|deviceauth)$/.test(c.req.path)) {
    return c.html(messagePage('Sign-in refused', refusal.message), refusal.status);
  }
  const correlationId =
    c.req.header('client-request-id') ?? c.req.query('client-request-id') ?? context.random.uuid();
  return c.json(refusalBody(context, refusal, correlationId), refusal.status);
}
