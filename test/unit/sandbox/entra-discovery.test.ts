import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { World } from '../../../src/sandbox/world.ts';
import { type EntraBench, entraBench, makeBenchWorld } from '../../support/sandbox/entra.ts';

let fresh: World;
beforeAll(async () => {
  fresh = await makeBenchWorld();
});
let entra: EntraBench;
beforeEach(() => {
  entra = entraBench(fresh);
});

describe('discovery', () => {
  test.each(['id', 'contoso.com', 'CONTOSO.onmicrosoft.com'])(
    'given the tenant by %s, then the issuer is the tenant',
    async (name) => {
      const tenant = name === 'id' ? entra.world.tenant.id : name;
      const response = await entra.app.request(`/${tenant}/v2.0/.well-known/openid-configuration`);
      expect(await response.json()).toMatchObject({
        issuer: `https://localhost:1/${entra.world.tenant.id}/v2.0`,
      });
    },
  );

  test('given organizations, then the issuer leaves the tenant open', async () => {
    const response = await entra.app.request('/organizations/v2.0/.well-known/openid-configuration');
    expect(await response.json()).toMatchObject({ issuer: 'https://localhost:1/{tenantid}/v2.0' });
  });

  test('given a tenant that does not exist, then 400 AADSTS90002 in full shape', async () => {
    const response = await entra.app.request('/fabrikam.com/v2.0/.well-known/openid-configuration');
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: 'invalid_tenant',
      error_description: expect.stringMatching(/^AADSTS90002: Tenant 'fabrikam\.com' not found/),
      error_codes: [90002],
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
      trace_id: expect.any(String),
      correlation_id: expect.any(String),
      error_uri: 'https://localhost:1/error?code=90002',
    });
  });

  test('given the key set, then it holds no private part', async () => {
    const response = await entra.app.request('/common/discovery/v2.0/keys');
    expect(await response.json()).toEqual({
      keys: [{ kty: 'RSA', use: 'sig', kid: expect.any(String), n: expect.any(String), e: 'AQAB' }],
    });
  });
});
