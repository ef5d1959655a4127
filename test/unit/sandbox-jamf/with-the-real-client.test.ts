import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { openWayOut } from '../../../src/http/open-way-out.ts';
import type { WayOut } from '../../../src/http/way-out.ts';
import { newAlerts, readAlerts } from '../../../src/jamf/alerts.ts';
import { applyApiRole, readApiAccess } from '../../../src/jamf/api-client.ts';
import { planApiRole } from '../../../src/jamf/api-role.ts';
import { readHealth } from '../../../src/jamf/health.ts';
import { NEEDED_PRIVILEGES } from '../../../src/jamf/least-privileges.ts';
import { pagesOfMacs } from '../../../src/jamf/macs.ts';
import { type SignedInJamf, signInToJamf } from '../../../src/jamf/open-jamf.ts';
import { readServerUrl } from '../../../src/jamf/server-url.ts';
import { shapeSettings, writeSettings } from '../../../src/jamf/settings-body.ts';
import { findSettingsWriter, readPublishedApi } from '../../../src/jamf/settings-writer.ts';
import { readVersion } from '../../../src/jamf/version.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { openSandbox } from '../../../src/sandbox/open-sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { World } from '../../../src/sandbox/world.ts';
import { Secret } from '../../../src/secrets/secret.ts';

const clock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds, signal) => sleep(Math.min(milliseconds, 60_000) / 20, undefined, { signal }),
};
const signal = new AbortController().signal;

let sandbox: Sandbox;
let wayOut: WayOut;

afterEach(async () => {
  await wayOut.close();
  await sandbox.close();
});

async function open(
  variant: World['jamf']['variant'] = 'published',
  faults: readonly Fault[] = [],
): Promise<{ origin: string; asClient: () => Promise<SignedInJamf>; asUser: () => Promise<SignedInJamf> }> {
  const random = { uuid: () => randomUUID() };
  sandbox = await openSandbox({ folder: '', clock, random, faults, jamfVariant: variant, persist: false });
  const { endpoints, jamfClient, jamfUser } = sandbox.access;
  wayOut = await openWayOut({ env: {}, extraCa: [endpoints.caCertificate], signal, clock });
  const common = { origin: endpoints.jamf, wayOut, clock, signal, jitter: () => 0 };
  const { clientId: id, clientSecret } = jamfClient;
  return {
    origin: endpoints.jamf,
    asClient: () =>
      signInToJamf({ ...common, credential: { kind: 'client', id, secret: new Secret(clientSecret) } }),
    asUser: () =>
      signInToJamf({
        ...common,
        credential: {
          kind: 'user',
          username: jamfUser.username,
          password: new Secret(jamfUser.password),
        },
      }),
  };
}

describe('given the program’s own Jamf client at the sandbox', () => {
  it('when it looks around, then it understands every answer', async () => {
    const { origin, asClient } = await open();
    const jamf = await asClient();
    expect(await readVersion(jamf)).toMatchObject({ text: expect.stringContaining('11.30.1') });
    expect(await readServerUrl(jamf)).toBe(origin);
    expect(await readHealth({ origin, wayOut, signal })).toEqual({ state: 'ready' });
    const serials: string[] = [];
    for await (const mac of pagesOfMacs(jamf)) serials.push(mac.serialNumber ?? '');
    expect(new Set(serials).size).toBe(
      sandbox.world.macs.filter(({ enrolledIn }) => enrolledIn !== 'intune').length,
    );
  });

  it('when Jamf Pro is ill, then its health says so', async () => {
    const { origin } = await open('published', ['jamf-unhealthy']);
    expect(await readHealth({ origin, wayOut, signal })).not.toMatchObject({ state: 'ready' });
  });

  it('when the published API is searched, then there is no operation that writes the settings', async () => {
    const jamf = await (await open()).asClient();
    expect(findSettingsWriter(await readPublishedApi(jamf))).toBeUndefined();
  });

  it('when the extended API is searched, then settings are pushed, and wrong ones raise new alerts', async () => {
    const jamf = await (await open('extended')).asClient();
    const before = await readAlerts(jamf);
    const writer = findSettingsWriter(await readPublishedApi(jamf));
    if (writer === undefined) throw new Error('The invented operation was not found');
    expect(writer).toMatchObject({ method: 'PUT', invented: true });
    const shaped = shapeSettings(writer, {
      enabled: true,
      sovereignCloud: 'Global',
      tenantName: sandbox.access.domain,
      applicationId: randomUUID(),
      clientSecret: new Secret('pushed-secret'),
    });
    if (shaped.kind !== 'shaped') throw new Error(shaped.reason);
    await writeSettings(jamf, writer, shaped.body);
    expect(sandbox.world.jamf.settings?.clientSecret).toBe('pushed-secret');
    expect(newAlerts(before, await readAlerts(jamf)).map(({ type }) => type)).toEqual([
      'CONDITIONAL_ACCESS_CONNECTION_ERROR',
      'MII_UNATHORIZED_RESPONSE_NOTIFICATION',
    ]);
  });

  it('when a role and a client are made for it, then the credentials sign in', async () => {
    const { asUser } = await open();
    const jamf = await asUser();
    const wish = { displayName: 'made by a test', privileges: NEEDED_PRIVILEGES, rotate: false };
    const planning = planApiRole(wish, await readApiAccess(jamf, wish.displayName));
    if (planning.kind !== 'plan') throw new Error(planning.reason);
    const made = await applyApiRole(jamf, planning.plan);
    const again = await signInToJamf({
      origin: sandbox.access.endpoints.jamf,
      wayOut,
      clock,
      signal,
      jitter: () => 0,
      credential: { kind: 'client', id: made.clientId ?? '', secret: made.secret ?? new Secret('') },
    });
    expect(await readVersion(again)).toBeDefined();
  });
});
