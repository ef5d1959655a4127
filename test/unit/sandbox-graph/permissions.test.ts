import { describe, expect, it } from 'vitest';
import { DIRECTORY_ROLES } from '../../../src/sandbox/seed/directory-roles.ts';
import { connectedBench, graphBench, KEY, SETUP_SCOPES, UPSERT } from '../../support/sandbox/graph-calls.ts';

const GRAPH = 'https://graph.microsoft.com';
const DISCOVERY = "/servicePrincipals(appId='0000000a-0000-0000-c000-000000000000')/endpoints";
const PARTNERS = '/deviceManagement/deviceManagementPartners';

describe('who may do what in the sandbox', () => {
  it('given no token, or one for another audience, then 401 with a reason', async () => {
    const { call, applicationToken } = await graphBench();

    expect((await call('GET', '/me', { token: null })).body.error).toMatchObject({
      code: 'InvalidAuthenticationToken',
      message: 'Access token is empty.',
    });
    const token = await applicationToken('https://api.manage.microsoft.com/', 'x', ['Application.Read.All']);
    expect((await call('GET', '/applications', { token })).body.error.message).toContain('Invalid audience');
  });

  it.each([
    ['Application.ReadWrite.All', 'PATCH', KEY, 'Authorization_RequestDenied'],
    ['DeviceManagementServiceConfig.ReadWrite.All', 'GET', PARTNERS, 'Forbidden'],
    ['Group.Read.All', 'GET', '/groups', 'Authorization_RequestDenied'],
  ])('given a person without the scope %s, when %s %s, then 403', async (scope, method, path, code) => {
    const { call, personToken } = await graphBench();
    const related = SETUP_SCOPES.filter(
      (each) => each !== scope && !/^Directory|^DeviceManagementConf/.test(each),
    );

    const refused = await call(method, path, {
      ...UPSERT,
      ...bodyFor(method),
      token: await personToken(related),
    });
    const allowed = await call(method, path, {
      ...UPSERT,
      ...bodyFor(method),
      token: await personToken([...related, scope]),
    });

    expect([refused.status, refused.body.error.code]).toEqual([403, code]);
    expect(allowed.status).toBeLessThan(300);
  });

  it.each([
    ['no-application-role', 'PATCH', KEY, 'Authorization_RequestDenied'],
    ['no-intune-role', 'GET', PARTNERS, 'Forbidden'],
  ] as const)(
    'given the fault %s, when %s %s, then 403 although the scope is there',
    async (fault, method, path, code) => {
      const { call } = await graphBench([fault]);

      const refused = await call(method, path, { ...UPSERT, ...bodyFor(method) });
      expect([refused.status, refused.body.error.code]).toEqual([403, code]);
    },
  );

  it('given an Application Administrator, when consenting, then to Intune it works and to Graph it does not', async () => {
    const { bench, principalId } = await connectedBench();
    const { world } = bench.context;
    const administrator = world.people[0];
    if (administrator) administrator.roles = [DIRECTORY_ROLES.applicationAdministrator.id];
    const graph = world.servicePrincipals.find((each) => each.displayName === 'Microsoft Graph');
    const consent = {
      body: { principalId, resourceId: graph?.id, appRoleId: '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30' },
    };

    expect(
      (await bench.call('POST', `/servicePrincipals/${principalId}/appRoleAssignments`, consent)).status,
    ).toBe(403);
    administrator?.roles.push(DIRECTORY_ROLES.privilegedRoleAdministrator.id);
    expect(
      (await bench.call('POST', `/servicePrincipals/${principalId}/appRoleAssignments`, consent)).status,
    ).toBe(201);
  });

  it('given an application without any role, when it discovers, then 200, and 403 under the fault', async () => {
    const { call, applicationToken, setFaults } = await graphBench();
    const token = await applicationToken(GRAPH, 'app', []);

    const found = await call('GET', DISCOVERY, { token });
    expect(found.body.value.map((each: { uri: string }) => each.uri)).toEqual([
      'https://localhost:8443/PartnerTenantDataSyncService',
      'https://localhost:8443/PartnerDeviceDataSyncService',
    ]);
    setFaults('discovery-refused');
    expect((await call('GET', DISCOVERY, { token })).status).toBe(403);
    const strong = await applicationToken(GRAPH, 'app', ['Application.Read.All']);
    expect((await call('GET', DISCOVERY, { token: strong })).status).toBe(200);
    expect((await call('GET', '/applications', { token })).status).toBe(403);
  });

  it('given an application, when it asks for /me, then 400', async () => {
    const { call, applicationToken } = await graphBench();

    expect(
      (await call('GET', '/me', { token: await applicationToken(GRAPH, 'app', ['User.Read.All']) })).status,
    ).toBe(400);
  });
});

function bodyFor(method: string): { body?: undefined } {
  return method === 'GET' ? { body: undefined } : {};
}
