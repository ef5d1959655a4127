import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWayOut } from '../../../src/http/open-way-out.ts';
import type { WayOut } from '../../../src/http/way-out.ts';
import { addPassword } from '../../../src/microsoft/application-secrets.ts';
import { upsertApplication } from '../../../src/microsoft/applications.ts';
import { readCredentialActivity } from '../../../src/microsoft/credential-activity.ts';
import { countPeople, findGroupsNamed, pagesOfPeople, searchGroups } from '../../../src/microsoft/groups.ts';
import { INTUNE_API_APP_ID, UPDATE_DEVICE_ATTRIBUTES } from '../../../src/microsoft/identifiers.ts';
import { openGraph } from '../../../src/microsoft/open-graph.ts';
import { readIntuneSubscription, readOrganization } from '../../../src/microsoft/organization.ts';
import {
  isJamfRow,
  listDeviceManagementPartners,
  setConnectorApplication,
  setConnectorGroups,
} from '../../../src/microsoft/partners.ts';
import { grantAppRole, listAppRoleAssignments } from '../../../src/microsoft/permissions.ts';
import { createServicePrincipal, findServicePrincipal } from '../../../src/microsoft/service-principals.ts';
import type { Writing } from '../../../src/microsoft/writing.ts';
import { beat, openPartnerSession, provision } from '../../../src/sandbox/jamf/partner-calls.ts';
import { withTrustingFetch } from '../../../src/sandbox/jamf/trusting-fetch.ts';
import { openSandbox } from '../../../src/sandbox/open-sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { newFolder, realClock, realRandom } from '../../support/sandbox/ground.ts';

let sandbox: Sandbox;
let wayOut: WayOut;
let writing: Writing;

beforeAll(async () => {
  const ending = new AbortController();
  sandbox = await openSandbox({ folder: newFolder(), clock: realClock, random: realRandom, lagMs: 50 });
  const { endpoints, automation, tenantId } = sandbox.access;
  wayOut = await openWayOut({
    env: {},
    extraCa: [endpoints.caCertificate],
    clock: realClock,
    signal: ending.signal,
  });
  const signIn = wayOut.door({ purpose: 'microsoft-sign-in', hosts: [new URL(endpoints.entra).host] });
  const graph = openGraph({
    cloud: endpoints,
    async token() {
      const answer = await signIn(`${endpoints.entra}/${tenantId}/oauth2/v2.0/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: automation.clientId,
          client_secret: automation.clientSecret,
          scope: 'https://graph.microsoft.com/.default',
        }).toString(),
      });
      return new Secret(JSON.parse(await answer.text()).access_token);
    },
    wayOut,
    clock: realClock,
    signal: ending.signal,
    jitter: () => 0,
  });
  writing = { graph, clock: realClock, signal: ending.signal };
});

afterAll(async () => {
  await wayOut.close();
  await sandbox.close();
});

describe("the product's own calls against the sandbox, over TLS", () => {
  it('given a fresh tenant, when it is read, then it is Contoso with Intune and the groups can be found', async () => {
    const { graph } = writing;

    expect(await readOrganization(graph)).toMatchObject({
      displayName: 'Contoso',
      id: sandbox.access.tenantId,
    });
    expect(await readIntuneSubscription(graph)).toBe('active');
    const [group] = await findGroupsNamed(graph, 'Mac users');
    expect(await countPeople(graph, group?.id ?? '')).toBe(214);
    let people = 0;
    for await (const _ of pagesOfPeople(graph, group?.id ?? '')) people += 1;
    expect(people).toBe(214);
    const hostile = sandbox.world.groups.find((each) => each.displayName.startsWith("O'Brien"));
    expect(await findGroupsNamed(graph, hostile?.displayName ?? '')).toHaveLength(1);
    expect(await searchGroups(graph, 'contrac', 10)).toHaveLength(2);
  });

  it('given the calls of a setup, when Jamf Pro reports with that secret, then the connector lives', async () => {
    const { graph } = writing;
    const { application, created } = await upsertApplication(writing, 'jamf-intune-localhost', {
      displayName: 'Jamf Conditional Access',
      signInAudience: 'AzureADMultipleOrgs',
      tags: ['jamf-intune'],
      redirectUris: [sandbox.access.endpoints.jamf],
      requiredResourceAccess: [
        {
          resourceAppId: INTUNE_API_APP_ID,
          resourceAccess: [{ id: UPDATE_DEVICE_ATTRIBUTES.id, type: 'Role' }],
        },
      ],
    });
    const principal = await createServicePrincipal(writing, application.appId);
    const intune = await findServicePrincipal(graph, INTUNE_API_APP_ID);
    await grantAppRole(writing, {
      principalId: principal.id,
      resourceId: intune?.id ?? '',
      appRoleId: UPDATE_DEVICE_ATTRIBUTES.id,
    });
    const endDateTime = new Date(Date.now() + 86_400_000).toISOString();
    const added = await addPassword(writing, application.id, {
      displayName: 'jamf-intune test',
      endDateTime,
    });
    const [row] = (await listDeviceManagementPartners(graph)).filter(isJamfRow);
    await setConnectorApplication(writing, row?.id ?? '', application.appId);
    const [group] = await findGroupsNamed(graph, 'Mac users');
    await setConnectorGroups(writing, row?.id ?? '', [{ kind: 'include', groupId: group?.id ?? '' }]);
    await realClock.sleep(200);

    const { endpoints, domain } = sandbox.access;
    await withTrustingFetch(endpoints.caCertificate, async (fetch) => {
      const session = await openPartnerSession(fetch, endpoints, {
        tenantName: domain,
        applicationId: application.appId,
        clientSecret: added.secret.reveal(),
      });
      await provision(fetch, session, { provisioned: true, jamfOrigin: endpoints.jamf });
      await beat(fetch, session, new Date());
    });

    expect(created).toBe(true);
    expect(await listAppRoleAssignments(graph, principal.id)).toHaveLength(1);
    const [live] = (await listDeviceManagementPartners(graph)).filter(isJamfRow);
    expect(live).toMatchObject({
      isConfigured: true,
      partnerState: 'enabled',
      singleTenantAppId: application.appId,
      targets: [{ kind: 'include', groupId: group?.id }],
      lastHeartbeat: expect.any(Date),
    });
    expect(await readCredentialActivity(graph, added.keyId)).toMatchObject({ lastSignIn: expect.any(Date) });
    expect(sandbox.world.applications.filter((each) => each.uniqueName !== null)).toHaveLength(1);
  });
});
