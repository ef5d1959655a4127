import { describe, expect, it } from 'vitest';
import { keyed } from '../../src/sandbox/graph/operation.ts';
import { OPERATIONS } from '../../src/sandbox/graph/operations.ts';
import { graphContract, graphContractExists, readContractFile } from '../support/microsoft/graph-contract.ts';
import { connectedBench, type GraphBench, graphBench, KEY, UPSERT } from '../support/sandbox/graph-calls.ts';

const EVENTUAL = { ConsistencyLevel: 'eventual' };
if (!graphContractExists()) {
  process.stderr.write(
    'Skipped: Microsoft Graph contracts are not on this machine (../shared/contracts/graph).\n',
  );
}

/** Paths that Graph has and the contract leaves out: alternate keys below a resource, and what its README lists. */
const NOT_IN_CONTRACT = new Set([
  ...['appRoleAssignments', 'appRoleAssignedTo'].flatMap((end) => [
    `GET /servicePrincipals(appId='{appId}')/${end}`,
    `POST /servicePrincipals(appId='{appId}')/${end}`,
  ]),
  ...['oauth2PermissionGrants', 'endpoints'].map((end) => `GET /servicePrincipals(appId='{appId}')/${end}`),
  ...['addPassword', 'removePassword'].map((end) => `POST /applications(appId='{appId}')/${end}`),
  "PATCH /applications(appId='{appId}')",
  ...keyed('/applications', ['appId', 'uniqueName'])
    .slice(1)
    .map((path) => `DELETE ${path}`),
  "DELETE /servicePrincipals(appId='{appId}')",
  'GET /directory/deletedItems/{id}',
]);

/** What the table does not list although it is so. */
const BEYOND_THE_TABLE = [
  // Its row for terminate names no ReadWrite permission, which contains Read (failures-and-users.md §3).
  /\/terminate: .*\.ReadWrite\.All$/,
  // Its row for restore is that of users; the reference page of applications names these.
  /\/restore: Application\.ReadWrite\./,
];

