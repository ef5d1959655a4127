import { APPLICATION_READ_ALL, UPDATE_DEVICE_ATTRIBUTES } from '../../microsoft/identifiers.ts';
import type { AppRole } from '../world.ts';

/** Application roles of Microsoft Graph, with the ids that Microsoft published. */
const GRAPH_ROLE_IDS = {
  [APPLICATION_READ_ALL.value]: APPLICATION_READ_ALL.id,
  'Application.ReadWrite.All': '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9',
  'Application.ReadWrite.OwnedBy': '18a4783c-866b-4cc7-a460-3d5e5662c884',
  'AppRoleAssignment.ReadWrite.All': '06b708a9-e830-4db3-a914-8e69da51d44f',
  'AuditLog.Read.All': 'b0afded3-3588-46d8-8b3d-9842eff778da',
  'DelegatedPermissionGrant.ReadWrite.All': '8e8e4742-1d95-4f68-9d56-6ee75648c72a',
  'Device.Read.All': '7438b122-aefc-4978-80ed-43db9fcc7715',
  'DeviceManagementConfiguration.Read.All': 'dc377aa6-52d8-4e23-b271-2a7ae04cedf3',
  'DeviceManagementManagedDevices.Read.All': '2f51be20-0bb4-4fed-bf7b-db946066c75e',
  'DeviceManagementServiceConfig.Read.All': '06a5fe6d-c49d-46a7-b082-56b1b14103c7',
  'DeviceManagementServiceConfig.ReadWrite.All': '5ac13192-7ace-4fcf-b828-1a26f28068ee',
  'Directory.Read.All': '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
  'Domain.Read.All': 'dbb9058a-0e50-45d7-ae91-66909b5d4664',
  'Group.Read.All': '5b567255-7703-4780-807c-7be8301ae99b',
  'GroupMember.Read.All': '98830695-27a2-44f7-8c18-0c3ebc9698f6',
  'Organization.Read.All': '498476ce-e0fe-48b0-b801-37ba7e2685c6',
  'Policy.Read.All': '246dd0d5-5bd0-4def-940b-0421030a5b68',
  'RoleManagement.Read.Directory': '483bed4a-2ad3-4361-a73b-c83ccdbdc53c',
  'User.Read.All': 'df021288-bdef-4463-88db-98f22de89214',
} as const;

/** Application roles of the Microsoft Intune API (microsoft.md §2). */
const INTUNE_ROLE_IDS = {
  [UPDATE_DEVICE_ATTRIBUTES.value]: UPDATE_DEVICE_ATTRIBUTES.id,
  manage_partner_compliance_policy: '3857e233-c379-404e-85e9-bdbf3a62b28f',
  get_device_compliance: '7ec88bad-30c7-4928-a005-4455362cfd98',
  update_device_health: 'a5438881-186a-48f0-bc41-a93ae8a195fe',
  scep_challenge_provider: '39d724e8-6a34-4930-9a36-364082c35716',
  pfx_cert_provider: '907d16c7-7591-49a4-b523-6fd42e5f2c7e',
  send_data_usage: '7828b294-fdcc-4ed6-a45a-854364afb21d',
  get_data_warehouse: '3d9dc976-32fb-45a8-90bd-c9f8a850d098',
} as const;

/** Id of the delegated scope `User.Read`, the usual leftover on an application. */
export const USER_READ_SCOPE_ID = 'e1fe6dd8-ba31-4d61-89e7-88639da4683d';

/** Delegated scopes of Microsoft Graph that the sandbox can grant: those named in permissions of its operations. */
export const GRAPH_SCOPES: readonly string[] = [
  ...Object.keys(GRAPH_ROLE_IDS).filter((value) => value !== 'Application.ReadWrite.OwnedBy'),
  'AppRegistration.Create',
  'DeviceManagementConfiguration.ReadWrite.All',
  'DeviceManagementManagedDevices.ReadWrite.All',
  'Directory.ReadWrite.All',
  'Group.ReadBasic.All',
  'Group.ReadWrite.All',
  'GroupMember.ReadBasic.All',
  'LicenseAssignment.Read.All',
  'User.Read',
  'User.ReadBasic.All',
];

export const GRAPH_ROLES: readonly AppRole[] = rolesOf(GRAPH_ROLE_IDS);
export const INTUNE_ROLES: readonly AppRole[] = rolesOf(INTUNE_ROLE_IDS).map((role) =>
  role.value === UPDATE_DEVICE_ATTRIBUTES.value
    ? { ...role, displayName: 'Send device attributes to Microsoft Intune' }
    : role,
);

function rolesOf(ids: Readonly<Record<string, string>>): AppRole[] {
  return Object.entries(ids).map(([value, id]) => ({ id, value, displayName: value, description: value }));
}
