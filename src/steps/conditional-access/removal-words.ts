import type { DeviceManagementPartner } from '../../microsoft/partners.ts';
import { visible } from '../../terminal/visible.ts';

/** When Intune removes the Macs: Microsoft's own date, once it tells one (microsoft.md §4.1). */
export function removalWords({ removalDate }: Pick<DeviceManagementPartner, 'removalDate'>): string {
  const day = removalDate?.toISOString().slice(0, 10);
  return day === undefined
    ? 'Intune tells no date yet; its Macs leave 90 days after'
    : `its Macs leave Intune on ${day}`;
}

/** Why a row is left alone that is not this connection's. */
export function othersWords({
  partnerAppType,
  singleTenantAppId,
}: Pick<DeviceManagementPartner, 'partnerAppType' | 'singleTenantAppId'>): string {
  if (partnerAppType === 'multiTenantApp') return 'Jamf is connected through the Cloud Connector: left alone';
  return `the connector names another application, ${visible(singleTenantAppId ?? '')}: left alone`;
}
