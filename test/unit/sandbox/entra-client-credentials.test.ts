import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { INTUNE_API_APP_ID, INTUNE_SERVICE_APP_ID } from '../../../src/microsoft/identifiers.ts';
import { SANDBOX_ACCOUNTS } from '../../../src/sandbox/accounts.ts';
import { readToken } from '../../../src/sandbox/entra/verify-token.ts';
import type { Application, ServicePrincipal, World } from '../../../src/sandbox/world.ts';
import { type EntraBench, entraBench, makeBenchWorld } from '../../support/sandbox/entra.ts';
import { realRandom } from '../../support/sandbox/ground.ts';

const GRAPH = 'https://graph.microsoft.com/.default';
const { automation } = SANDBOX_ACCOUNTS;

let fresh: World;
beforeAll(async () => {
  fresh = await makeBenchWorld();
});
let entra: EntraBench;
beforeEach(() => {
  entra = entraBench(fresh);
});

const asApplication = (scope = GRAPH, more: Record<string, string> = {}) =>
  entra.token({
    grant_type: 'client_credentials',
    client_id: automation.clientId,
    client_secret: automation.clientSecret,
    scope,
    ...more,
  });

function ownApplication(): Application {
  const application = entra.world.applications.find((one) => one.appId === automation.clientId);
  if (application === undefined) throw new Error('The seed has no automation application');
  return application;
}

function principalOf(appId: string): ServicePrincipal {
  const principal = entra.world.servicePrincipals.find((one) => one.appId === appId);
  if (principal === undefined) throw new Error(`The seed has no principal of ${appId}`);
  return principal;
}

describe('client credentials', () => {
  const refusals: [string, number, string, () => Promise<{ status: number; body: unknown }>][] = [
    ['no grant type', 90014, 'invalid_request', () => entra.token({ client_id: automation.clientId })],
    ['no client', 90014, 'invalid_request', () => entra.token({ grant_type: 'client_credentials' })],
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
    expect((await entra.token(form, 'common')).body).toMatchObject({ error_codes: [50059] });
  });

  test('given a registered application without a service principal, then AADSTS7000229', async () => {
    entra.world.servicePrincipals = entra.world.servicePrincipals.filter(
      (one) => one.appId !== automation.clientId,
    );
    expect((await asApplication()).body).toMatchObject({ error: 'invalid_client', error_codes: [7000229] });
  });

  test('given a resource without its service principal, then AADSTS500011 until it is there and visible', async () => {
    const scope = 'https://api.manage.microsoft.com//.default';
    const intune = principalOf(INTUNE_API_APP_ID);
    entra.world.servicePrincipals = entra.world.servicePrincipals.filter((one) => one !== intune);
    expect((await asApplication(scope)).body).toMatchObject({ error_codes: [500011] });
    entra.world.servicePrincipals.push(intune);
    entra.context.replicate(intune.id);
    expect((await asApplication(scope)).body).toMatchObject({ error_codes: [500011] });
    entra.clock.advance(entra.world.lagMs);
    expect((await asApplication(scope)).status).toBe(200);
  });

  test('given a new secret, when it has not replicated, then it counts as wrong, and afterwards it works', async () => {
    ownApplication().passwordCredentials.push({
      keyId: 'new',
      displayName: 'new',
      hint: 'new',
      startDateTime: entra.clock.now().toISOString(),
      endDateTime: '2099-01-01T00:00:00Z',
      sha256: createHash('sha256').update('new secret').digest('hex'),
    });
    entra.context.replicate('new');
    const ask = () => asApplication(GRAPH, { client_secret: 'new secret' });
    expect((await ask()).body).toMatchObject({ error: 'invalid_client', error_codes: [7000215] });
    expect(entra.world.credentialActivity).toEqual([]);
    entra.clock.advance(entra.world.lagMs);
    expect((await ask()).status).toBe(200);
    expect(entra.world.credentialActivity).toMatchObject([{ keyId: 'new', appId: automation.clientId }]);
  });

  test('given the fault secret-expired, then every secret but the sandbox own is expired', async () => {
    entra.world.faults = ['secret-expired'];
    expect((await asApplication()).status).toBe(200);
    const appId = realRandom.uuid();
    entra.world.applications.push({ ...ownApplication(), id: 'other', appId });
    entra.world.servicePrincipals.push({ ...principalOf(automation.clientId), id: 'other-principal', appId });
    expect((await asApplication(GRAPH, { client_id: appId })).body).toMatchObject({ error_codes: [7000222] });
  });

  test('given a role assigned a moment ago, then tokens have it only once it has replicated', async () => {
    const intune = principalOf(INTUNE_API_APP_ID);
    const role = intune.appRoles.find(({ value }) => value === 'update_device_attributes');
    if (role === undefined) throw new Error('The Intune API has no such role');
    entra.world.appRoleAssignments.push({
      id: 'assignment',
      principalId: principalOf(automation.clientId).id,
      resourceId: intune.id,
      appRoleId: role.id,
      createdDateTime: entra.clock.now().toISOString(),
    });
    entra.context.replicate('assignment');
    const ask = async () =>
      decodeJwt((await asApplication(`${INTUNE_API_APP_ID}/.default`)).body.access_token);
    expect(await ask()).not.toHaveProperty('roles');
    entra.clock.advance(entra.world.lagMs);
    expect(await ask()).toMatchObject({
      aud: INTUNE_API_APP_ID,
      tid: entra.world.tenant.id,
      appid: automation.clientId,
      roles: ['update_device_attributes'],
    });
  });

  test('given a token, when an hour has passed or it was altered, then readToken says so', async () => {
    const { body } = await asApplication(`${INTUNE_SERVICE_APP_ID}/.default`);
    const read = (text: string) => readToken(entra.context, text, INTUNE_SERVICE_APP_ID);
    expect(await read(`Bearer ${body.access_token}`)).toMatchObject({ kind: 'application', roles: [] });
    const [head, , signature] = body.access_token.split('.');
    const forged = Buffer.from(JSON.stringify({ ...decodeJwt(body.access_token), roles: ['all'] }));
    expect(await read(`Bearer ${head}.${forged.toString('base64url')}.${signature}`)).toMatchObject({
      kind: 'problem',
      message: expect.stringContaining('CompactToken parsing failed'),
    });
    expect(await readToken(entra.context, undefined, INTUNE_SERVICE_APP_ID)).toMatchObject({
      message: 'Access token is empty.',
    });
    entra.clock.advance(3601_000);
    expect(await read(`Bearer ${body.access_token}`)).toMatchObject({
      message: expect.stringContaining('expired'),
    });
  });
});

function assertion(header: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', ...header })}.${part({})}.AAAA`;
}
