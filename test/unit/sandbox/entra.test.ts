import { createHash } from 'node:crypto';
import type { Hono } from 'hono';
import { decodeJwt } from 'jose';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  GRAPH_COMMAND_LINE_TOOLS,
  INTUNE_API_APP_ID,
  INTUNE_SERVICE_APP_ID,
} from '../../../src/microsoft/identifiers.ts';
import { SANDBOX_ACCOUNTS } from '../../../src/sandbox/accounts.ts';
import { createEntra } from '../../../src/sandbox/entra/create-entra.ts';
import { readToken } from '../../../src/sandbox/entra/verify-token.ts';
import { makeWorld } from '../../../src/sandbox/make-world.ts';
import { seedWorld } from '../../../src/sandbox/seed.ts';
import type { SandboxContext } from '../../../src/sandbox/service.ts';
import type { Application, ServicePrincipal, World } from '../../../src/sandbox/world.ts';
import { contextOf, realClock, realRandom, virtualClock } from '../../support/sandbox-ground.ts';

const GRAPH = 'https://graph.microsoft.com/.default';
const { automation, administrator } = SANDBOX_ACCOUNTS;

let fresh: World;
beforeAll(async () => {
  fresh = await makeWorld(seedWorld, { clock: realClock, random: realRandom });
  fresh.ports = { entra: 1, graph: 2, intune: 3, jamf: 4 };
});

let world: World;
let clock: ReturnType<typeof virtualClock>;
let context: SandboxContext;
let entra: Hono;
beforeEach(() => {
  world = structuredClone(fresh);
  clock = virtualClock();
  context = contextOf(world, clock);
  entra = createEntra(context);
});

async function post(path: string, form: Record<string, string>) {
  const response = await entra.request(path, { method: 'POST', body: new URLSearchParams(form) });
  return { status: response.status, text: await response.text() };
}

async function token(form: Record<string, string>, tenant = world.tenant.id) {
  const { status, text } = await post(`/${tenant}/oauth2/v2.0/token`, form);
  return { status, body: JSON.parse(text) };
}

const asApplication = (scope = GRAPH, more: Record<string, string> = {}) =>
  token({
    grant_type: 'client_credentials',
    client_id: automation.clientId,
    client_secret: automation.clientSecret,
    scope,
    ...more,
  });

function ownApplication(): Application {
  const application = world.applications.find((one) => one.appId === automation.clientId);
  if (application === undefined) throw new Error('The seed has no automation application');
  return application;
}

function principalOf(appId: string): ServicePrincipal {
  const principal = world.servicePrincipals.find((one) => one.appId === appId);
  if (principal === undefined) throw new Error(`The seed has no principal of ${appId}`);
  return principal;
}

describe('discovery', () => {
  test.each(['id', 'contoso.com', 'CONTOSO.onmicrosoft.com'])(
    'given the tenant by %s, then the issuer is the tenant',
    async (name) => {
      const tenant = name === 'id' ? world.tenant.id : name;
      const response = await entra.request(`/${tenant}/v2.0/.well-known/openid-configuration`);
      expect(await response.json()).toMatchObject({ issuer: `https://localhost:1/${world.tenant.id}/v2.0` });
    },
  );

  test('given organizations, then the issuer leaves the tenant open', async () => {
    const response = await entra.request('/organizations/v2.0/.well-known/openid-configuration');
    expect(await response.json()).toMatchObject({ issuer: 'https://localhost:1/{tenantid}/v2.0' });
  });

  test('given a tenant that does not exist, then 400 AADSTS90002 in full shape', async () => {
    const response = await entra.request('/fabrikam.com/v2.0/.well-known/openid-configuration');
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
    const response = await entra.request('/common/discovery/v2.0/keys');
    expect(await response.json()).toEqual({
      keys: [{ kty: 'RSA', use: 'sig', kid: expect.any(String), n: expect.any(String), e: 'AQAB' }],
    });
  });
});

