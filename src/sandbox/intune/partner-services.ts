/** Names of the partner services, as service discovery and the paths use them (microsoft.md §4.6). */
export const TENANT_SERVICE = 'PartnerTenantDataSyncService';
export const DEVICE_SERVICE = 'PartnerDeviceDataSyncService';
