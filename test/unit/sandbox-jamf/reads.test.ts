import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createJamf } from '../../../src/sandbox/jamf/create-jamf.ts';
import { asClient, callerWith } from '../../support/sandbox/jamf-calls.ts';
import { jamfContext } from '../../support/sandbox/jamf-context.ts';

const Page = z.object({ totalCount: z.number(), results: z.array(z.looseObject({ id: z.string() })) });

describe('given the seeded Macs', () => {
  it('when they are paged by id, then every Mac of Jamf Pro comes once and none that only Intune knows', async () => {
    const context = jamfContext();
    const call = await asClient(createJamf(context));
    const ids: string[] = [];
    for (let page = 0; page < 3; page += 1) {
      const { body } = await call('GET', `/v4/computers-inventory?page=${page}&page-size=100&sort=id:asc`);
      ids.push(...Page.parse(body).results.map(({ id }) => id));
    }
    const expected = context.world.macs.filter(({ enrolledIn }) => enrolledIn !== 'intune');
    expect(ids).toEqual(expected.map(({ id }) => id));
  });

  it('when no section is asked for, then only GENERAL comes, with the times of version 4', async () => {
    const call = await asClient(createJamf(jamfContext()));
    const { body } = await call('GET', '/v4/computers-inventory?page-size=1&sort=id:asc');
    const [record] = Page.parse(body).results;
    expect(Object.keys(record ?? {})).toEqual(['id', 'udid', 'general']);
    expect(record?.general).toMatchObject({
      lastCheckIn: expect.any(String),
      lastContact: expect.any(String),
    });
    expect(record?.general).not.toHaveProperty('lastContactTime');
  });

  it('when a Mac is registered, then its owner account carries the three Azure values', async () => {
    const context = jamfContext();
    const [mac] = context.world.macs;
    if (mac === undefined) throw new Error('The seed has no Mac');
    Object.assign(mac, { registration: 'ACTIVATED', entraDeviceId: 'device-1' });
    const call = await asClient(createJamf(context));
    const { body } = await call(
      'GET',
      '/v4/computers-inventory/1?section=LOCAL_USER_ACCOUNTS&section=HARDWARE',
    );
    expect(body).toMatchObject({
      hardware: { serialNumber: mac.serialNumber },
      localUserAccounts: [
        { username: 'itadmin' },
        {
          azureActiveDirectoryId: 'ACTIVATED',
          computerAzureActiveDirectoryId: 'device-1',
          userAzureActiveDirectoryId: mac.personId,
        },
      ],
    });
  });

  it.each([
    ['hardware.serialNumber=="SBX0000003"', 1],
    ['hardware.serialNumber=="sbx000000*"', 9],
    ['diskEncryption.fileVault2Enabled==false and hardware.serialNumber=="SBX000000*"', 1],
    ['operatingSystem.version=="26.1";hardware.serialNumber=="SBX000000*"', 3],
    ['general.name=="nothing \\"quoted\\" and odd; here"', 0],
  ])('when filtered by %s, then %i come', async (filter, count) => {
    const call = await asClient(createJamf(jamfContext()));
    const { body } = await call('GET', `/v4/computers-inventory?filter=${encodeURIComponent(filter)}`);
    expect(Page.parse(body).totalCount).toBe(count);
  });

  it.each([
    'filter=localUserAccounts.azureActiveDirectoryId==ACTIVATED',
    'filter=general.name',
    'sort=general.nothing',
    'page=-1',
    'section=NOTHING',
  ])('when the query is %s, then 400', async (query) => {
    const call = await asClient(createJamf(jamfContext()));
    expect(await call('GET', `/v4/computers-inventory?${query}`)).toMatchObject({
      status: 400,
      body: { httpStatus: 400, errors: [{ field: query.split('=')[0] }] },
    });
  });
});

