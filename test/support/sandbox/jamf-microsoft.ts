import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { listenOnLoopback } from '../../../src/sandbox/loopback-server.ts';
import type { SandboxCertificates } from './jamf-certificates.ts';

export const TENANT_ID = '6b0c1f4e-0000-4000-8000-000000000001';
export const APP_ID = '1b4e28ba-2fa1-41d2-883f-0016d3cca427';
export const RIGHT_SETTINGS = {
  enabled: true,
  sovereignCloud: 'Global',
  tenantName: 'contoso.onmicrosoft.com',
  applicationId: APP_ID,
  clientSecret: 'right-secret',
};

export interface Refusal {
  readonly status: number;
  readonly body?: object;
}

/** As much of Entra, Graph and Intune as a partner meets, on one port, refusing what the test says. */
export interface ScriptedMicrosoft {
  readonly port: number;
  /** What came, in order: `PUT PartnerTenants 1.4 {"Provisioned":1,…}`. */
  readonly seen: string[];
  readonly refuse: Map<'sign-in' | 'discovery' | 'intune', () => Refusal | undefined>;
  close(): Promise<void>;
}

export async function scriptedMicrosoft({ server }: SandboxCertificates): Promise<ScriptedMicrosoft> {
  const seen: string[] = [];
  const refuse: ScriptedMicrosoft['refuse'] = new Map();
  const app = new Hono();
  const origin = (url: string) => new URL(url).origin;
  const refused = (stage: 'sign-in' | 'discovery' | 'intune') => {
    const refusal = refuse.get(stage)?.();
    return refusal === undefined
      ? undefined
      : Response.json(refusal.body ?? { error: 'no' }, { status: refusal.status });
  };

  app.get('/:tenant/v2.0/.well-known/openid-configuration', (c) => {
    seen.push(`discover ${c.req.param('tenant')}`);
    if (c.req.param('tenant') !== RIGHT_SETTINGS.tenantName)
      return c.json({ error: 'invalid_tenant', error_codes: [90002] }, 400);
    const base = `${origin(c.req.url)}/${TENANT_ID}`;
    return c.json({ issuer: `${base}/v2.0`, token_endpoint: `${base}/oauth2/v2.0/token` });
  });
  app.post('/:tenant/oauth2/v2.0/token', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    seen.push(`token ${form.get('scope')}`);
    const wrong =
      form.get('client_id') !== APP_ID || form.get('client_secret') !== RIGHT_SETTINGS.clientSecret;
    if (wrong) return c.json({ error: 'invalid_client', error_codes: [7000215] }, 401);
    return refused('sign-in') ?? c.json({ access_token: form.get('scope') });
  });
  app.get('/v1.0/*', (c) => {
    seen.push('endpoints');
    const value = [{ providerName: 'PartnerTenantDataSyncService', uri: `${origin(c.req.url)}/intune/` }];
    return refused('discovery') ?? c.json({ value });
  });
  app.put('/intune/*', async (c) => {
    const url = new URL(c.req.url);
    const entity = decodeURIComponent(url.pathname).replace('/intune/', '');
    seen.push(`PUT ${entity} ${url.searchParams.get('api-version')} ${await c.req.text()}`);
    return refused('intune') ?? c.json({ HttpStatusCode: 200 });
  });

  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const { port, close } = await listenOnLoopback(server, 0, listener);
  return { port, seen, refuse, close };
}
