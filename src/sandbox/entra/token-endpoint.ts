import { Hono } from 'hono';
import type { SandboxContext } from '../service.ts';
import { findClient } from './client.ts';
import { clientCredentials } from './client-credentials.ts';
import { redeemCode, redeemDeviceCode, refresh } from './person-grants.ts';
import { Refusal, required } from './refusal.ts';
import type { SignInMemory } from './sign-in.ts';
import { checkTenant } from './tenant.ts';

/** `/token`: every way to get one. */
export function tokenEndpoint(context: SandboxContext, memory: SignInMemory): Hono {
  const app = new Hono();
  app.post('/:tenant/oauth2/v2.0/token', async (c) => {
    const tenant = c.req.param('tenant');
    checkTenant(context, tenant);
    const form = new URLSearchParams(await c.req.text());
    const grantType = required(form, 'grant_type');
    const client = findClient(context, required(form, 'client_id'));
    c.header('Cache-Control', 'no-store');
    switch (grantType) {
      case 'authorization_code':
        return c.json(await redeemCode(context, memory, client, form));
      case 'refresh_token':
        return c.json(await refresh(context, client, form));
      // MSAL says the first, RFC 8628 the second (reliability.md §2.1).
      case 'device_code':
      case 'urn:ietf:params:oauth:grant-type:device_code':
        return c.json(await redeemDeviceCode(context, memory, client, form));
      case 'client_credentials':
        return c.json(await clientCredentials(context, tenant, client, form));
      default:
        throw new Refusal(70003, `The app requested an unsupported grant type '${grantType}'.`);
    }
  });
  return app;
}
