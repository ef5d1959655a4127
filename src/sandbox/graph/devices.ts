import { deviceObjectId } from '../device-object-id.ts';
import { seenMacs } from '../seen-macs.ts';
import type { SandboxContext } from '../service.ts';
import { uuidFrom } from '../uuid-from.ts';
import type { Mac } from '../world.ts';
import { answerList } from './collection.ts';
import type { Entity, Operation } from './operation.ts';
import { READ_DEVICES } from './permissions.ts';
import { notFound } from './refusal.ts';
import { shown } from './shape.ts';

const SHELL_AGE_MS = 2 * 3_600_000;
const LEFT_MS = 90 * 86_400_000;

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
        items: registered(request.context),
      }),
  },
  {
    method: 'GET',
    paths: ["/devices(deviceId='{deviceId}')"],
    access: READ_DEVICES,
    answer: (request) => {
      const deviceId = request.parameter('deviceId') ?? '';
      const device = registered(request.context).find((each) => each.deviceId === deviceId);
      if (device === undefined) throw notFound(deviceId);
      return { status: 200, body: shown(request, 'device', 'devices', device) };
    },
  },
];

/** How many Macs each fault of the records befalls. */
const BEFALLEN = 2;

function registered(context: SandboxContext): readonly Entity[] {
  const { clock, has } = context;
  const macs = seenMacs(context);
  const devices = macs.flatMap((mac) => {
    if (mac.entraDeviceId === null) return [];
    const device = showDevice(mac, mac.entraDeviceId);
    return has('compliance-not-in-entra') && mac.enrolledIn === 'both'
      ? [{ ...device, isCompliant: false }]
      : [device];
  });
  const unfinished = macs.slice(0, BEFALLEN).map((mac) => ({
    ...showDevice(mac, uuidFrom(`shell ${mac.udid}`)),
    isCompliant: null,
    operatingSystemVersion: null,
    registrationDateTime: new Date(clock.now().getTime() - SHELL_AGE_MS).toISOString(),
  }));
  const doubles = macs
    .filter(({ entraDeviceId }) => entraDeviceId !== null)
    .slice(0, BEFALLEN)
    .map((mac) => ({
      ...showDevice(mac, uuidFrom(`second device ${mac.udid}`)),
      approximateLastSignInDateTime: new Date(clock.now().getTime() - LEFT_MS).toISOString(),
    }));
  return [
    ...devices,
    ...(has('shell-records') ? unfinished : []),
    ...(has('duplicate-devices') ? doubles : []),
  ];
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
