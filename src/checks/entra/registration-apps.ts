import type { CloudName } from '../../microsoft/clouds.ts';

/** Name of the app that Jamf Pro's "Open administrator consent URL" consents to. Its id is published nowhere, so the name finds it. */
export const NATIVE_CONNECTOR = 'Jamf Native macOS Connector';

/** "User registration app for Device Compliance": Jamf's, one for all tenants of a cloud (jamf.md §13). */
const REGISTRATION_APP = 'b03c10a8-71c7-45f9-b44a-3335ab76e970';
const REGISTRATION_APP_US_GOVERNMENT = 'dcf07df3-346f-4f0e-b803-c1f0ea0fb5ae';

/** The app that a Mac registers with, by the cloud that the tenant is in. */
export function registrationAppOf(cloud: CloudName | 'sandbox'): string {
  return cloud === 'usgov' || cloud === 'usgov-dod' ? REGISTRATION_APP_US_GOVERNMENT : REGISTRATION_APP;
}
