import { afterEach, describe, expect, test } from 'vitest';
import { addPassword, removePassword } from '../../../src/microsoft/application-secrets.ts';
import {
  changeApplication,
  deleteApplication,
  findApplicationByAppId,
  listApplicationsNamed,
  upsertApplication,
} from '../../../src/microsoft/applications.ts';
import { readCredentialActivity } from '../../../src/microsoft/credential-activity.ts';
import { findDeletedApplication } from '../../../src/microsoft/deleted-applications.ts';
import { listMyDirectoryRoles } from '../../../src/microsoft/directory-roles.ts';
import { countPeople, searchGroups } from '../../../src/microsoft/groups.ts';
import { pagesOfManagedMacs } from '../../../src/microsoft/managed-devices.ts';
import { readOrganization } from '../../../src/microsoft/organization.ts';
import { grantAppRole } from '../../../src/microsoft/permissions.ts';
import { createServicePrincipal } from '../../../src/microsoft/service-principals.ts';
import { type GraphBench, graphBench } from '../../support/microsoft/graph.ts';
import type { SeenRequest, TestAnswer } from '../../support/microsoft/server.ts';

const ID = '11111111-2222-4333-8444-555555555555';
const APP_ID = '1b4e28ba-2fa1-41d2-883f-0016d3cca427';
const KEY_ID = 'f0b0b335-1d71-4883-8f98-567911bfdca6';

const application = {
  id: ID,
  appId: APP_ID,
  displayName: 'Jamf Conditional Access',
  uniqueName: 'jamf-intune-contoso-jamfcloud-com',
  signInAudience: 'AzureADMultipleOrgs',
  web: { redirectUris: ['https://contoso.jamfcloud.com'], logoutUrl: null },
  tags: null,
  requiredResourceAccess: [],
  passwordCredentials: [
    { keyId: KEY_ID, displayName: null, hint: 'q7R', endDateTime: '2027-11-23T00:00:00Z' },
  ],
};

const body = {
  displayName: 'Jamf Conditional Access',
  signInAudience: 'AzureADMultipleOrgs',
  tags: ['jamf-intune'],
  redirectUris: ['https://contoso.jamfcloud.com'],
  requiredResourceAccess: [],
};

let bench: GraphBench;
afterEach(() => bench.close());

async function open(answer: (request: SeenRequest, number: number) => TestAnswer): Promise<void> {
  bench = await graphBench(answer);
}

function refusal(status: number, code: string, message: string): TestAnswer {
  return { status, json: { error: { code, message } } };
}

describe('applications', () => {
  test('given null where a collection should be, when an application is read, then it is an empty one', async () => {
    await open(() => ({ json: application }));
    const found = await findApplicationByAppId(bench.graph, APP_ID);
    expect(found).toMatchObject({
      tags: [],
      redirectUris: ['https://contoso.jamfcloud.com'],
      createdDateTime: null,
    });
    expect(found?.secrets[0]).toMatchObject({ keyId: KEY_ID, hint: 'q7R', startDateTime: null });
    expect(bench.service.seen[0]?.path).toBe(`/v1.0/applications(appId='${APP_ID}')`);
  });

  test('given an answer lost after the commit, when the upsert is repeated, then it is one application, not created by us', async () => {
    await open((request, number) => {
      if (request.method === 'GET') return { json: application };
      return number === 1 ? 'cut' : { status: 204 };
    });
    const outcome = await upsertApplication(bench, 'jamf-intune-contoso', body);
    expect(outcome).toMatchObject({ created: false, application: { appId: APP_ID } });
    const [first] = bench.service.seen;
    expect(first?.headers.prefer).toBe('create-if-missing');
    expect(first?.path).toBe("/v1.0/applications(uniqueName='jamf-intune-contoso')");
    expect(JSON.parse(first?.body ?? '')).toEqual({
      displayName: body.displayName,
      signInAudience: body.signInAudience,
      tags: body.tags,
      requiredResourceAccess: [],
      web: {
        redirectUris: body.redirectUris,
        implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false },
      },
    });
  });

  test('given replication that lags, when an application was created, then it is waited for', async () => {
    await open((request, number) => {
      if (request.method === 'PATCH') return { status: 201, json: application };
      return number < 5 ? { status: 404 } : { json: application };
    });
    await expect(upsertApplication(bench, 'x', body)).resolves.toMatchObject({ created: true });
    expect(bench.clock.slept).toEqual([250, 500, 1000]);
  });

  test('given replication that never ends, when it is waited for, then it gives up after three minutes', async () => {
    await open((request) =>
      request.method === 'PATCH' ? { status: 201, json: application } : { status: 404 },
    );
    await expect(upsertApplication(bench, 'x', body)).rejects.toMatchObject({ code: 'not-yet-visible' });
    expect(bench.clock.slept.reduce((sum, step) => sum + step, 0)).toBe(180_000);
  });

  test('given a change of the name alone, when it is sent, then nothing else is sent', async () => {
    await open(() => ({ status: 204 }));
    await changeApplication(bench.graph, ID, { displayName: 'New' });
    expect(JSON.parse(bench.service.seen[0]?.body ?? '')).toEqual({ displayName: 'New' });
  });

  test('given an application that is gone, when it is deleted, then that is fine', async () => {
    await open(() => refusal(404, 'Request_ResourceNotFound', 'gone'));
    await expect(deleteApplication(bench.graph, ID)).resolves.toBeUndefined();
  });

  test('given a name with a quote, when applications are listed by it, then the filter means that name', async () => {
    await open(() => ({ json: { value: [application] } }));
    await expect(listApplicationsNamed(bench.graph, "O'Brien & Co")).resolves.toHaveLength(1);
    expect(bench.service.seen[0]?.query.get('$filter')).toBe("displayName eq 'O''Brien & Co'");
  });

  test('given deleted items, when an application is looked for, then it is found whatever the case of its id', async () => {
    await open(() => ({ json: { value: [{ id: ID, appId: APP_ID.toUpperCase(), displayName: null }] } }));
    await expect(findDeletedApplication(bench.graph, APP_ID)).resolves.toMatchObject({
      id: ID,
      displayName: '',
    });
  });
});

