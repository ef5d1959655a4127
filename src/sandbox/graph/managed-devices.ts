import { uuidFrom } from '../uuid-from.ts';
import type { Mac, World } from '../world.ts';
import { answerList } from './collection.ts';
import { READ_INTUNE_POLICIES, READ_MANAGED_DEVICES, READ_SUBSCRIPTION } from './intune-permissions.ts';
import type { Entity, Operation } from './operation.ts';
import { notFound } from './refusal.ts';
import { shown } from './shape.ts';

/** Intune's devices, its subscription, and its compliance policies (of which this tenant has none). */
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
        items: managed(request.context.world),
      }),
  },
  {
    method: 'GET',
    paths: ['/deviceManagement/managedDevices/{id}'],
    access: READ_MANAGED_DEVICES,
    answer: (request) => {
      const id = request.parameter('id') ?? '';
      const device = managed(request.context.world).find((each) => each.id === id);
      if (device === undefined) throw notFound(id);
      return {
        status: 200,
        body: shown(request, 'managedDevice', 'deviceManagement/managedDevices', device),
      };
    },
  },
  {
    method: 'GET',
    paths: ['/deviceManagement/deviceCompliancePolicies'],
    access: READ_INTUNE_POLICIES,
    answer: (request) =>
      answerList(request, {
        set: 'deviceManagement/deviceCompliancePolicies',
        type: 'deviceCompliancePolicy',
        items: [],
      }),
  },
];

/** Macs that Intune manages itself, and those that registered through Jamf Pro (`managementAgent: jamf`). */
function managed(world: World): readonly Entity[] {
  return world.macs
    .filter((mac) => mac.enrolledIn !== 'jamf' || mac.registration === 'ACTIVATED')
    .map((mac) => showManagedDevice(world, mac));
}

function showManagedDevice(world: World, mac: Mac): Entity {
  const owner = world.people.find((person) => person.id === mac.personId);
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
    managementAgent: mac.enrolledIn === 'jamf' ? 'jamf' : 'mdm',
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
