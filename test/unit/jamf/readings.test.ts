import { afterEach, describe, expect, it } from 'vitest';
import { connectionAlerts, meaningOf, newAlerts, readAlerts } from '../../../src/jamf/alerts.ts';
import { readCloudInformation } from '../../../src/jamf/cloud-information.ts';
import { consolePage } from '../../../src/jamf/deep-links.ts';
import { pagesOfMacs } from '../../../src/jamf/macs.ts';
import { readServerUrl } from '../../../src/jamf/server-url.ts';
import { isAtLeast, parseVersion, readVersion } from '../../../src/jamf/version.ts';
import { type JamfTestServer, type Route, signInRoutes, startJamfServer } from '../../support/jamf/server.ts';

let server: JamfTestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function signedIn(routes: Record<string, Route>) {
  server = await startJamfServer({ ...signInRoutes(), ...routes });
  return server.signIn();
}

describe('the version', () => {
  it.each([
    ['11.30.1-t1784555528405', '11.30.1'],
    ['10.49.0', '10.49.0'],
    ['11.5', '11.5.0'],
    ['v11.30.1-b2-rc1', '11.30.1'],
  ])('given %s, then it is %s', (text, expected) => {
    expect(parseVersion(text)?.text).toBe(expected);
  });

  it.each(['', 'production', '11'])('given %j, then there is none', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });

  it.each([
    ['10.0.0', '10.1.0', false],
    ['10.1.0', '10.1.0', true],
    ['9.101.0', '10.1.0', false],
    ['10.10.0', '10.9.0', true],
    ['11.0.0', '10.49.1', true],
    ['10.1.0', '10.1.1', false],
  ])('given %s against %s, then %s', (text, least, expected) => {
    const version = parseVersion(text);
    expect(version && isAtLeast(version, least)).toBe(expected);
  });

  it('given a server that names none, then the answer is unexpected', async () => {
    const jamf = await signedIn({ 'GET /api/v1/jamf-pro-version': { body: { version: 'soon' } } });
    await expect(readVersion(jamf)).rejects.toMatchObject({ code: 'UNEXPECTED_ANSWER' });
  });
});

describe("the server's own address", () => {
  it.each<[string, Route, string]>([
    ['it', { body: { url: 'https://jamf.contoso.com' } }, 'https://jamf.contoso.com'],
    ['no privilege', { status: 403, body: { httpStatus: 403, errors: [] } }, 'not-readable'],
    ['no such operation', { status: 404, body: { httpStatus: 404, errors: [] } }, 'not-readable'],
  ])('given %s, then it is %3$s', async (_what, reply, expected) => {
    const jamf = await signedIn({ 'GET /api/v1/jamf-pro-server-url': reply });
    expect(await readServerUrl(jamf)).toBe(expected);
  });
});

describe('where it runs', () => {
  it.each<[Route, unknown]>([
    [{ body: { cloudInstance: true, fedRampInstance: true } }, { hostedByJamf: true, government: true }],
    [{ body: {} }, { hostedByJamf: false, government: false }],
    [{ status: 404 }, undefined],
  ])('given %j, then %j', async (reply, expected) => {
    const jamf = await signedIn({ 'GET /api/v1/cloud-information': reply });
    expect(await readCloudInformation(jamf)).toEqual(expected);
  });
});

describe('alerts', () => {
  const heartbeat = { type: 'MII_HEARTBEAT_FAILED_NOTIFICATION', id: '1' };
  const push = { type: 'PUSH_CERT_EXPIRED', id: '2' };
  const later = { type: 'SOMETHING_OF_JAMF_PRO_13', id: '3' };

  it('given ids as numbers, unknown types and params of any kind, then they are read', async () => {
    const jamf = await signedIn({
      'GET /api/v1/notifications': { body: [{ ...heartbeat, id: 1, params: { a: [1] } }, push, later] },
    });
    expect(await readAlerts(jamf)).toEqual([heartbeat, push, later]);
  });

  it('given all kinds, then only those of the connection count', () => {
    expect(connectionAlerts([heartbeat, push, later])).toEqual([heartbeat]);
    expect(meaningOf(later)).toBeUndefined();
    expect(meaningOf({ type: 'constructor', id: '1' })).toBeUndefined();
  });

  it('given one that stood there before, then only the others are new', () => {
    expect(newAlerts([heartbeat], [heartbeat, push])).toEqual([push]);
    expect(newAlerts([heartbeat], [{ ...heartbeat, id: '9' }])).toEqual([{ ...heartbeat, id: '9' }]);
    expect(newAlerts([heartbeat], [])).toEqual([]);
  });
});

