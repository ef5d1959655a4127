import { Hono } from 'hono';
import type { SandboxContext } from '../service.ts';
import { API_INTEGRATIONS } from './api-integrations.ts';
import { API_ROLES } from './api-roles.ts';
import { COMPUTERS_INVENTORY } from './computers-inventory.ts';
import { CONDITIONAL_ACCESS } from './conditional-access.ts';
import { serveConsole } from './console/serve-console.ts';
import { HEALTH, serveHealthPage } from './health.ts';
import { NOTIFICATIONS } from './notifications.ts';
import { OAUTH_TOKEN, OLDER_OAUTH_TOKEN } from './oauth-token.ts';
import { openApiDocument } from './openapi-document.ts';
import type { Operation } from './operation.ts';
import { serveOperations } from './serve-operations.ts';
import { SERVER_FACTS } from './server-facts.ts';
import { INVENTED_SETTINGS } from './settings-operation.ts';
import { SMART_GROUPS } from './smart-groups.ts';
import { openTokens } from './tokens.ts';
import { USER_TOKENS } from './user-tokens.ts';

/** Everything that the simulated Jamf Pro 11.30 publishes. */
const PUBLISHED: readonly Operation[] = [
  ...OAUTH_TOKEN,
  ...USER_TOKENS,
  ...SERVER_FACTS,
  ...HEALTH,
  ...NOTIFICATIONS,
  ...CONDITIONAL_ACCESS,
  ...COMPUTERS_INVENTORY,
  ...SMART_GROUPS,
  ...API_ROLES,
  ...API_INTEGRATIONS,
];

const AHEAD_MS = 10 * 60_000;

function aheadBy({ clock }: SandboxContext, milliseconds: number): string {
  return new Date(clock.now().getTime() + milliseconds).toUTCString();
}

/** The simulated Jamf Pro: its API, its own description of the API, its health page and its console. */
export function createJamf(context: SandboxContext): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    if (context.has('jamf-clock-ahead')) c.header('Date', aheadBy(context, AHEAD_MS));
  });
  const { variant } = context.world.jamf;
  const published = variant === 'extended' ? [...PUBLISHED, INVENTED_SETTINGS] : PUBLISHED;

  const document = openApiDocument(published);
  app.get('/api/schema', (c) => c.json(document));
  app.get('/api/schema/', (c) => c.json(document));
  serveHealthPage(app, context);
  serveOperations(app, [...published, OLDER_OAUTH_TOKEN], context, openTokens(context));
  serveConsole(app, context);
  return app;
}
