import { describe, expect, it } from 'vitest';
import { APPLICATION, graphBench, KEY, UPSERT } from '../../support/sandbox/graph-calls.ts';

describe("the sandbox's Graph in general", () => {
  it('given a refusal, then the body has the ids of the headers and the time of the clock', async () => {
    const { call, clock } = await graphBench();

    const reply = await call('GET', KEY, { headers: { 'client-request-id': 'mine' } });

    expect(reply.body).toEqual({
      error: {
        code: 'Request_ResourceNotFound',
        message: expect.stringContaining('jamf-intune-localhost'),
        innerError: {
          date: '2026-11-23T09:00:00',
          'request-id': reply.headers.get('request-id'),
          'client-request-id': 'mine',
        },
      },
    });
    expect(reply.headers.get('date')).toBe(clock.now().toUTCString());
  });

  it('given the fault throttled, then every third request is answered 429 and changes nothing', async () => {
    const { call, context } = await graphBench(['throttled']);
    const statuses: number[] = [];
    for (let turn = 0; turn < 6; turn += 1) statuses.push((await call('GET', '/organization')).status);
    expect(statuses).toEqual([200, 200, 429, 200, 200, 429]);

    await call('GET', '/me');
    await call('GET', '/me');
    const throttled = await call('PATCH', KEY, UPSERT);
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '1']);
    expect(context.world.applications.some((each) => each.uniqueName !== null)).toBe(false);
  });

  it.each([
    ['GET', '/nonsense', 400],
    ['GET', '/groups/a/b/c', 400],
    ['POST', '/organization', 405],
    ['GET', "/applications(appId='a'b')", 400],
    ['GET', '/beta/groups', 400],
  ])('given %s %s, then %i', async (method, path, status) => {
    const { call } = await graphBench();

    expect((await call(method, path)).status).toBe(status);
  });

  it.each([
    ['secrets-forbidden', {}, 'CredentialTypeNotAllowedAsPerAppPolicy'],
    ['secret-lifetime-30-days', {}, 'CredentialInvalidLifetimeAsPerAppPolicy'],
    ['secret-lifetime-30-days', { endDateTime: '2026-12-20T00:00:00Z' }, undefined],
  ] as const)(
    'given the fault %s, when a secret is added with %o, then %s',
    async (fault, passwordCredential, code) => {
      const { call, settle } = await graphBench([fault]);
      const { id } = (await call('PATCH', KEY, UPSERT)).body;
      settle();

      const reply = await call('POST', `/applications/${id}/addPassword`, { body: { passwordCredential } });

      expect(reply.body.error?.code).toBe(code);
      expect((await call('GET', '/policies/defaultAppManagementPolicy')).body.isEnabled).toBe(true);
    },
  );

  it('given the fault multi-tenant-forbidden, when such an application is registered, then 400', async () => {
    const { call } = await graphBench(['multi-tenant-forbidden']);

    expect((await call('PATCH', KEY, UPSERT)).body.error.code).toBe('SignInAudienceNotAllowedAsPerAppPolicy');
    const own = { ...UPSERT, body: { ...APPLICATION, signInAudience: 'AzureADMyOrg' } };
    expect((await call('PATCH', KEY, own)).status).toBe(201);
  });

  it('given the signed-in administrator, then the roles held are told with their template ids', async () => {
    const { call, setFaults } = await graphBench();
    const path = '/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=displayName,roleTemplateId';
    const names = async () =>
      (await call('GET', path)).body.value.map((role: { displayName: string }) => role.displayName);

    expect(await names()).toEqual([
      'Application Administrator',
      'Intune Administrator',
      'Privileged Role Administrator',
      'Reports Reader',
    ]);
    setFaults('no-application-role');
    expect(await names()).toEqual(['Intune Administrator', 'Reports Reader']);
  });

  it('given Macs in Intune, when listed by operating system, then the enrolled ones come', async () => {
    const { call } = await graphBench();

    const { body } = await call(
      'GET',
      "/deviceManagement/managedDevices?$filter=operatingSystem eq 'macOS'&$select=serialNumber,managementAgent&$top=999",
    );
    expect(body.value).toHaveLength(12);
    expect(body.value[0]).toEqual({ serialNumber: 'SBX0000008', managementAgent: 'mdm' });
  });

  it('given a used secret, when its activity is asked for, then the last sign-in comes', async () => {
    const { call, context } = await graphBench();
    const used = { keyId: 'aaaaaaaa-1111-4111-8111-111111111111', appId: 'app', resourceAppId: 'c161e42e' };
    context.world.credentialActivity.push({ ...used, lastSignInDateTime: '2026-11-23T08:59:00.000Z' });
    const path = (keyId: string) => `/beta/reports/appCredentialSignInActivities?$filter=keyId eq '${keyId}'`;

    expect((await call('GET', path(used.keyId))).body.value).toMatchObject([
      { keyId: used.keyId, signInActivity: { lastSignInDateTime: '2026-11-23T08:59:00.000Z' } },
    ]);
    expect((await call('GET', path('other'))).body.value).toEqual([]);
  });
});
