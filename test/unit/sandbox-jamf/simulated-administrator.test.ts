import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { createJamf } from '../../../src/sandbox/jamf/create-jamf.ts';
import { MESSAGES } from '../../../src/sandbox/jamf/microsoft-connection.ts';
import { SANDBOX_JAMF_CLIENT, SANDBOX_JAMF_USER } from '../../../src/sandbox/jamf/seed-jamf.ts';
import { type LoopbackServer, listenOnLoopback } from '../../../src/sandbox/loopback-server.ts';
import type { SandboxContext } from '../../../src/sandbox/service.ts';
import { simulatedAdministrator } from '../../../src/sandbox/simulated-administrator.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import type { Guide } from '../../../src/steps/person.ts';
import { type SandboxCertificates, sandboxCertificates } from '../../support/sandbox/jamf-certificates.ts';
import { jamfContext, standingClock } from '../../support/sandbox/jamf-context.ts';
import { APP_ID, type ScriptedMicrosoft, scriptedMicrosoft } from '../../support/sandbox/jamf-microsoft.ts';

let certificates: SandboxCertificates;
let microsoft: ScriptedMicrosoft;
let jamf: LoopbackServer;
let context: SandboxContext;

beforeAll(async () => {
  certificates = await sandboxCertificates();
  microsoft = await scriptedMicrosoft(certificates);
});
beforeEach(async () => {
  await jamf?.close();
  const { port } = microsoft;
  context = jamfContext({
    clock: standingClock(),
    ports: { entra: port, graph: port, intune: port },
    caCertificate: certificates.ca.certificate,
  });
  const app = createJamf(context);
  jamf = await listenOnLoopback(
    certificates.server,
    0,
    getRequestListener(app.fetch, { overrideGlobalObjects: false }),
  );
  microsoft.refuse.clear();
  microsoft.seen.length = 0;
});
afterAll(async () => {
  await jamf.close();
  await microsoft.close();
});

function administrator(...faults: Fault[]) {
  return simulatedAdministrator({
    access: {
      endpoints: { ...context.endpoints(), jamf: `https://localhost:${jamf.port}` },
      tenantId: '',
      domain: '',
      administrator: { username: '', password: '' },
      automation: { clientId: '', clientSecret: '' },
      jamfClient: SANDBOX_JAMF_CLIENT,
      jamfUser: SANDBOX_JAMF_USER,
    },
    clock: context.clock,
    has: (fault) => faults.includes(fault),
  });
}

function guide(change: Partial<Guide> = {}): Guide {
  return {
    title: 'Enter the connection in Jamf Pro',
    url: `https://localhost:${jamf.port}/ConditionalAccess.html`,
    clicks: ['Settings', 'Edit', 'tick "Enable Intune Integration for macOS"'],
    fields: [
      { label: 'Sovereign Cloud', value: 'Global' },
      { label: 'Tenant Name', value: 'contoso.onmicrosoft.com' },
      { label: 'Application ID', value: APP_ID },
      { label: 'Client Secret', value: new Secret('right-secret') },
    ],
    finish: 'Save',
    ...change,
  };
}

async function until(done: () => boolean): Promise<void> {
  for (let looks = 0; !done(); looks += 1) {
    if (looks > 2000) throw new Error('It did not come to pass');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('given a guide', () => {
  it('when the administrator follows it, then the settings are those of the guide and the integration is on', async () => {
    administrator().begin(guide());
    await until(() => context.world.jamf.settings !== null);
    expect(context.world.jamf.settings).toMatchObject({
      enabled: true,
      sovereignCloud: 'Global',
      tenantName: 'contoso.onmicrosoft.com',
      applicationId: APP_ID,
      clientSecret: 'right-secret',
      message: MESSAGES.connected,
    });
  });

  it('when the first Save fails, then Save is pressed again', async () => {
    let refusals = 1;
    microsoft.refuse.set('intune', () => {
      refusals -= 1;
      return refusals >= 0 ? { status: 403 } : undefined;
    });
    administrator().begin(guide());
    await until(() => context.world.jamf.settings?.message === MESSAGES.connected);
    expect(microsoft.seen.filter((line) => line.includes('PartnerTenants('))).toHaveLength(2);
  });

  it('when it says to clear the box, then the integration is switched off and the rest is kept', async () => {
    administrator().begin(guide());
    await until(() => context.world.jamf.settings?.enabled === true);
    administrator().begin(
      guide({ clicks: ['Edit', 'clear "Enable Intune Integration for macOS"'], fields: [] }),
    );
    await until(() => context.world.jamf.settings?.enabled === false);
    expect(context.world.jamf.settings).toMatchObject({
      applicationId: APP_ID,
      clientSecret: 'right-secret',
    });
  });

  it('when a field is not on the page, then nothing is saved and nothing is thrown', async () => {
    administrator().begin(guide({ fields: [{ label: 'Launch Code', value: '0' }] }));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(context.world.jamf.settings).toBeNull();
  });
});

describe('given a fault of the administrator', () => {
  it('when wrong-secret, then Jamf Pro is given another secret, five times at most', async () => {
    administrator('wrong-secret').begin(guide());
    await until(() => context.world.jamf.lastAlertId >= 1 + 5 * 2);
    expect(context.world.jamf.settings).toMatchObject({
      clientSecret: 'not-the-secret',
      message: MESSAGES.failed,
    });
  });

  it('when wrong-tenant, then another tenant is typed', async () => {
    const inHand = administrator('wrong-tenant').begin(guide());
    await until(() => context.world.jamf.settings !== null);
    inHand.close();
    expect(context.world.jamf.settings?.tenantName).toBe('fabrikam.onmicrosoft.com');
  });

  it('when nobody, then nothing happens', async () => {
    administrator('nobody').begin(guide());
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(context.world.jamf.settings).toBeNull();
  });
});
