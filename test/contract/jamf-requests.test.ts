import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWayOut } from '../../src/http/open-way-out.ts';
import type { WayOut } from '../../src/http/way-out.ts';
import { readAlerts } from '../../src/jamf/alerts.ts';
import { applyApiRole, readApiAccess } from '../../src/jamf/api-client.ts';
import { planApiRole } from '../../src/jamf/api-role.ts';
import { readCloudInformation } from '../../src/jamf/cloud-information.ts';
import type { JamfCredential } from '../../src/jamf/credential.ts';
import { readHealth } from '../../src/jamf/health.ts';
import { JAMF_USES, privilegesFor } from '../../src/jamf/least-privileges.ts';
import { type Mac, pagesOfMacs } from '../../src/jamf/macs.ts';
import { signInToJamf } from '../../src/jamf/open-jamf.ts';
import { readServerUrl } from '../../src/jamf/server-url.ts';
import { shapeSettings } from '../../src/jamf/settings-body.ts';
import { findSettingsWriter, readPublishedApi } from '../../src/jamf/settings-writer.ts';
import { readVersion } from '../../src/jamf/version.ts';
import { createJamf } from '../../src/sandbox/jamf/create-jamf.ts';
import { SANDBOX_JAMF_CLIENT, SANDBOX_JAMF_USER } from '../../src/sandbox/jamf/seed-jamf.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { type RunningServer, serveTls, testAuthority } from '../support/http/servers.ts';
import { objections, readRequestContract, type SentRequest } from '../support/jamf/request-contract.ts';
import { jamfContext, standingClock } from '../support/sandbox/jamf-context.ts';

const contract = readRequestContract();
const clock = standingClock(new Date().toISOString());
const client: JamfCredential = {
  kind: 'client',
  id: SANDBOX_JAMF_CLIENT.clientId,
  secret: new Secret(SANDBOX_JAMF_CLIENT.clientSecret),
};
const user: JamfCredential = {
  kind: 'user',
  username: SANDBOX_JAMF_USER.username,
  password: new Secret(SANDBOX_JAMF_USER.password),
};

/** The simulated Jamf Pro over real TLS, and every request that reached it. */
const sent: SentRequest[] = [];
let server: RunningServer;
let wayOut: WayOut;
let context: ReturnType<typeof jamfContext>;

beforeAll(async () => {
  const { ca, issue } = await testAuthority();
  context = jamfContext({ clock });
  const app = createJamf(context);
  const listener = getRequestListener(async (request) => {
    const { pathname, search } = new URL(request.url);
    sent.push({
      method: request.method,
      url: pathname + search,
      contentType: request.headers.get('content-type') ?? undefined,
      body: await request.clone().text(),
    });
    return app.fetch(request);
  });
  server = await serveTls(await issue(['localhost']), (request, response) => {
    void listener(request, response);
  });
  wayOut = await openWayOut({
    env: {},
    extraCa: [ca.certificate],
    signal: new AbortController().signal,
    clock,
  });
});
afterAll(async () => {
  await wayOut.close();
  await server.close();
});

function signIn(credential: JamfCredential) {
  const { signal } = new AbortController();
  return signInToJamf({ origin: server.origin, credential, wayOut, clock, signal, jitter: () => 0 });
}

describe('against the simulated Jamf Pro', () => {
  it('given an API client, then everything that setup reads can be read', async () => {
    const { signal } = new AbortController();
    expect(await readHealth({ origin: server.origin, wayOut, signal })).toEqual({ state: 'ready' });
    const jamf = await signIn(client);
    expect((await readVersion(jamf)).text).toBe('11.30.1');
    expect(await readServerUrl(jamf)).toMatch(/^https:/);
    expect(await readCloudInformation(jamf)).toBeDefined();
    expect((await readAlerts(jamf)).length).toBeGreaterThan(0);
    const macs: Mac[] = [];
    for await (const mac of pagesOfMacs(jamf)) macs.push(mac);
    const inJamf = context.world.macs.filter(({ enrolledIn }) => enrolledIn !== 'intune');
    expect(new Set(macs.map(({ id }) => id)).size).toBe(inJamf.length);
    expect(findSettingsWriter(await readPublishedApi(jamf))).toBeUndefined();
    await jamf.signOut();
  });

  it('given a user account, then role and client are made once and the new client may sign in', async () => {
    const jamf = await signIn(user);
    expect(jamf.identity.kind).toBe('user');
    const wish = { displayName: 'jamf-intune "test"', privileges: privilegesFor(JAMF_USES), rotate: false };
    const first = planApiRole(wish, await readApiAccess(jamf, wish.displayName));
    if (first.kind === 'blocked') throw new Error(first.reason);
    const made = await applyApiRole(jamf, first.plan);
    if (made.clientId === undefined || made.secret === undefined) throw new Error('no credentials');
    const again = planApiRole(wish, await readApiAccess(jamf, wish.displayName));
    expect(again).toMatchObject({
      plan: { role: { action: 'keep' }, client: { action: 'keep' }, credentials: 'keep' },
    });
    const rotated = planApiRole({ ...wish, rotate: true }, await readApiAccess(jamf, wish.displayName));
    expect(rotated).toMatchObject({ plan: { credentials: 'rotate' } });
    await (await signIn({ kind: 'client', id: made.clientId, secret: made.secret })).signOut();
    await jamf.signOut();
  });
});

describe('against the contract of Jamf Pro 11.30.1', () => {
  it.skipIf(contract === undefined)('given its own document, then no operation writes the settings', () => {
    expect(findSettingsWriter(contract)).toBeUndefined();
  });

  it.skipIf(contract === undefined)(
    'given all the requests of this file, then the contract declares each',
    () => {
      /** In no published document, but what real servers have (jamf.md §2, §10). */
      const undeclared = ['/healthCheck.html', '/api/schema/'];
      const declared = sent.filter(({ url }) => !undeclared.includes(url));
      expect(declared.length).toBeGreaterThan(12);
      expect(declared.flatMap((request) => objections(contract, request))).toEqual([]);
    },
  );

  it.skipIf(contract === undefined)('given requests that are wrong, then the contract objects', () => {
    const json = { contentType: 'application/json' };
    const wrong: SentRequest[] = [
      { method: 'PUT', url: '/api/v1/conditional-access/macos-intune-integration', ...json, body: '{}' },
      { method: 'GET', url: '/api/v1/api-roles?name=x', contentType: undefined, body: '' },
      { method: 'POST', url: '/api/v1/api-roles', ...json, body: '{"displayName":"x"}' },
      {
        method: 'POST',
        url: '/api/v1/api-roles',
        ...json,
        body: '{"displayName":"x","privileges":[],"y":1}',
      },
    ];
    for (const request of wrong) expect(objections(contract, request)).not.toEqual([]);
  });
});

describe('against the sandbox variant that publishes a write', () => {
  it('given its document, then the settings are shaped for the invented operation', async () => {
    const extended = createJamf(jamfContext({ clock, variant: 'extended' }));
    const document: unknown = await (await extended.request('/api/schema/')).json();
    const writer = findSettingsWriter(document);
    expect(writer).toMatchObject({ method: 'PUT', invented: true });
    const settings = {
      enabled: true,
      sovereignCloud: 'Global',
      tenantName: 'contoso.onmicrosoft.com',
      applicationId: '1b4e28ba-2fa1-11d2-883f-0016d3cca427',
      clientSecret: new Secret('x'.repeat(40)),
    };
    expect(writer && shapeSettings(writer, settings)).toEqual({ kind: 'shaped', body: settings });
  });
});
