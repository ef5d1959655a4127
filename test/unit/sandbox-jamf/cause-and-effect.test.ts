import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { INTUNE_API_APP_ID, UPDATE_DEVICE_ATTRIBUTES } from '../../../src/microsoft/identifiers.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { openSandbox } from '../../../src/sandbox/open-sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { simulatedAdministrator } from '../../../src/sandbox/simulated-administrator.ts';
import type { World } from '../../../src/sandbox/world.ts';
import { Secret } from '../../../src/secrets/secret.ts';

const APP_ID = '1b4e28ba-2fa1-41d2-883f-0016d3cca427';
const SECRET = 'text-of-the-client-secret';

/** Real instants, because TLS looks at the real day; sleeps are cut short. */
const hurried: Clock = {
  now: () => new Date(),
  sleep: (milliseconds, signal) => sleep(Math.min(milliseconds, 60_000) / 20, undefined, { signal }),
};

let sandbox: Sandbox | undefined;
let folder = '';

afterEach(async () => {
  await sandbox?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A tenant in which everything up to the settings is done, as the wizard would have done it. */
async function preparedSandbox(faults: readonly Fault[] = []): Promise<Sandbox> {
  folder = await mkdtemp(join(tmpdir(), 'jamf-intune-'));
  const random = { uuid: () => randomUUID() };
  sandbox = await openSandbox({ folder, clock: hurried, random, faults, lagMs: 0, persist: false });
  prepare(sandbox.world);
  return sandbox;
}

function prepare(world: World): void {
  const [like] = world.applications;
  const intune = world.servicePrincipals.find(({ appId }) => appId === INTUNE_API_APP_ID);
  const row = world.deviceManagementPartners.find(({ displayName }) => displayName === 'Jamf');
  if (like === undefined || intune === undefined || row === undefined)
    throw new Error('The seed is not whole');
  world.applications.push({
    ...structuredClone(like),
    id: randomUUID(),
    appId: APP_ID,
    uniqueName: 'jamf-intune-test',
    passwordCredentials: [
      {
        keyId: randomUUID(),
        displayName: 'test',
        hint: 'tex',
        startDateTime: '2020-01-01T00:00:00Z',
        endDateTime: '2100-01-01T00:00:00Z',
        sha256: createHash('sha256').update(SECRET).digest('hex'),
      },
    ],
  });
  const principal = {
    id: randomUUID(),
    appId: APP_ID,
    displayName: 'test',
    accountEnabled: true,
    servicePrincipalNames: [APP_ID],
    appRoles: [],
    scopes: [],
  };
  world.servicePrincipals.push(principal);
  world.appRoleAssignments.push({
    id: randomUUID(),
    principalId: principal.id,
    resourceId: intune.id,
    appRoleId: UPDATE_DEVICE_ATTRIBUTES.id,
    createdDateTime: '2026-11-23T09:00:00Z',
  });
  Object.assign(row, { isConfigured: true, partnerAppType: 'singleTenantApp', singleTenantAppId: APP_ID });
}

function followGuide({ access, world }: Sandbox, clicks: readonly string[] = ['Edit']): void {
  const administrator = simulatedAdministrator({
    access,
    clock: hurried,
    has: (fault) => world.faults.includes(fault),
  });
  administrator.begin({
    title: 'Enter the connection in Jamf Pro',
    url: `${access.endpoints.jamf}/ConditionalAccess.html`,
    clicks,
    fields: [
      { label: 'Sovereign Cloud', value: 'Global' },
      { label: 'Tenant Name', value: access.domain },
      { label: 'Application ID', value: APP_ID },
      { label: 'Client Secret', value: new Secret(SECRET) },
    ],
    finish: 'Save',
  });
}

const partnerState = ({ world }: Sandbox) =>
  world.deviceManagementPartners.find(({ displayName }) => displayName === 'Jamf')?.partnerState;

const newAlerts = ({ world }: Sandbox) =>
  world.jamf.alerts.map(({ type }) => type).filter((type) => type !== 'PATCH_UPDATE');

async function until(done: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!done()) {
    if (Date.now() > end) throw new Error('It did not come to pass');
    await sleep(10);
  }
}

describe('given the whole sandbox with everything but the settings', () => {
  it('when the settings are right, then Intune’s row becomes enabled, and terminated when switched off', async () => {
    const running = await preparedSandbox();
    expect(partnerState(running)).not.toBe('enabled');
    followGuide(running);
    await until(() => running.world.jamf.settings !== null);
    expect([partnerState(running), newAlerts(running)]).toEqual(['enabled', []]);
    followGuide(running, ['Edit', 'clear "Enable Intune Integration for macOS"']);
    await until(() => running.world.jamf.settings?.enabled === false);
    expect(partnerState(running)).toBe('terminated');
  });

  it.each<[string, readonly Fault[], (world: World) => void]>([
    ['the secret is wrong', ['wrong-secret'], () => undefined],
    ['the tenant is wrong', ['wrong-tenant'], () => undefined],
    ['consent is missing', [], (world) => void world.appRoleAssignments.pop()],
    ['the licence is missing', ['no-licence'], () => undefined],
    ['Intune refuses new connections', ['connector-rejected'], () => undefined],
    [
      'the connector names another application',
      [],
      (world) => {
        for (const row of world.deviceManagementPartners) row.singleTenantAppId = null;
      },
    ],
  ])(
    'when %s, then Jamf Pro raises alerts and Intune’s row does not become enabled',
    async (_, faults, spoil) => {
      const running = await preparedSandbox(faults);
      spoil(running.world);
      followGuide(running);
      await until(() => newAlerts(running).length > 0);
      expect(newAlerts(running)).toContain('CONDITIONAL_ACCESS_CONNECTION_ERROR');
      expect(partnerState(running)).not.toBe('enabled');
    },
  );
});