describe('client credentials', () => {
  const refusals: [string, number, string, () => Promise<{ status: number; body: unknown }>][] = [
    ['no grant type', 90014, 'invalid_request', () => token({ client_id: automation.clientId })],
    ['no client', 90014, 'invalid_request', () => token({ grant_type: 'client_credentials' })],
    [
      'an unknown grant',
      70003,
      'unsupported_grant_type',
      () => asApplication(GRAPH, { grant_type: 'password' }),
    ],
    [
      'an unknown client',
      700016,
      'unauthorized_client',
      () => asApplication(GRAPH, { client_id: realRandom.uuid() }),
    ],
    ['no secret', 7000218, 'invalid_client', () => asApplication(GRAPH, { client_secret: '' })],
    [
      'a scope by name',
      1002012,
      'invalid_scope',
      () => asApplication('https://graph.microsoft.com/User.Read'),
    ],
    [
      'an unknown resource',
      500011,
      'invalid_resource',
      () => asApplication('https://nowhere.example/.default'),
    ],
    [
      'an assertion that is no JWT',
      50027,
      'invalid_request',
      () => asApplication(GRAPH, { client_assertion: 'x' }),
    ],
    [
      'a federated assertion',
      70021,
      'invalid_client',
      () => asApplication(GRAPH, { client_assertion: assertion({}) }),
    ],
    [
      'a certificate',
      700027,
      'invalid_client',
      () => asApplication(GRAPH, { client_assertion: assertion({ x5t: 'A' }) }),
    ],
  ];
  test.each(refusals)('given %s, then AADSTS%i %s', async (_case, number, error, ask) => {
    expect((await ask()).body).toMatchObject({ error, error_codes: [number] });
  });

  test('given no named tenant, then AADSTS50059', async () => {
    const form = { grant_type: 'client_credentials', client_id: automation.clientId, scope: GRAPH };
    expect((await token(form, 'common')).body).toMatchObject({ error_codes: [50059] });
  });

  test('given a registered application without a service principal, then AADSTS7000229', async () => {
    world.servicePrincipals = world.servicePrincipals.filter((one) => one.appId !== automation.clientId);
    expect((await asApplication()).body).toMatchObject({ error: 'invalid_client', error_codes: [7000229] });
  });

  test('given a resource without its service principal, then AADSTS500011 until it is there and visible', async () => {
    const scope = 'https://api.manage.microsoft.com//.default';
    const intune = principalOf(INTUNE_API_APP_ID);
    world.servicePrincipals = world.servicePrincipals.filter((one) => one !== intune);
    expect((await asApplication(scope)).body).toMatchObject({ error_codes: [500011] });
    world.servicePrincipals.push(intune);
    context.replicate(intune.id);
    expect((await asApplication(scope)).body).toMatchObject({ error_codes: [500011] });
    clock.advance(world.lagMs);
    expect((await asApplication(scope)).status).toBe(200);
  });

  test('given a new secret, when it has not replicated, then it counts as wrong, and afterwards it works', async () => {
    ownApplication().passwordCredentials.push({
      keyId: 'new',
      displayName: 'new',
      hint: 'new',
      startDateTime: clock.now().toISOString(),
      endDateTime: '2099-01-01T00:00:00Z',
      sha256: createHash('sha256').update('new secret').digest('hex'),
    });
    context.replicate('new');
    const ask = () => asApplication(GRAPH, { client_secret: 'new secret' });
    expect((await ask()).body).toMatchObject({ error: 'invalid_client', error_codes: [7000215] });
    expect(world.credentialActivity).toEqual([]);
    clock.advance(world.lagMs);
    expect((await ask()).status).toBe(200);
    expect(world.credentialActivity).toMatchObject([{ keyId: 'new', appId: automation.clientId }]);
  });

  test('given the fault secret-expired, then every secret but the sandbox own is expired', async () => {
    world.faults = ['secret-expired'];
    expect((await asApplication()).status).toBe(200);
    const appId = realRandom.uuid();
    world.applications.push({ ...ownApplication(), id: 'other', appId });
    world.servicePrincipals.push({ ...principalOf(automation.clientId), id: 'other-principal', appId });
    expect((await asApplication(GRAPH, { client_id: appId })).body).toMatchObject({ error_codes: [7000222] });
  });

  test('given a role assigned a moment ago, then tokens have it only once it has replicated', async () => {
    const intune = principalOf(INTUNE_API_APP_ID);
    const role = intune.appRoles.find(({ value }) => value === 'update_device_attributes');
    if (role === undefined) throw new Error('The Intune API has no such role');
    world.appRoleAssignments.push({
      id: 'assignment',
      principalId: principalOf(automation.clientId).id,
      resourceId: intune.id,
      appRoleId: role.id,
      createdDateTime: clock.now().toISOString(),
    });
    context.replicate('assignment');
    const ask = async () =>
      decodeJwt((await asApplication(`${INTUNE_API_APP_ID}/.default`)).body.access_token);
    expect(await ask()).not.toHaveProperty('roles');
    clock.advance(world.lagMs);
    expect(await ask()).toMatchObject({
      aud: INTUNE_API_APP_ID,
      tid: world.tenant.id,
      appid: automation.clientId,
      roles: ['update_device_attributes'],
    });
  });

  test('given a token, when an hour has passed or it was altered, then readToken says so', async () => {
    const { body } = await asApplication(`${INTUNE_SERVICE_APP_ID}/.default`);
    const read = (text: string) => readToken(context, text, INTUNE_SERVICE_APP_ID);
    expect(await read(`Bearer ${body.access_token}`)).toMatchObject({ kind: 'application', roles: [] });
    const [head, , signature] = body.access_token.split('.');
    const forged = Buffer.from(JSON.stringify({ ...decodeJwt(body.access_token), roles: ['all'] }));
    expect(await read(`Bearer ${head}.${forged.toString('base64url')}.${signature}`)).toMatchObject({
      kind: 'problem',
      message: expect.stringContaining('CompactToken parsing failed'),
    });
    expect(await readToken(context, undefined, INTUNE_SERVICE_APP_ID)).toMatchObject({
      message: 'Access token is empty.',
    });
    clock.advance(3601_000);
    expect(await read(`Bearer ${body.access_token}`)).toMatchObject({
      message: expect.stringContaining('expired'),
    });
  });
});