describe('client secrets', () => {
  const made = {
    json: {
      keyId: KEY_ID,
      hint: '[6g',
      endDateTime: '2027-11-23T19:50:29.3086381Z',
      secretText: '[6gCANARY',
    },
  };
  const request = { displayName: 'jamf-intune 1b4e28ba', endDateTime: '2027-11-23T00:00:00Z' };

  test('given an application too new for this replica, when a secret is added, then it is tried again and hidden', async () => {
    await open((_, number) => (number < 3 ? refusal(404, 'Request_ResourceNotFound', 'no') : made));
    const added = await addPassword(bench, ID, request);
    expect(added).toMatchObject({ keyId: KEY_ID, hint: '[6g' });
    expect(added.secret.reveal()).toBe('[6gCANARY');
    expect(JSON.stringify(added)).not.toContain('CANARY');
    expect(JSON.parse(bench.service.seen[0]?.body ?? '')).toEqual({ passwordCredential: request });
  });

  test.each([
    ['a cut connection', 'cut' as const],
    ['a 503', { status: 503 }],
    ['an answer without the text', { json: { keyId: KEY_ID } }],
  ])('given %s, when a secret is added, then it is asked for once only', async (_, answer) => {
    await open(() => answer);
    await expect(addPassword(bench, ID, request)).rejects.toMatchObject({ outcome: 'unknown' });
    expect(bench.service.seen).toHaveLength(1);
  });

  test('given a policy that forbids secrets, when one is added, then the message says so', async () => {
    await open(() => refusal(400, 'CredentialTypeNotAllowedAsPerAppPolicy', 'Credential type not allowed.'));
    await expect(addPassword(bench, ID, request)).rejects.toThrow('forbids client secrets');
  });

  test('given a secret that is gone, when it is removed, then that is fine, and another 400 is not', async () => {
    await open((_, number) =>
      number === 1
        ? refusal(400, 'Request_BadRequest', `No password credential found with keyId '${KEY_ID}'.`)
        : refusal(400, 'Request_BadRequest', 'Something else.'),
    );
    await expect(removePassword(bench, ID, KEY_ID)).resolves.toBeUndefined();
    await expect(removePassword(bench, ID, KEY_ID)).rejects.toMatchObject({ status: 400 });
  });
});

describe('service principals and permissions', () => {
  const principal = { id: ID, appId: APP_ID, displayName: 'x', appRoles: [], servicePrincipalNames: [] };

  test.each([
    [400, "The appId 'x' of the service principal does not reference a valid application object."],
    [
      403,
      'When using this permission, the backing application of the service principal being created must in the local tenant',
    ],
    [400, 'Not a valid reference update.'],
  ])(
    'given %i "%s", when a service principal is created, then it is tried again',
    async (status, message) => {
      await open((request, number) => {
        if (request.method === 'GET') return { json: principal };
        return number === 1
          ? refusal(status, 'Request_BadRequest', message)
          : { status: 201, json: principal };
      });
      await expect(createServicePrincipal(bench, APP_ID)).resolves.toMatchObject({
        id: ID,
        accountEnabled: true,
      });
      expect(bench.service.seen.filter(({ method }) => method === 'POST')).toHaveLength(2);
    },
  );

  test('given one that exists, when it is created, then it is adopted', async () => {
    await open((request) =>
      request.method === 'GET'
        ? { json: principal }
        : refusal(409, 'Request_MultipleObjectsWithSameKeyValue', 'already in use'),
    );
    await expect(createServicePrincipal(bench, APP_ID)).resolves.toMatchObject({ id: ID });
  });

  test('given a real 403, when a service principal is created, then it is not tried again', async () => {
    await open(() => refusal(403, 'Authorization_RequestDenied', 'Insufficient privileges.'));
    await expect(createServicePrincipal(bench, APP_ID)).rejects.toMatchObject({ status: 403 });
    expect(bench.service.seen).toHaveLength(1);
  });

  test('given a role granted before, when it is granted, then that is done', async () => {
    await open(() =>
      refusal(400, 'Request_BadRequest', 'Permission being assigned already exists on the object'),
    );
    const grant = { principalId: ID, resourceId: ID, appRoleId: APP_ID };
    await expect(grantAppRole(bench, grant)).resolves.toBeUndefined();
    expect(JSON.parse(bench.service.seen[0]?.body ?? '')).toEqual(grant);
  });
});

