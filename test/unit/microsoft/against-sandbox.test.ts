import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openWayOut } from '../../../src/http/open-way-out.ts';
import type { WayOut } from '../../../src/http/way-out.ts';
import { readAppManagementPolicy } from '../../../src/microsoft/app-management-policy.ts';
import { addPassword, removePassword } from '../../../src/microsoft/application-secrets.ts';
import {
  deleteApplication,
  findApplicationByAppId,
  findApplicationByUniqueName,
  upsertApplication,
} from '../../../src/microsoft/applications.ts';
import { collect } from '../../../src/microsoft/collect.ts';
import {
  findDeletedApplication,
  purgeApplication,
  restoreApplication,
} from '../../../src/microsoft/deleted-applications.ts';
import { listMyDirectoryRoles } from '../../../src/microsoft/directory-roles.ts';
import type { Graph } from '../../../src/microsoft/graph.ts';
import {
  countPeople,
  findGroup,
  findGroupsNamed,
  pagesOfPeople,
  searchGroups,
} from '../../../src/microsoft/groups.ts';
import {
  GRAPH_COMMAND_LINE_TOOLS,
  INTUNE_API_APP_ID,
  UPDATE_DEVICE_ATTRIBUTES,
} from '../../../src/microsoft/identifiers.ts';
import { pagesOfManagedMacs } from '../../../src/microsoft/managed-devices.ts';
import { openGraph } from '../../../src/microsoft/open-graph.ts';
import { hasIntune, readIntuneSubscription, readOrganization } from '../../../src/microsoft/organization.ts';
import {
  isJamfRow,
  listComplianceManagementPartners,
  listDeviceManagementPartners,
  setConnectorApplication,
  setConnectorGroups,
  terminatePartner,
} from '../../../src/microsoft/partners.ts';
import {
  grantAppRole,
  listAppRoleAssignments,
  listPermissionGrants,
  removeAppRoleAssignment,
} from '../../../src/microsoft/permissions.ts';
import { awaitVisible } from '../../../src/microsoft/replication.ts';
import { createServicePrincipal, findServicePrincipal } from '../../../src/microsoft/service-principals.ts';
import { probeApplication } from '../../../src/microsoft/sign-in/probe-application.ts';
import { delegatedScopes } from '../../../src/microsoft/sign-in/scopes.ts';
import { signInAsApplication } from '../../../src/microsoft/sign-in/sign-in-as-application.ts';
import { signInAsPerson } from '../../../src/microsoft/sign-in/sign-in-as-person.ts';
import { openSandbox } from '../../../src/sandbox/open-sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { signInAsAdministrator, simulatedBrowser } from '../../../src/sandbox/simulated-person.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { realClock } from '../../support/microsoft/clocks.ts';

let folder: string;
let sandbox: Sandbox;
let wayOut: WayOut;
let graph: Graph;
const { signal } = new AbortController();

function powers() {
  const { entra, graph: graphOrigin } = sandbox.access.endpoints;
  return {
    cloud: { signIn: entra, graph: graphOrigin },
    wayOut,
    clock: realClock,
    signal,
    jitter: () => 0,
    knownAuthorities: [new URL(entra).host],
  };
}

function writing() {
  return { graph, clock: realClock, signal };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jamf-intune-'));
  sandbox = await openSandbox({
    folder,
    clock: realClock,
    random: { uuid: () => crypto.randomUUID() },
    lagMs: 20,
  });
  const { caCertificate } = sandbox.access.endpoints;
  wayOut = await openWayOut({ env: {}, extraCa: [caCertificate], clock: realClock, signal });
  const signIn = await signInAsPerson({
    ...powers(),
    clientId: GRAPH_COMMAND_LINE_TOOLS,
    scopes: delegatedScopes('setup', powers().cloud.graph),
    flow: 'browser',
    browser: simulatedBrowser(sandbox.access),
    show: () => {},
  });
  expect(signIn.identity).toMatchObject({ kind: 'person', tenantId: sandbox.access.tenantId });
  expect(signIn.identity.permissions).toContain('Application.ReadWrite.All');
  graph = openGraph({ ...powers(), token: signIn.graphToken });
});

afterAll(async () => {
  await wayOut.close();
  await sandbox.close();
  await rm(folder, { recursive: true });
});

