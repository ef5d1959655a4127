import type { SandboxContext } from '../service.ts';
import type { Operation } from './operation.ts';

/** What the server says its version is; a fault makes it an older one. */
function versionOf(context: SandboxContext): string {
  if (context.has('jamf-old')) return '10.0.0';
  return context.has('jamf-before-11-9') ? '11.4.0-t1711111111111' : context.world.jamf.version;
}

/** What a server tells about itself. */
export const SERVER_FACTS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/jamf-pro-version',
    tag: 'jamf-pro-version',
    summary: 'Version of the server',
    access: 'any token',
    success: 200,
    handle: ({ context }) => Response.json({ version: versionOf(context) }),
  },
  {
    method: 'get',
    path: '/v1/jamf-pro-server-url',
    tag: 'jamf-pro-server-url-preview',
    summary: 'Address that the server thinks it has',
    access: 'Read JSS URL',
    success: 200,
    handle: ({ context }) => Response.json({ url: context.endpoints().jamf }),
  },
  {
    method: 'get',
    path: '/v1/cloud-information',
    tag: 'cloud-information',
    summary: 'Whether and where Jamf hosts the server',
    access: 'anyone',
    success: 200,
    handle: () =>
      Response.json({
        cloudInstance: true,
        rampInstance: false,
        fedRampInstance: false,
        govCloudInstance: false,
        managedServiceProviderInstance: false,
        highComplianceInstance: false,
        fipsEnabled: false,
      }),
  },
  {
    method: 'get',
    path: '/v2/jamf-pro-information',
    tag: 'jamf-pro-information',
    summary: 'Which features are on; nothing about Intune',
    access: 'any token',
    success: 200,
    handle: () =>
      Response.json({
        vppTokenEnabled: true,
        depAccountEnabled: true,
        byodEnabled: false,
        userMigrationEnabled: false,
        cloudDeploymentsEnabled: true,
        patchEnabled: true,
        ssoSamlEnabled: false,
        smtpEnabled: false,
      }),
  },
  {
    method: 'get',
    path: '/v1/csa/tenant-id',
    tag: 'csa',
    summary: 'Tenant in Jamf Cloud Services; not the Entra tenant',
    access: 'any token',
    success: 200,
    handle: () => Response.json({ tenantId: null }),
  },
];
