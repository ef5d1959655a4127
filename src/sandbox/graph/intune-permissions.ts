import type { Access } from './access.ts';

/** Who may do what in Intune, from Microsoft's permission table (microsoft.md §4.1). */

export const READ_INTUNE_SETTINGS = intune(
  'DeviceManagementServiceConfig.Read.All',
  'DeviceManagementServiceConfig.ReadWrite.All',
  'DeviceManagementConfiguration.Read.All',
  'DeviceManagementConfiguration.ReadWrite.All',
);
export const WRITE_INTUNE_SETTINGS = intune(
  'DeviceManagementServiceConfig.ReadWrite.All',
  'DeviceManagementConfiguration.ReadWrite.All',
);
export const READ_SUBSCRIPTION = intune(
  'DeviceManagementServiceConfig.Read.All',
  'DeviceManagementServiceConfig.ReadWrite.All',
  'DeviceManagementConfiguration.Read.All',
  'DeviceManagementConfiguration.ReadWrite.All',
  'DeviceManagementManagedDevices.Read.All',
  'DeviceManagementManagedDevices.ReadWrite.All',
);
export const READ_MANAGED_DEVICES = intune(
  'DeviceManagementManagedDevices.Read.All',
  'DeviceManagementManagedDevices.ReadWrite.All',
  'DeviceManagementConfiguration.Read.All',
  'DeviceManagementConfiguration.ReadWrite.All',
);
export const READ_INTUNE_POLICIES = intune(
  'DeviceManagementConfiguration.Read.All',
  'DeviceManagementConfiguration.ReadWrite.All',
);

/** Intune asks its own roles on top of the scopes; the sandbox knows the built-in one. */
function intune(...permissions: string[]): Access {
  return {
    service: 'intune',
    delegated: [permissions],
    application: [permissions],
    roles: ['globalAdministrator', 'intuneAdministrator'],
  };
}