describe('the tenant', () => {
  test('given an organization, when it is read, then domains and plans are named', async () => {
    const one = {
      id: ID,
      displayName: 'Contoso',
      verifiedDomains: [{ name: 'contoso.onmicrosoft.com', isDefault: true, isInitial: true }],
      assignedPlans: [{ service: 'SCO', capabilityStatus: 'Enabled', servicePlanId: APP_ID }],
    };
    await open(() => ({ json: { value: [one] } }));
    await expect(readOrganization(bench.graph)).resolves.toEqual({
      id: ID,
      displayName: 'Contoso',
      domains: one.verifiedDomains,
      plans: [{ service: 'SCO', status: 'Enabled', planId: APP_ID }],
    });
  });

  test('given limited information, when directory roles are read, then they are there without a name', async () => {
    await open(() => ({
      json: { value: [{ '@odata.type': '#microsoft.graph.directoryRole', id: ID, displayName: null }] },
    }));
    await expect(listMyDirectoryRoles(bench.graph)).resolves.toEqual([
      { templateId: null, displayName: null },
    ]);
  });

  test('given words with quotes and backslashes, when groups are searched, then they stay inside the term', async () => {
    await open(() => ({ json: { value: [{ id: ID, displayName: 'Mac users' }] } }));
    await expect(searchGroups(bench.graph, 'a" OR "b\\', 20)).resolves.toHaveLength(1);
    expect(bench.service.seen[0]?.query.get('$search')).toBe('"displayName:a\\" OR \\"b\\\\"');
    expect(bench.service.seen[0]?.headers.consistencylevel).toBe('eventual');
  });

  test('given a group, when its people are counted, then nested groups count too', async () => {
    await open(() => ({ text: '214' }));
    await expect(countPeople(bench.graph, ID)).resolves.toBe(214);
    expect(bench.service.seen[0]?.path).toBe(
      `/v1.0/groups/${ID}/transitiveMembers/microsoft.graph.user/$count`,
    );
  });

  test('given managed Macs, when they are read, then the filter asks for macOS only', async () => {
    await open(() => ({
      json: { value: [{ id: 'x', serialNumber: 'C02', userId: '', managementAgent: 'jamf' }] },
    }));
    for await (const mac of pagesOfManagedMacs(bench.graph)) expect(mac.managementAgent).toBe('jamf');
    expect(bench.service.seen[0]?.query.get('$filter')).toBe("operatingSystem eq 'macOS'");
  });
});

describe('which secret was used', () => {
  const use = (keyId: string, lastSignInDateTime: string) => ({
    keyId,
    resourceId: 'c161e42e-d4df-4a3d-9b42-e7a3c31f59d4',
    signInActivity: { lastSignInDateTime },
  });

  test('given a server that ignores the filter, when the activity is read, then another secret is not taken for this one', async () => {
    await open(() => ({
      json: {
        value: [
          use(APP_ID, '2026-11-23T12:00:00Z'),
          use(KEY_ID, '2026-11-22T12:00:00Z'),
          use(KEY_ID, '2026-11-23T11:00:00Z'),
        ],
      },
    }));
    const activity = await readCredentialActivity(bench.graph, KEY_ID);
    expect(activity).toMatchObject({ lastSignIn: new Date('2026-11-23T11:00:00Z') });
    expect(bench.service.seen[0]?.path).toBe('/beta/reports/appCredentialSignInActivities');
  });

  test.each([400, 403, 404])(
    'given %i, when the activity is read, then it is not readable',
    async (status) => {
      await open(() => refusal(status, 'x', 'y'));
      await expect(readCredentialActivity(bench.graph, KEY_ID)).resolves.toBe('not-readable');
    },
  );

  test('given no use yet, when the activity is read, then there is none', async () => {
    await open(() => ({ json: { value: [] } }));
    await expect(readCredentialActivity(bench.graph, KEY_ID)).resolves.toBeUndefined();
  });
});
