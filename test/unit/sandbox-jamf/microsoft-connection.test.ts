import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MESSAGES, saveSettings, startHeartbeat } from '../../../src/sandbox/jamf/microsoft-connection.ts';
import type { SandboxContext } from '../../../src/sandbox/service.ts';
import { type SandboxCertificates, sandboxCertificates } from '../../support/sandbox/jamf-certificates.ts';
import { jamfContext, type StandingClock, standingClock } from '../../support/sandbox/jamf-context.ts';
import {
  RIGHT_SETTINGS,
  type ScriptedMicrosoft,
  scriptedMicrosoft,
  TENANT_ID,
} from '../../support/sandbox/jamf-microsoft.ts';

let certificates: SandboxCertificates;
let microsoft: ScriptedMicrosoft;
let clock: StandingClock;
let context: SandboxContext;

beforeAll(async () => {
  certificates = await sandboxCertificates();
  microsoft = await scriptedMicrosoft(certificates);
});
afterAll(() => microsoft.close());
beforeEach(() => {
  microsoft.refuse.clear();
  microsoft.seen.length = 0;
  clock = standingClock();
  context = contextAt(microsoft.port);
});

function contextAt(port: number): SandboxContext {
  const ports = { entra: port, graph: port, intune: port };
  return jamfContext({ clock, ports, caCertificate: certificates.ca.certificate });
}

const alertTypes = (): string[] => context.world.jamf.alerts.map(({ type }) => type).slice(1);

describe('given settings that are right', () => {
  it('when saved, then Jamf Pro signs in, discovers Intune, provisions the tenant and beats', async () => {
    const saved = await saveSettings(context, RIGHT_SETTINGS);
    expect(saved.message).toBe(MESSAGES.connected);
    const page = 'https://localhost:8444/DeviceRegistration.html';
    expect(microsoft.seen).toEqual([
      'discover contoso.onmicrosoft.com',
      'token https://graph.microsoft.com/.default',
      'endpoints',
      'token https://api.manage.microsoft.com//.default',
      `PUT PartnerTenants(guid'${TENANT_ID}') 1.4 ${JSON.stringify({ Provisioned: 1, PartnerEnrollmentUrl: page, PartnerRemediationUrl: page })}`,
      `PUT PartnerTenantHeartbeat(guid'${TENANT_ID}') 1.3 {"Timestamp":"2026-11-23T09:00:00.000Z"}`,
    ]);
    expect(alertTypes()).toEqual([]);
  });

  it('when Entra does not see the secret yet, then Jamf Pro waits for it', async () => {
    let attempts = 0;
    microsoft.refuse.set('sign-in', () => {
      attempts += 1;
      return attempts <= 3 ? { status: 401, body: { error_codes: [7000215] } } : undefined;
    });
    expect((await saveSettings(context, RIGHT_SETTINGS)).message).toBe(MESSAGES.connected);
    expect(clock.now().toISOString()).toBe('2026-11-23T09:00:01.500Z');
  });
});

describe('given settings that are wrong', () => {
  it.each([
    [
      'secret',
      { clientSecret: 'wrong' },
      ['CONDITIONAL_ACCESS_CONNECTION_ERROR', 'MII_UNATHORIZED_RESPONSE_NOTIFICATION'],
    ],
    ['tenant', { tenantName: 'fabrikam.onmicrosoft.com' }, ['CONDITIONAL_ACCESS_CONNECTION_ERROR']],
    ['cloud', { sovereignCloud: 'China (21Vianet)' }, ['CONDITIONAL_ACCESS_CONNECTION_ERROR']],
  ])('when the %s is wrong, then the documented message and its alerts', async (_, wrong, alerts) => {
    const saved = await saveSettings(context, { ...RIGHT_SETTINGS, ...wrong });
    expect(saved.message).toBe(
      'Unable to connect to Microsoft Intune. Check your Microsoft Intune Integration configuration.',
    );
    expect(alertTypes()).toEqual(alerts);
    expect(microsoft.seen.filter((line) => line.startsWith('PUT'))).toEqual([]);
  });

  it.each(['discovery', 'intune'] as const)(
    'when %s answers 403, then Jamf Pro says unauthorized',
    async (stage) => {
      microsoft.refuse.set(stage, () => ({ status: 403 }));
      await saveSettings(context, RIGHT_SETTINGS);
      expect(alertTypes()).toContain('MII_UNATHORIZED_RESPONSE_NOTIFICATION');
    },
  );

  it('when saved wrong again, then the alerts are new ones, and when saved right, then they are gone', async () => {
    await saveSettings(context, { ...RIGHT_SETTINGS, clientSecret: 'wrong' });
    const first = context.world.jamf.alerts.map(({ id }) => id);
    await saveSettings(context, { ...RIGHT_SETTINGS, clientSecret: 'wrong' });
    expect(first).toEqual([1, 2, 3]);
    expect(context.world.jamf.alerts.map(({ id }) => id)).toEqual([1, 4, 5]);
    await saveSettings(context, RIGHT_SETTINGS);
    expect(alertTypes()).toEqual([]);
  });

  it('when Microsoft cannot be reached, then it is a connection error and no question of rights', async () => {
    context = contextAt(1);
    await saveSettings(context, RIGHT_SETTINGS);
    expect(alertTypes()).toEqual(['CONDITIONAL_ACCESS_CONNECTION_ERROR']);
  });
});