describe('given smart groups', () => {
  const companyPortal = {
    name: 'Application Title',
    priority: 0,
    andOr: 'and',
    searchType: 'is',
    value: 'CompanyPortal.app',
  };

  it('when one is made, then it is found by name with its count, read without its id, and deleted', async () => {
    const context = jamfContext();
    Object.assign(context.world.macs[4] ?? {}, { registration: 'ACTIVATED' });
    const call = await asClient(createJamf(context));
    const made = await call('POST', '/v3/computer-groups/smart-groups', {
      name: 'Applicable',
      criteria: [companyPortal],
    });
    expect(made).toEqual({
      status: 201,
      body: { id: '3', href: 'https://localhost:8444/api/v3/computer-groups/smart-groups/3' },
    });
    const filter = encodeURIComponent('name=="Applicable"');
    expect((await call('GET', `/v3/computer-groups/smart-groups?filter=${filter}`)).body).toMatchObject({
      totalCount: 1,
      results: [{ id: '3', membershipCount: 1 }],
    });
    expect((await call('GET', '/v3/computer-groups/smart-groups/3')).body).not.toHaveProperty('id');
    expect((await call('GET', '/v3/computer-groups/smart-group-membership/3')).body).toEqual({
      members: [5],
    });
    expect((await call('DELETE', '/v3/computer-groups/smart-groups/3')).status).toBe(204);
    expect((await call('GET', '/v3/computer-groups/smart-groups/3')).status).toBe(404);
  });

  it('when one is changed, then 202', async () => {
    const call = await asClient(createJamf(jamfContext()));
    const answer = await call('PUT', '/v3/computer-groups/smart-groups/2', { name: 'Renamed', criteria: [] });
    expect(answer).toMatchObject({ status: 202, body: { name: 'Renamed' } });
  });

  it('when the name is taken, then 422', async () => {
    const call = await asClient(createJamf(jamfContext()));
    const answer = await call('POST', '/v3/computer-groups/smart-groups', { name: 'FileVault on' });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ description: 'duplicate name' }] } });
  });

  it('when the priorities do not start at 0, then 400', async () => {
    const call = await asClient(createJamf(jamfContext()));
    const criteria = [{ ...companyPortal, priority: 1 }];
    expect((await call('POST', '/v3/computer-groups/smart-groups', { name: 'x', criteria })).status).toBe(
      400,
    );
  });
});

describe('given the facts about the server', () => {
  it('when healthy, then every health call says so', async () => {
    const app = createJamf(jamfContext());
    const call = callerWith(app);
    expect(await call('GET', '/v1/health-check')).toEqual({ status: 204, body: undefined });
    expect((await call('GET', '/startup-status')).body).toMatchObject({ percentage: 100, error: null });
    expect(await (await app.request('https://localhost:8444/healthCheck.html')).json()).toEqual([]);
  });

  it('when the fault jamf-unhealthy is on, then every health call says so, and the API still answers', async () => {
    const app = createJamf(jamfContext({ faults: ['jamf-unhealthy'] }));
    expect((await callerWith(app)('GET', '/v1/health-check')).status).toBe(503);
    const page = await app.request('https://localhost:8444/healthCheck.html');
    expect(await page.json()).toMatchObject([{ healthCode: 1, httpCode: 503 }]);
    expect((await (await asClient(app))('GET', '/v1/jamf-pro-version')).status).toBe(200);
  });

  it('when the fault jamf-old is on, then the version is 10.0.0', async () => {
    const call = await asClient(createJamf(jamfContext({ faults: ['jamf-old'] })));
    expect((await call('GET', '/v1/jamf-pro-version')).body).toEqual({ version: '10.0.0' });
  });

  it('when asked for compliance without an integration, then an empty list', async () => {
    const call = await asClient(createJamf(jamfContext()));
    const path = '/v1/conditional-access/device-compliance-information/computer/1';
    expect(await call('GET', path)).toEqual({ status: 200, body: [] });
  });

  it('when alerts are read, then ids are texts, and dismissing needs its privilege', async () => {
    const call = await asClient(createJamf(jamfContext()));
    expect((await call('GET', '/v1/notifications')).body).toEqual([
      { type: 'PATCH_UPDATE', id: '1', params: {} },
    ]);
    expect((await call('DELETE', '/v1/notifications/PATCH_UPDATE/1')).status).toBe(403);
  });
});

describe('given the server’s own description of its API', () => {
  const Document = z.object({
    info: z.object({ version: z.string() }),
    paths: z.record(z.string(), z.record(z.string(), z.looseObject({}))),
    components: z.object({ schemas: z.record(z.string(), z.looseObject({})) }),
  });
  const INVENTED = '/v1/conditional-access/macos-intune-integration';

  async function documentOf(variant: 'published' | 'extended') {
    const response = await createJamf(jamfContext({ variant })).request('https://localhost:8444/api/schema/');
    return Document.parse(await response.json());
  }

  it('when published, then conditional access has reads only', async () => {
    const document = await documentOf('published');
    expect(document.info.version).toBe('production');
    const methods = Object.entries(document.paths)
      .filter(([path]) => path.includes('conditional-access'))
      .flatMap(([, operations]) => Object.keys(operations));
    expect(methods).toEqual(['get', 'get', 'get']);
  });

  it('when extended, then the invented write is in it, says that it is invented, and shows its body', async () => {
    const document = await documentOf('extended');
    expect(document.paths[INVENTED]?.put).toMatchObject({
      'x-sandbox-invented': true,
      'x-required-privileges': ['Update Conditional Access'],
      requestBody: {
        content: { 'application/json': { schema: { $ref: '#/components/schemas/MacosIntuneIntegration' } } },
      },
    });
    expect(document.components.schemas.MacosIntuneIntegration).toMatchObject({
      type: 'object',
      required: ['enabled', 'sovereignCloud', 'tenantName', 'applicationId', 'clientSecret'],
      additionalProperties: false,
    });
  });

  it('when published, then the invented write does not exist', async () => {
    const call = await asClient(createJamf(jamfContext()));
    expect((await call('PUT', INVENTED, {})).status).toBe(404);
  });
});
