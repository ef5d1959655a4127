import { deviceObjectId } from '../device-object-id.ts';
import type { Mac, World } from '../world.ts';
import { answerList } from './collection.ts';
import type { Entity, Operation } from './operation.ts';
import { READ_DEVICES } from './permissions.ts';
import { notFound } from './refusal.ts';
import { shown } from './shape.ts';

/** Macs as Entra knows them: those that were registered. */
export const DEVICE_OPERATIONS: readonly Operation[] = [
  {
    method: 'GET',
    paths: ['/devices'],
    access: READ_DEVICES,
    answer: (request) =>
      answerList(request, {
        set: 'devices',
        type: 'device',
        directory: true,
        items: registered(request.context.world),
      }),
  },
  {
    method: 'GET',
    paths: ["/devices(deviceId='{deviceId}')"],
    access: READ_DEVICES,
    answer: (request) => {
      const deviceId = request.parameter('deviceId') ?? '';
      const device = registered(request.context.world).find((each) => each.deviceId === deviceId);
      if (device === undefined) throw notFound(deviceId);
      return { status: 200, body: shown(request, 'device', 'devices', device) };
    },
  },
];

function registered(world: World): readonly Entity[] {
  return world.macs.flatMap((mac) =>
    mac.entraDeviceId === null ? [] : [showDevice(mac, mac.entraDeviceId)],
  );
}

export function showDevice(mac: Mac, entraDeviceId: string): Entity {
  return {
    id: deviceObjectId(entraDeviceId),
    deletedDateTime: null,
    accountEnabled: true,
    approximateLastSignInDateTime: mac.lastCheckIn,
    deviceId: entraDeviceId,
    deviceOwnership: 'Company',
    displayName: mac.name,
    isCompliant: mac.fileVault,
    isManaged: true,
    managementType: mac.enrolledIn === 'jamf' ? null : 'MDM',
    manufacturer: 'Apple',
    mdmAppId: null,
    model: 'Mac',
    operatingSystem: 'MacMDM',
    operatingSystemVersion: mac.osVersion,
    physicalIds: [],
    profileType: 'RegisteredDevice',
    registrationDateTime: '2026-06-01T00:00:00Z',
    trustType: 'Workplace',
  };
}
