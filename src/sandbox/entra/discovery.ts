import { Hono } from 'hono';
import type { SandboxContext } from '../service.ts';
import { publicJwk } from './signing-key.ts';
import { checkTenant } from './tenant.ts';

/** The documents that MSAL reads before it asks for a token, and the keys that check one. */
export function discovery(context: SandboxContext): Hono {
  const app = new Hono();
  const origin = () => context.endpoints().entra;

  app.get('/common/discovery/instance', (c) => {
    const host = new URL(origin()).host;
    return c.json({
      tenant_discovery_endpoint: `${origin()}/${context.world.tenant.id}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    });
  });

  app.get('/:tenant/v2.0/.well-known/openid-configuration', (c) => {
    const tenant = c.req.param('tenant');
    const named = checkTenant(context, tenant) === 'named';
    const base = `${origin()}/${named ? context.world.tenant.id : tenant}`;
    return c.json({
      // Without a named tenant Entra's issuer holds the literal word: the person decides which tenant it is.
      issuer: `${origin()}/${named ? context.world.tenant.id : '{tenantid}'}/v2.0`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
      response_modes_supported: ['form_post'],
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      code_challenge_methods_supported: ['S256'],
      cloud_instance_name: new URL(origin()).host,
    });
  });

  app.get('/:tenant/discovery/v2.0/keys', (c) => {
    checkTenant(context, c.req.param('tenant'));
    return c.json({ keys: [publicJwk(context.world)] });
  });

  return app;
}