function assertion(header: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', ...header })}.${part({})}.AAAA`;
}

describe('signing in on the pages', () => {
  const verifier = 'a verifier of forty-three characters or more';
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const REDIRECT = 'http://localhost:4711';

  const authorizeUrl = (changes: Record<string, string> = {}) =>
    `/common/oauth2/v2.0/authorize?${new URLSearchParams({
      client_id: GRAPH_COMMAND_LINE_TOOLS,
      redirect_uri: REDIRECT,
      response_type: 'code',
      response_mode: 'form_post',
      scope: 'https://graph.microsoft.com/Group.Read.All offline_access',
      state: 'st&te"',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...changes,
    })}`;
  const hidden = (html: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';

  async function throughPassword(action = 'continue') {
    const first = await (await entra.request(authorizeUrl())).text();
    const signIn = hidden(first, 'signIn');
    const { username: account, password } = administrator;
    return { signIn, ...(await post('/common/login', { signIn, account, password, action })) };
  }

  async function toTheCode(): Promise<string> {
    const { signIn } = await throughPassword();
    const { text } = await post('/common/consent', { signIn, action: 'continue', everybody: 'yes' });
    return hidden(text, 'code');
  }

  const redeem = (code: string, changes: Record<string, string> = {}) =>
    token({
      grant_type: 'authorization_code',
      client_id: GRAPH_COMMAND_LINE_TOOLS,
      redirect_uri: REDIRECT,
      code_verifier: verifier,
      code,
      ...changes,
    });

  test.each([
    [9002325, { code_challenge_method: 'plain' }],
    [90023, { response_mode: 'query' }],
    [90023, { response_type: 'token' }],
    [50011, { redirect_uri: 'https://localhost:4711' }],
    [50011, { redirect_uri: 'http://localhost:4711/path' }],
    [50011, { redirect_uri: 'nonsense' }],
    [500113, { client_id: automation.clientId }],
    [650053, { scope: 'https://graph.microsoft.com/Nothing.Read' }],
    [70011, { scope: `User.Read ${INTUNE_API_APP_ID}/.default` }],
    [90014, { scope: '' }],
  ])(
    'given a request that breaks rule %i, then the page says so and nobody is sent anywhere',
    async (number, changes) => {
      const response = await entra.request(authorizeUrl(changes));
      expect(response.status).toBe(400);
      expect(await response.text()).toContain(`AADSTS${number}`);
    },
  );

  test('given a yes for the organization, then the grant is for everybody and the answer posts itself, state intact', async () => {
    const { signIn, text } = await throughPassword();
    expect(text).toContain('Group.Read.All');
    const last = await post('/common/consent', { signIn, action: 'continue', everybody: 'yes' });
    expect(world.permissionGrants).toMatchObject([
      { consentType: 'AllPrincipals', principalId: null, scope: 'Group.Read.All' },
    ]);
    expect(last.text).toContain(`action="${REDIRECT}"`);
    expect(last.text).toContain('name="state" value="st&amp;te&quot;"');
    expect(last.text).toContain('submit()');
    expect(last.text).toMatch(/<button type="submit">Continue/);
    const again = await throughPassword();
    expect(again.text, 'no second question').toContain('name="code"');
  });

  test("given a yes for oneself, then the grant is the person's own", async () => {
    const { signIn } = await throughPassword();
    await post('/common/consent', { signIn, action: 'continue' });
    expect(world.permissionGrants).toMatchObject([
      { consentType: 'Principal', principalId: world.people[0]?.id },
    ]);
  });

  test.each(['login', 'consent'])(
    'given Cancel on the page %s, then the client learns access_denied and nothing is granted',
    async (page) => {
      const step = await throughPassword(page === 'login' ? 'cancel' : 'continue');
      const { text } =
        page === 'login' ? step : await post('/common/consent', { signIn: step.signIn, action: 'cancel' });
      expect(hidden(text, 'error')).toBe('access_denied');
      expect(text).toContain('AADSTS65004');
      expect(world.permissionGrants).toEqual([]);
    },
  );

  test('given a sign-in that never gave its password, when it jumps to consent, then it is declined', async () => {
    const first = await (await entra.request(authorizeUrl())).text();
    const { text } = await post('/common/consent', { signIn: hidden(first, 'signIn'), action: 'continue' });
    expect(hidden(text, 'error')).toBe('access_denied');
    expect(world.permissionGrants).toEqual([]);
  });

  test('given a code, when it is exchanged, then it works once', async () => {
    const code = await toTheCode();
    const { status, body } = await redeem(code);
    expect(status).toBe(200);
    expect(body.scope).toBe('openid profile https://graph.microsoft.com/Group.Read.All');
    expect(decodeJwt(body.id_token)).toMatchObject({
      iss: `https://localhost:1/${world.tenant.id}/v2.0`,
      aud: GRAPH_COMMAND_LINE_TOOLS,
      preferred_username: administrator.username,
    });
    expect((await redeem(code)).body).toMatchObject({ error: 'invalid_grant', error_codes: [54005] });
  });

  test.each([
    [501481, { code_verifier: 'another' }],
    [50011, { redirect_uri: 'http://localhost:1' }],
    [54005, { client_id: automation.clientId }],
  ])('given a code in wrong hands, then AADSTS%i and the code is spent', async (number, changes) => {
    const code = await toTheCode();
    expect((await redeem(code, changes)).body).toMatchObject({ error_codes: [number] });
    expect((await redeem(code)).body).toMatchObject({ error_codes: [54005] });
  });

  test('given a code of eleven minutes ago, then AADSTS70008', async () => {
    const code = await toTheCode();
    clock.advance(11 * 60_000);
    expect((await redeem(code)).body).toMatchObject({ error_codes: [70008] });
  });

  test('given a refresh token, then each answer brings a newer one, and another client or an old age is refused', async () => {
    const { body } = await redeem(await toTheCode());
    const refresh = (changes: Record<string, string> = {}) =>
      token({
        grant_type: 'refresh_token',
        client_id: GRAPH_COMMAND_LINE_TOOLS,
        refresh_token: body.refresh_token,
        scope: 'Group.Read.All',
        ...changes,
      });
    const renewed = await refresh();
    expect(renewed.status).toBe(200);
    expect(renewed.body.refresh_token).not.toBe(body.refresh_token);
    expect((await refresh({ client_id: automation.clientId })).body).toMatchObject({
      error_codes: [9002313],
    });
    expect((await refresh({ refresh_token: body.access_token })).body).toMatchObject({
      error_codes: [9002313],
    });
    expect((await refresh({ scope: 'AuditLog.Read.All' })).body).toMatchObject({
      error: 'invalid_grant',
      suberror: 'consent_required',
      error_codes: [65001],
    });
    clock.advance(91 * 24 * 3600_000);
    expect((await refresh()).body).toMatchObject({ error_codes: [70008] });
  });

  test('given an account with markup in its name, then the page shows it and does not obey it', async () => {
    const page = await (
      await entra.request(authorizeUrl({ login_hint: '"><script>alert(1)</script>' }))
    ).text();
    expect(page).not.toContain('<script>');
  });
});

describe('device codes', () => {
  async function begin() {
    const { text } = await post('/common/oauth2/v2.0/devicecode', {
      client_id: GRAPH_COMMAND_LINE_TOOLS,
      scope: 'User.Read',
    });
    return JSON.parse(text);
  }
  const poll = (device_code: string, grant_type = 'device_code') =>
    token({ grant_type, client_id: GRAPH_COMMAND_LINE_TOOLS, device_code });
  async function typeCode(code: string): Promise<string> {
    const { text } = await post('/common/oauth2/deviceauth', { otc: code });
    return /name="signIn" value="([^"]*)"/.exec(text)?.[1] ?? '';
  }

  test.each(['device_code', 'urn:ietf:params:oauth:grant-type:device_code'])(
    'given grant %s, then it is pending until the person is through, and good once',
    async (grant) => {
      const started = await begin();
      expect(started).toMatchObject({
        interval: 1,
        expires_in: 900,
        verification_uri: 'https://localhost:1/common/oauth2/deviceauth',
        message: expect.stringContaining(started.user_code),
      });
      const pending = await poll(started.device_code, grant);
      expect(pending.body).toMatchObject({ error: 'authorization_pending', error_codes: [70016] });

      const signIn = await typeCode(started.user_code.toLowerCase());
      const { username: account, password } = administrator;
      await post('/common/login', { signIn, account, password });
      await post('/common/consent', { signIn });
      expect((await poll(started.device_code, grant)).status).toBe(200);
      expect((await poll(started.device_code, grant)).body).toMatchObject({ error_codes: [70018] });
    },
  );

  test('given a person who cancels, then the poll learns access_denied', async () => {
    const started = await begin();
    await post('/common/login', { signIn: await typeCode(started.user_code), action: 'cancel' });
    expect((await poll(started.device_code)).body).toMatchObject({ error: 'access_denied' });
  });

  test('given a wrong code on the page or in the poll, then each says so', async () => {
    const { text } = await post('/common/oauth2/deviceauth', { otc: '<b>' });
    expect(text).toContain('role="alert"');
    expect(text).not.toContain('<b>');
    expect((await poll('wrong')).body).toMatchObject({
      error: 'bad_verification_code',
      error_codes: [70018],
    });
  });

  test('given a code of sixteen minutes ago, then page and poll refuse it', async () => {
    const started = await begin();
    clock.advance(16 * 60_000);
    expect(await typeCode(started.user_code)).toBe('');
    expect((await poll(started.device_code)).body).toMatchObject({
      error: 'expired_token',
      error_codes: [70019],
    });
  });
});
