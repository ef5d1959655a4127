import type { ServiceError } from '../errors/service-error.ts';

/** What Graph's resources of Intune are read with (failures-and-users.md §6), by the beginning of their path. */
const OF_INTUNE: readonly (readonly [path: string, permission: string])[] = [
  ['/deviceManagement/managedDevices', 'DeviceManagementManagedDevices.Read.All'],
  ['/deviceManagement/deviceCompliancePolicies', 'DeviceManagementConfiguration.Read.All'],
  ['/deviceManagement/', 'DeviceManagementServiceConfig.Read.All'],
];

/**
 * The right that a refused read lacked. Intune asks for a role of its own besides the permission, and its refusal does
 * not say which of the two is missing.
 * @param needs what the look as a whole needs
 */
export function rightNeeded({ target = '' }: Pick<ServiceError, 'target'>, needs: string): string {
  const permission = OF_INTUNE.find(([path]) => target.includes(path))?.[1];
  if (permission === undefined) return needs;
  return `${permission}, and an Intune role such as Read Only Operator`;
}
