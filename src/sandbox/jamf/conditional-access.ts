import type { Mac } from '../world.ts';
import type { Call, Operation } from './operation.ts';

function complianceOf(mac: Mac): object {
  return {
    deviceId: mac.id,
    applicable: true,
    complianceState: mac.fileVault ? 'COMPLIANT' : 'NON_COMPLIANT',
    complianceVendor: 'Intune',
    complianceVendorDeviceInformation: { deviceIds: mac.entraDeviceId === null ? [] : [mac.entraDeviceId] },
  };
}

/** An empty list is a normal answer: unknown Mac, Mac not registered, or no integration (jamf.md §6). */
function computerCompliance({ context, param }: Call): Response {
  const { macs, jamf } = context.world;
  const mac = jamf.settings?.enabled
    ? macs.find((candidate) => candidate.id === param('deviceId'))
    : undefined;
  return Response.json(mac === undefined || mac.registration === null ? [] : [complianceOf(mac)]);
}

const tag = 'conditional-access';

/** All that Jamf Pro publishes about conditional access: three reads, and no write (jamf.md §1). */
export const CONDITIONAL_ACCESS: readonly Operation[] = [
  {
    method: 'get',
    path: '/v1/conditional-access/device-compliance/feature-toggle',
    tag,
    summary: 'Status of the feature toggle',
    access: 'Read Conditional Access',
    success: 200,
    handle: () => Response.json({ sharedDeviceFeatureEnabled: false }),
  },
  {
    method: 'get',
    path: '/v1/conditional-access/device-compliance-information/computer/{deviceId}',
    tag,
    summary: 'Compliance of one computer, by vendor',
    access: 'Read Device Compliance Information',
    success: 200,
    handle: computerCompliance,
  },
  {
    method: 'get',
    path: '/v1/conditional-access/device-compliance-information/mobile/{deviceId}',
    tag,
    summary: 'Compliance of one mobile device, by vendor; the sandbox has none',
    access: 'Read Device Compliance Information',
    success: 200,
    handle: () => Response.json([]),
  },
];