describe('given a connection that is on', () => {
  it('when switched off, then Intune is told and the configuration is kept', async () => {
    await saveSettings(context, RIGHT_SETTINGS);
    microsoft.seen.length = 0;
    const saved = await saveSettings(context, { ...RIGHT_SETTINGS, enabled: false });
    expect(microsoft.seen.at(-1)).toContain('"Provisioned":2');
    expect(saved).toMatchObject({ enabled: false, message: MESSAGES.off, clientSecret: 'right-secret' });
  });

  it('when never on before, then switching off tells nobody', async () => {
    await saveSettings(context, { ...RIGHT_SETTINGS, enabled: false });
    expect(microsoft.seen).toEqual([]);
  });
});

describe('given a heartbeat', () => {
  /** Sleeps of the heartbeat end when the test says so. */
  function steppedClock() {
    let wake = (): void => undefined;
    const naps: number[] = [];
    return {
      naps,
      now: () => clock.now(),
      sleep: (milliseconds: number, signal?: AbortSignal) =>
        new Promise<void>((resolve, reject) => {
          naps.push(milliseconds);
          wake = resolve;
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
      async beat() {
        const before = naps.length;
        wake();
        while (naps.length === before) await new Promise((resolve) => setImmediate(resolve));
      },
      async settled() {
        while (naps.length === 0) await new Promise((resolve) => setImmediate(resolve));
      },
    };
  }

  it('when Intune refuses, then the alert comes and the next good beat takes it away', async () => {
    await saveSettings(context, RIGHT_SETTINGS);
    microsoft.seen.length = 0;
    let saves = 0;
    const save = () => {
      saves += 1;
    };
    const stepped = steppedClock();
    const stop = startHeartbeat({ ...context, clock: stepped, save });
    await stepped.settled();
    expect(microsoft.seen.filter((line) => line.startsWith('PUT'))).toHaveLength(1);
    expect(microsoft.seen.at(-1)).toContain('PartnerTenantHeartbeat');

    microsoft.refuse.set('intune', () => ({ status: 403 }));
    await stepped.beat();
    expect(alertTypes()).toEqual([
      'MII_HEARTBEAT_FAILED_NOTIFICATION',
      'MII_UNATHORIZED_RESPONSE_NOTIFICATION',
    ]);

    microsoft.refuse.clear();
    await stepped.beat();
    expect(alertTypes()).toEqual([]);
    expect([saves, stepped.naps]).toEqual([3, [60_000, 60_000, 60_000]]);
    stop();
  });

  it('when Save had failed, then the beat tries the whole way again', async () => {
    microsoft.refuse.set('intune', () => ({ status: 403 }));
    await saveSettings(context, RIGHT_SETTINGS);
    microsoft.refuse.clear();
    microsoft.seen.length = 0;
    const stepped = steppedClock();
    const stop = startHeartbeat({ ...context, clock: stepped });
    await stepped.settled();
    expect(microsoft.seen.filter((line) => line.includes('"Provisioned":1'))).toHaveLength(1);
    expect(context.world.jamf.settings?.message).toBe(MESSAGES.connected);
    expect(alertTypes()).toEqual([]);
    stop();
  });

  it('when the integration is off, then nothing is sent', async () => {
    const stepped = steppedClock();
    const stop = startHeartbeat({ ...context, clock: stepped });
    await stepped.settled();
    expect(microsoft.seen).toEqual([]);
    stop();
  });
});
