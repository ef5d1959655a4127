import type { Hono } from 'hono';
import type { SandboxContext } from '../service.ts';
import { noContent, type Operation } from './operation.ts';
import { Refusal } from './refusal.ts';

const ACCEPTED = { thirtySeconds: 1, oneMinute: 1, fiveMinutes: 1, fifteenMinutes: 1, thirtyMinutes: 1 };

const HALF = {
  thirtySeconds: 0.5,
  oneMinute: 0.5,
  fiveMinutes: 0.5,
  fifteenMinutes: 0.7,
  thirtyMinutes: 0.9,
};

const sick = (context: SandboxContext): boolean => context.has('jamf-unhealthy');

/** The health calls of the API; all but the last work without a token. */
export const HEALTH: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/health-check',
    tag: 'health-check',
    summary: '204 when the server is healthy',
    access: 'anyone',
    success: 204,
    handle: ({ context }) => {
      if (sick(context))
        throw new Refusal(503, { code: 'SERVICE_UNAVAILABLE', description: 'The database does not answer' });
      return noContent();
    },
  },
  {
    method: 'get',
    path: '/startup-status',
    tag: 'startup-status',
    summary: 'How far the start of the server is',
    access: 'anyone',
    success: 200,
    handle: ({ context }) =>
      Response.json({
        step: sick(context) ? 'Checking the database' : 'Complete',
        stepCode: sick(context) ? 'SERVER_INIT_DB_SCHEMA_COMPARE' : 'SERVER_INIT_COMPLETE',
        percentage: sick(context) ? 40 : 100,
        error: sick(context) ? 'The database does not answer' : null,
        errorCode: sick(context) ? 'DATABASE_ERROR' : null,
        setupAssistantNecessary: false,
      }),
  },
  {
    method: 'get',
    path: '/v1/health-status',
    tag: 'health-status',
    summary: 'Share of requests that were accepted, by kind',
    access: 'any token',
    success: 200,
    handle: ({ context }) =>
      Response.json({
        api: context.has('jamf-busy') ? HALF : ACCEPTED,
        ui: ACCEPTED,
        enrollment: ACCEPTED,
        device: ACCEPTED,
        default: ACCEPTED,
      }),
  },
];

/** The load balancers' page, which is not part of the API: JSON that calls itself HTML; `[]` means healthy (jamf.md §10). */
export function serveHealthPage(app: Hono, context: SandboxContext): void {
  app.get('/healthCheck.html', (c) =>
    sick(context)
      ? c.html(JSON.stringify([{ healthCode: 1, httpCode: 503, description: 'DBConnectionError' }]), 503)
      : c.html('[]'),
  );
}