describe('Macs', () => {
  const account = (azureActiveDirectoryId: string | null, device = '', user: string | null = null) => ({
    username: 'x',
    azureActiveDirectoryId,
    computerAzureActiveDirectoryId: device,
    userAzureActiveDirectoryId: user,
  });

  async function macsFrom(routes: Record<string, Route>) {
    const jamf = await signedIn(routes);
    const macs = [];
    for await (const mac of pagesOfMacs(jamf)) macs.push(mac);
    return macs;
  }

  it('given several accounts on a Mac, then the best registration and each id once count', async () => {
    const macs = await macsFrom({
      'GET /api/v4/computers-inventory': {
        body: {
          totalCount: 2,
          results: [
            {
              id: '7',
              udid: 'u',
              general: { name: 'Mac 7', lastCheckIn: '2026-11-23T08:00:00.123Z', lastContact: null },
              hardware: { serialNumber: 'C02X' },
              userAndLocation: { email: ' ada@contoso.com ', username: '' },
              localUserAccounts: [
                account('DEACTIVATED', 'AAAA', 'U1'),
                account('ACTIVATED', 'aaaa', 'u2'),
                account(null),
              ],
            },
            { id: '8', general: null, localUserAccounts: [account('SOMETHING_NEW')] },
          ],
        },
      },
    });
    expect(macs).toEqual([
      {
        id: '7',
        name: 'Mac 7',
        serialNumber: 'C02X',
        email: 'ada@contoso.com',
        username: undefined,
        registration: 'ACTIVATED',
        entraDeviceIds: ['aaaa'],
        entraUserIds: ['u1', 'u2'],
        lastCheckIn: new Date('2026-11-23T08:00:00.123Z'),
      },
      {
        id: '8',
        name: undefined,
        serialNumber: undefined,
        email: undefined,
        username: undefined,
        registration: 'UNKNOWN',
        entraDeviceIds: [],
        entraUserIds: [],
        lastCheckIn: undefined,
      },
    ]);
  });

  it('given a server of 2023, then the inventory is read where that one has it', async () => {
    const missing: Route = { status: 404, body: { httpStatus: 404, errors: [] } };
    const macs = await macsFrom({
      'GET /api/v4/computers-inventory': missing,
      'GET /api/v3/computers-inventory': missing,
      'GET /api/v2/computers-inventory': missing,
      'GET /api/v1/computers-inventory': {
        body: { totalCount: 1, results: [{ id: '1', general: { lastContactTime: '2023-01-01T00:00:00Z' } }] },
      },
    });
    expect(macs[0]).toMatchObject({ id: '1', registration: undefined });
    expect(macs[0]?.lastCheckIn).toEqual(new Date('2023-01-01T00:00:00Z'));
    expect(server?.asked('GET /api/v1/computers-inventory')[0]?.url).toContain(
      'section=LOCAL_USER_ACCOUNTS&sort=id:asc&page=0',
    );
  });

  it('given a 404 in the middle of the list, then no other version begins it anew', async () => {
    const first = Array.from({ length: 100 }, (_, index) => ({ id: String(index + 1) }));
    await expect(
      macsFrom({
        'GET /api/v4/computers-inventory': [{ body: { totalCount: 150, results: first } }, { status: 404 }],
        'GET /api/v3/computers-inventory': { body: { totalCount: 1, results: [{ id: '1' }] } },
      }),
    ).rejects.toMatchObject({ status: 404 });
    expect(server?.asked('GET /api/v3/computers-inventory')).toEqual([]);
  });

  it('given no privilege, then no other version is tried', async () => {
    await expect(
      macsFrom({ 'GET /api/v4/computers-inventory': { status: 403, body: { httpStatus: 403, errors: [] } } }),
    ).rejects.toMatchObject({ status: 403 });
    expect(server?.asked('GET /api/v3/computers-inventory')).toEqual([]);
  });
});

describe('pages of the console', () => {
  it('given an origin, then the link has its own way by clicks', () => {
    expect(consolePage('https://jamf.contoso.com', 'conditional-access')).toEqual({
      url: 'https://jamf.contoso.com/ConditionalAccess.html',
      clicks: ['Settings', 'Global', 'Conditional Access', 'macOS Intune Integration'],
    });
  });
});
