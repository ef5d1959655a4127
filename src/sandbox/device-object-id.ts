import { uuidFrom } from './uuid-from.ts';

/**
 * The directory object of a registered Mac. Entra gives the object another id than the device (`device.id` is not
 * `device.deviceId`); the sandbox does so too, so that a mix-up shows.
 */
export function deviceObjectId(entraDeviceId: string): string {
  return uuidFrom(`device object ${entraDeviceId}`);
}
