import { isStillInIntune, seenMacs } from '../seen-macs.ts';
import type { SandboxContext } from '../service.ts';
import { uuidFrom } from '../uuid-from.ts';
import type { Mac } from '../world.ts';
import { answerList } from './collection.ts';
import { READ_MANAGED_DEVICES, READ_SUBSCRIPTION } from './intune-permissions.ts';
import type { Entity, Operation } from './operation.ts';
import { notFound } from './refusal.ts';
import { shown } from './shape.ts';

/** Intune's devices, and its subscription. */
export const MANAGED_DEVICE_OPERATIONS: readonly Operation[] = [
  {
    method: 'GET',
    paths: ['/deviceManagement'],
    access: READ_SUBSCRIPTION,
    answer: (request) => ({
      status: 200,
      body: shown(request, 'deviceManagement', 'deviceManagement', {
        id: request.context.world.tenant.id,
        intuneAccountId: uuidFrom(`intune account ${request.context.world.tenant.id}`),
        subscriptionState: 'active',
      }),
    }),
  },
  {
    method: 'GET',
    paths: ['/deviceManagement/managedDevices'],
    access: READ_MANAGED_DEVICES,
    answer: (request) =>
      answerList(request, {
        set: 'deviceManagement/managedDevices',
        type: 'managedDevice',
        items: managed(request.context),
      }),
  },
  {
    method: 'GET',
    paths: ['/deviceManagement/managedDevices/{id}'],
    access: READ_MANAGED_DEVICES,
    answer: (request) => {
      const id = request.parameter('id') ?? '';
      const device = managed(request.context).find((each) => each.id === id);
      if (device === undefined) throw notFound(id);
      return {
        status: 200,
        body: shown(request, 'managedDevice', 'deviceManagement/managedDevices', device),
      };
    },
  },
];

/** Macs that Intune manages itself, and those that registered through Jamf Pro (`managementAgent: jamf`). */
function managed(context: SandboxContext): readonly Entity[] {
  return seenMacs(context)
    .filter((mac) => mac.enrolledIn !== 'jamf' || mac.registration === 'ACTIVATED')
    .map((mac) => showManagedDevice(context, mac));
}

function showManagedDevice(context: SandboxContext, mac: Mac): Entity {
  const owner = context.world.people.find((person) => person.id === mac.personId);
  return {
    id: uuidFrom(`managed device ${mac.udid}`),
    azureADDeviceId: mac.entraDeviceId,
    azureADRegistered: mac.entraDeviceId !== null,
    complianceState: mac.fileVault ? 'compliant' : 'noncompliant',
    deviceName: mac.name,
    emailAddress: owner?.userPrincipalName ?? null,
    enrolledDateTime: '2026-06-01T00:00:00Z',
    isEncrypted: mac.fileVault,
    isSupervised: true,
    lastSyncDateTime: mac.lastCheckIn,
    managedDeviceOwnerType: 'company',
    managementAgent: isStillInIntune(context, mac) ? 'mdm' : 'jamf',
    manufacturer: 'Apple',
    model: 'Mac',
    operatingSystem: 'macOS',
    osVersion: mac.osVersion,
    serialNumber: mac.serialNumber,
    udid: mac.udid,
    userDisplayName: owner?.displayName ?? null,
    userId: owner?.id ?? null,
    userPrincipalName: owner?.userPrincipalName ?? null,
  };
}