describe('the whole Microsoft room against the sandbox', () => {
  test('given a device code, when the administrator enters it, then they are signed in', async () => {
    const signIn = await signInAsPerson({
      ...powers(),
      tenant: sandbox.access.domain,
      clientId: GRAPH_COMMAND_LINE_TOOLS,
      scopes: delegatedScopes('observe', powers().cloud.graph),
      flow: 'device-code',
      browser: simulatedBrowser(sandbox.access),
      show(prompt) {
        if (prompt.kind !== 'device-code') return;
        void signInAsAdministrator(sandbox.access, prompt.verificationUri, prompt.userCode);
      },
    });
    expect(signIn.identity.name).toBe(sandbox.access.administrator.username);
  });

  test('given the automation application, when it signs in, then it has application permissions', async () => {
    const { clientId, clientSecret } = sandbox.access.automation;
    const signIn = await signInAsApplication(powers(), {
      tenant: sandbox.access.tenantId,
      clientId,
      credential: { kind: 'secret', secret: new Secret(clientSecret) },
    });
    expect(signIn.identity.permissions.length).toBeGreaterThan(0);
  });

  test('given the tenant, when it is read, then domains, licence, roles and groups are there', async () => {
    const organization = await readOrganization(graph);
    expect(organization.id).toBe(sandbox.access.tenantId);
    expect(hasIntune(organization.plans)).toBe(true);
    await expect(readIntuneSubscription(graph)).resolves.toBe('active');
    await expect(readAppManagementPolicy(graph)).resolves.toMatchObject({ secretsForbidden: false });
    expect((await listMyDirectoryRoles(graph)).length).toBeGreaterThan(0);
    const [macUsers] = await findGroupsNamed(graph, 'Mac users');
    expect(macUsers).toBeDefined();
    const id = macUsers?.id ?? '';
    await expect(findGroup(graph, id)).resolves.toMatchObject({ displayName: 'Mac users' });
    await expect(findGroup(graph, '00000000-0000-4000-8000-000000000000')).resolves.toBeUndefined();
    expect((await searchGroups(graph, 'Mac', 10)).map((group) => group.displayName)).toContain('Mac users');
    const people = await collect(pagesOfPeople(graph, id));
    await expect(countPeople(graph, id)).resolves.toBe(people.length);
    expect((await collect(pagesOfManagedMacs(graph))).length).toBeGreaterThan(0);
  });

  test('given nothing, when the connection is built and taken down, then each call does what it says', async () => {
    const intune = await findServicePrincipal(graph, INTUNE_API_APP_ID);
    const role = intune?.appRoles.find(({ value }) => value === UPDATE_DEVICE_ATTRIBUTES.value);
    expect(role?.id).toBe(UPDATE_DEVICE_ATTRIBUTES.id);
    const body = {
      displayName: 'Jamf Conditional Access',
      signInAudience: 'AzureADMultipleOrgs',
      tags: ['jamf-intune'],
      redirectUris: ['https://contoso.jamfcloud.com'],
      requiredResourceAccess: [
        {
          resourceAppId: INTUNE_API_APP_ID,
          resourceAccess: [{ id: UPDATE_DEVICE_ATTRIBUTES.id, type: 'Role' }],
        },
      ],
    };
    const { application, created } = await upsertApplication(writing(), 'jamf-intune-contoso', body);
    expect(created).toBe(true);
    await expect(upsertApplication(writing(), 'jamf-intune-contoso', body)).resolves.toMatchObject({
      created: false,
    });
    const principal = await createServicePrincipal(writing(), application.appId);
    await expect(createServicePrincipal(writing(), application.appId)).resolves.toMatchObject({
      id: principal.id,
    });
    const grant = {
      principalId: principal.id,
      resourceId: intune?.id ?? '',
      appRoleId: UPDATE_DEVICE_ATTRIBUTES.id,
    };
    await grantAppRole(writing(), grant);
    await grantAppRole(writing(), grant);
    const assignments = await awaitVisible(
      writing(),
      async () => {
        const all = await listAppRoleAssignments(graph, principal.id);
        return all.length === 0 ? undefined : all;
      },
      { what: 'The grant' },
    );
    expect(assignments).toHaveLength(1);
    await expect(listPermissionGrants(graph, principal.id)).resolves.toEqual([]);

    const wish = {
      displayName: 'jamf-intune 1b4e28ba',
      endDateTime: new Date(Date.now() + 86_400_000).toISOString(),
    };
    const password = await addPassword(writing(), application.id, wish);
    const probe = probeApplication(powers(), {
      tenantId: sandbox.access.tenantId,
      appId: application.appId,
      secret: password.secret,
      intuneResource: 'https://api.manage.microsoft.com/',
    });
    const proof = await awaitVisible(
      writing(),
      () =>
        probe.intuneToken().catch((error: { code?: string }) => {
          expect(error.code).toMatch(/^AADSTS(7000215|700016|7000229)$/);
          return undefined;
        }),
      { what: 'The secret' },
    );
    expect(proof).toEqual({
      appId: application.appId,
      tenantId: sandbox.access.tenantId,
      roles: [UPDATE_DEVICE_ATTRIBUTES.value],
    });
    await expect(probe.discovery()).resolves.toBe('allowed');

    const connector = (await listDeviceManagementPartners(graph)).find(isJamfRow);
    const [macUsers] = await findGroupsNamed(graph, 'Mac users');
    await setConnectorApplication(writing(), connector?.id ?? '', application.appId);
    await setConnectorGroups(writing(), connector?.id ?? '', [
      { kind: 'include', groupId: macUsers?.id ?? '' },
    ]);
    expect((await listDeviceManagementPartners(graph)).find(isJamfRow)).toMatchObject({
      singleTenantAppId: application.appId,
      partnerAppType: 'singleTenantApp',
      targets: [{ kind: 'include', groupId: macUsers?.id }],
    });
    expect((await listComplianceManagementPartners(graph)).some(isJamfRow)).toBe(true);

    await terminatePartner(writing(), connector?.id ?? '');
    await setConnectorApplication(writing(), connector?.id ?? '', null);
    await removeAppRoleAssignment(writing(), principal.id, assignments[0]?.id ?? '');
    await removePassword(writing(), application.id, password.keyId);
    await removePassword(writing(), application.id, password.keyId);
    await deleteApplication(graph, application.id);
    const deleted = await awaitVisible(writing(), () => findDeletedApplication(graph, application.appId), {
      what: 'it',
    });
    await restoreApplication(graph, deleted.id);
    // What is not seen yet counts as gone already, so a delete would do nothing.
    await awaitVisible(writing(), () => findApplicationByAppId(graph, application.appId), { what: 'it' });
    await deleteApplication(graph, deleted.id);
    await purgeApplication(graph, deleted.id);
    // Entra's readers go on seeing it for a while.
    const read = () => findApplicationByUniqueName(graph, 'jamf-intune-contoso');
    await vi.waitFor(async () => expect(await read()).toBeUndefined(), { timeout: 5_000 });
  });
});