describe.skipIf(!graphContractExists())("the sandbox's Graph against Microsoft's description", () => {
  it('given every operation, then the contract knows its path', () => {
    const known = { 'v1.0': graphContract('v1.0').operations, beta: graphContract('beta').operations };
    const unknown = OPERATIONS.flatMap((operation) =>
      operation.paths
        .map((path) => `${operation.method} ${path.replaceAll('{grantId}', '{id}')}`)
        .filter((key) => !known[operation.version ?? 'v1.0'].has(key) && !NOT_IN_CONTRACT.has(key)),
    );

    expect(unknown).toEqual([]);
  });

  it('given every operation in the permission table, then it asks for no other permissions than the table lists', () => {
    const table = permissionTable();
    const wrong = OPERATIONS.flatMap(({ method, paths, access }) =>
      paths.flatMap((path) => {
        const row = table.get(`${method} ${tablePath(path)}`);
        if (row === undefined) return [];
        const application = access.application === 'never' ? [] : access.application.flat();
        return [
          ...access.delegated.flat().filter((each) => !row.delegated.includes(each)),
          ...application.filter((each) => !row.application.includes(each)),
        ].map((permission) => `${method} ${path}: ${permission}`);
      }),
    );

    expect(wrong.filter((line) => !BEYOND_THE_TABLE.some((pattern) => pattern.test(line)))).toEqual([]);
  });

  it('given a wrong answer, then the contract finds what is wrong with it', () => {
    const { problems } = graphContract('v1.0');
    const row = { id: 'x', partnerState: 'asleep', isConfigured: 'yes', colour: 'blue' };
    const read = 'GET /deviceManagement/deviceManagementPartners/{id}';

    expect(problems(read, 200, row).join('\n')).toMatch(/colour.*isConfigured.*partnerState/s);
    expect(problems(read, 403, { error: { code: 'Forbidden' } }).join()).toContain('message');
    expect(problems(read, 204, undefined)).toHaveLength(1);
  });

  it('given a connected tenant, when everything is read, then every answer fits, without unknown properties', async () => {
    const { bench, application, principalId, rowPath } = await connectedBench([
      'extra-permission',
      'registration-refused',
    ]);
    const { world } = bench.context;
    const group = world.groups.find((each) => each.displayName === 'Lab Macs');
    const macWithDevice = world.macs.find((mac) => mac.entraDeviceId !== null);
    const { value: policies } = (await bench.call('GET', '/deviceManagement/deviceCompliancePolicies')).body;
    const [managed] = (await bench.call('GET', '/deviceManagement/managedDevices')).body.value;
    const password = world.applications.find((each) => each.id === application.id)?.passwordCredentials[0];
    world.credentialActivity.push({
      keyId: password?.keyId ?? '',
      appId: application.appId,
      resourceAppId: 'c161e42e-d4df-4a3d-9b42-e7a3c31f59d4',
      lastSignInDateTime: bench.clock.now().toISOString(),
    });
    const reads: readonly (readonly [template: string, path?: string])[] = [
      ['/organization'],
      ['/domains'],
      ['/subscribedSkus'],
      ['/me'],
      ['/users'],
      ['/users/{id}', `/users/${world.people[3]?.id}`],
      ['/directoryRoles'],
      ['/me/transitiveMemberOf/microsoft.graph.directoryRole'],
      ['/groups'],
      ['/groups/{id}', `/groups/${group?.id}`],
      [
        '/groups/{id}/transitiveMembers/microsoft.graph.user',
        `/groups/${world.groups[0]?.id}/transitiveMembers/microsoft.graph.user?$count=true`,
      ],
      [
        '/groups/{id}/transitiveMembers/microsoft.graph.device',
        `/groups/${group?.id}/transitiveMembers/microsoft.graph.device?$count=true`,
      ],
      ['/devices'],
      ["/devices(deviceId='{deviceId}')", `/devices(deviceId='${macWithDevice?.entraDeviceId}')`],
      ['/applications'],
      ['/applications/{id}', `/applications/${application.id}`],
      ["/applications(appId='{appId}')", `/applications(appId='${application.appId}')`],
      ["/applications(uniqueName='{uniqueName}')", KEY],
      ['/directory/deletedItems/microsoft.graph.application'],
      ['/servicePrincipals'],
      ['/servicePrincipals/{id}', `/servicePrincipals/${principalId}`],
      ["/servicePrincipals(appId='{appId}')", `/servicePrincipals(appId='${application.appId}')`],
      ['/servicePrincipals/{id}/appRoleAssignments', `/servicePrincipals/${principalId}/appRoleAssignments`],
      ['/servicePrincipals/{id}/appRoleAssignedTo', `/servicePrincipals/${principalId}/appRoleAssignedTo`],
      [
        '/servicePrincipals/{id}/oauth2PermissionGrants',
        `/servicePrincipals/${principalId}/oauth2PermissionGrants`,
      ],
      ['/servicePrincipals/{id}/endpoints', `/servicePrincipals/${world.servicePrincipals[1]?.id}/endpoints`],
      ['/oauth2PermissionGrants'],
      ['/oauth2PermissionGrants/{id}', `/oauth2PermissionGrants/${world.permissionGrants[0]?.id}`],
      ['/policies/defaultAppManagementPolicy'],
      ['/identity/conditionalAccess/policies'],
      ['/deviceManagement'],
      ['/deviceManagement/deviceManagementPartners'],
      ['/deviceManagement/deviceManagementPartners/{id}', rowPath],
      ['/deviceManagement/complianceManagementPartners'],
      [
        '/deviceManagement/complianceManagementPartners/{id}',
        `/deviceManagement/complianceManagementPartners/${world.compliancePartners[0]?.id}`,
      ],
      ['/deviceManagement/managedDevices'],
      ['/deviceManagement/managedDevices/{id}', `/deviceManagement/managedDevices/${managed.id}`],
      ['/deviceManagement/deviceCompliancePolicies'],
      [
        '/deviceManagement/deviceCompliancePolicies/{id}/assignments',
        `/deviceManagement/deviceCompliancePolicies/${policies[0]?.id}/assignments`,
      ],
      ['/auditLogs/signIns'],
      ['/beta/reports/appCredentialSignInActivities'],
      ['/beta/auditLogs/signIns'],
    ];
    const contracts = { 'v1.0': graphContract('v1.0'), beta: graphContract('beta') };

    const problems = [];
    for (const [template, path = template] of reads) {
      const reply = await bench.call('GET', path, { headers: EVENTUAL });
      const version = template.startsWith('/beta/') ? 'beta' : 'v1.0';
      const operation = `GET ${template.replace(/^\/beta/, '')}`;
      const found = contracts[version].problems(operation, reply.status, reply.body);
      problems.push(...(reply.status === 200 ? [] : [`${template}: ${reply.status}`]));
      problems.push(...found.map((problem) => `${template}: ${problem}`));
    }

    expect(problems).toEqual([]);
    const served = OPERATIONS.filter(({ method }) => method === 'GET').flatMap(({ paths }) => paths);
    const read = new Set(reads.map(([template]) => template.replace(/^\/beta/, '').replace('{id}', '')));
    const unread = served.filter(
      (path) =>
        !read.has(path.replace(/\{(id|grantId)\}/, '')) &&
        !path.endsWith('/$count') &&
        !NOT_IN_CONTRACT.has(`GET ${path}`),
    );
    expect(unread).toEqual([]);
  });

  it('given the sample requests, when sent with ids of the tenant, then they are accepted and the answers fit', async () => {
    const { bench, rowPath } = await connectedBench();
    const { world } = bench.context;
    const group = world.groups.find((each) => each.displayName === 'Mac users')?.id ?? '';
    const other = world.groups.find((each) => each.displayName === 'Kiosk')?.id ?? '';
    const body = (name: string): unknown =>
      JSON.parse(
        readContractFile(`samples/${name}.request.json`)
          .replaceAll('0f0f0f0f-0000-4000-8000-000000000001', group)
          .replaceAll('0f0f0f0f-0000-4000-8000-000000000002', other),
      ).body;
    const compliance = `/deviceManagement/complianceManagementPartners/${world.compliancePartners[0]?.id}`;
    const { problems } = graphContract('v1.0');

    const created = await send(bench, 'POST', '/applications', body('application-create'));
    expect(problems('POST /applications', created.status, created.body)).toEqual([]);
    bench.settle();
    const principal = await send(bench, 'POST', '/servicePrincipals', { appId: created.body.appId });
    expect(problems('POST /servicePrincipals', principal.status, principal.body)).toEqual([]);
    const password = await send(
      bench,
      'POST',
      `/applications/${created.body.id}/addPassword`,
      body('addPassword'),
    );
    expect(problems('POST /applications/{id}/addPassword', password.status, password.body)).toEqual([]);
    const row = await send(bench, 'PATCH', rowPath, body('deviceManagementPartner-enable'));
    expect(problems('PATCH /deviceManagement/deviceManagementPartners/{id}', row.status, row.body)).toEqual(
      [],
    );
    const partner = await send(bench, 'PATCH', compliance, body('complianceManagementPartner-macos'));
    expect(
      problems('PATCH /deviceManagement/complianceManagementPartners/{id}', partner.status, partner.body),
    ).toEqual([]);
  });

  it.each([
    ['error-400-CredentialTypeNotAllowedAsPerAppPolicy', 'secrets-forbidden'],
    ['error-400-CredentialInvalidLifetimeAsPerAppPolicy', 'secret-lifetime-30-days'],
    ['error-400-SignInAudienceNotAllowedAsPerAppPolicy', 'multi-tenant-forbidden'],
    ['error-403-Authorization_RequestDenied', 'no-application-role'],
  ] as const)(
    'given the sample %s, when the fault %s is met, then status, code and message are the same',
    async (name, fault) => {
      const bench = await graphBench();
      const { body: application } = await bench.call('PATCH', KEY, UPSERT);
      bench.settle();
      bench.setFaults(fault);
      const sample = JSON.parse(readContractFile(`samples/${name}.json`)).body.error;

      const reply =
        fault === 'multi-tenant-forbidden'
          ? await bench.call('PATCH', KEY, UPSERT)
          : await send(bench, 'POST', `/applications/${application.id}/addPassword`, {});

      expect(`error-${reply.status}-${reply.body.error.code}`).toBe(name);
      expect(reply.body.error.message).toBe(sample.message);
      expect(Object.keys(reply.body.error.innerError)).toEqual(Object.keys(sample.innerError));
    },
  );

  it('given two passwords and personal accounts, when a third is added, then the sample refusal', async () => {
    const bench = await graphBench();
    const body = { ...UPSERT.body, signInAudience: 'AzureADandPersonalMicrosoftAccount' };
    const { body: application } = await bench.call('PATCH', KEY, { ...UPSERT, body });
    bench.settle();
    const add = () => send(bench, 'POST', `/applications/${application.id}/addPassword`, {});
    await add();
    await add();

    const { message } = JSON.parse(readContractFile('samples/error-400-TooManyAppPasswords.json')).body.error;
    expect((await add()).body.error).toMatchObject({ code: 'TooManyAppPasswords', message });
  });
});

function send(bench: GraphBench, method: string, path: string, body: unknown) {
  return bench.call(method, path, { body });
}

function permissionTable(): Map<string, { readonly delegated: string[]; readonly application: string[] }> {
  const names = (cell: string | undefined): string[] =>
    (cell ?? '')
      .replace(/\{[^}]*\}/g, '')
      .split(',')
      .map((name) => name.trim().replace('*', ''))
      .filter((name) => name !== '' && name !== '-');
  const rows = readContractFile('permissions.md')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, method, path]) => /^[A-Z]+$/.test(method ?? '') && path?.startsWith('`'));
  return new Map(
    rows
      .filter(([, , , delegated]) => !delegated?.startsWith('(path not'))
      .map(([, method, path, delegated, application]) => [
        `${method} ${path?.replaceAll('`', '')}`,
        { delegated: names(delegated), application: names(application) },
      ]),
  );
}

function tablePath(path: string): string {
  return path
    .replace(/\{(\w+)\}/g, '{id}')
    .replace("='{id}'", '={value}')
    .toLowerCase();
}
