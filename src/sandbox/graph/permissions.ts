import type { DirectoryRole } from '../seed/directory-roles.ts';
import type { Access } from './access.ts';

/** Who may do what in the directory, from Microsoft's permission table and the reference pages' role lists (microsoft.md §5, §5.2). */

const READ_APPLICATION_SCOPES = [
  'Application.Read.All',
  'Application.ReadWrite.All',
  'Directory.Read.All',
] as const;
const APPLICATION_ROLES: readonly DirectoryRole[] = [
  'globalAdministrator',
  'applicationAdministrator',
  'cloudApplicationAdministrator',
];

/** Any member may look at applications; the sandbox does not track owners, so `OwnedBy` reaches every application. */
export const READ_APPLICATIONS: Access = {
  service: 'directory',
  delegated: [[...READ_APPLICATION_SCOPES, 'Directory.ReadWrite.All']],
  application: [[...READ_APPLICATION_SCOPES, 'Application.ReadWrite.OwnedBy']],
};

/** Reads of service principals that Jamf Pro makes for itself to find Intune's endpoints (microsoft.md §4.6, §6). */
export const DISCOVER: Access = { ...READ_APPLICATIONS, discovery: true };

export const WRITE_APPLICATIONS: Access = {
  service: 'directory',
  delegated: [['Application.ReadWrite.All']],
  application: [['Application.ReadWrite.All', 'Application.ReadWrite.OwnedBy']],
  roles: APPLICATION_ROLES,
};

export const CREATE_APPLICATIONS: Access = {
  ...WRITE_APPLICATIONS,
  delegated: [['Application.ReadWrite.All', 'AppRegistration.Create']],
};

/** Privileged Role Administrator may consent to anything, the application administrators not to Graph's own roles. */
export const GRANT_ROLES: Access = {
  service: 'directory',
  delegated: [['AppRoleAssignment.ReadWrite.All'], READ_APPLICATION_SCOPES],
  application: [['AppRoleAssignment.ReadWrite.All'], READ_APPLICATION_SCOPES],
  roles: [...APPLICATION_ROLES, 'privilegedRoleAdministrator'],
};

export const REVOKE_ROLES: Access = {
  ...GRANT_ROLES,
  delegated: [['AppRoleAssignment.ReadWrite.All']],
  application: [['AppRoleAssignment.ReadWrite.All']],
};

export const READ_GRANTS = everyone(
  'Directory.Read.All',
  'DelegatedPermissionGrant.ReadWrite.All',
  'Directory.ReadWrite.All',
);

export const WRITE_GRANTS: Access = {
  ...everyone('DelegatedPermissionGrant.ReadWrite.All', 'Directory.ReadWrite.All'),
  roles: [...APPLICATION_ROLES, 'privilegedRoleAdministrator'],
};

export const READ_ORGANIZATION: Access = {
  ...everyone('Organization.Read.All', 'Directory.Read.All', 'DeviceManagementServiceConfig.Read.All'),
  delegated: [
    [
      'User.Read',
      'Organization.Read.All',
      'Directory.Read.All',
      'Directory.ReadWrite.All',
      'DeviceManagementServiceConfig.Read.All',
      'DeviceManagementServiceConfig.ReadWrite.All',
    ],
  ],
};
export const READ_LICENCES = everyone(
  'LicenseAssignment.Read.All',
  'Organization.Read.All',
  'Directory.Read.All',
);
export const READ_DOMAINS = everyone('Domain.Read.All', 'Directory.Read.All');
export const READ_DIRECTORY_ROLES = everyone('RoleManagement.Read.Directory', 'Directory.Read.All');
export const READ_DEVICES = everyone('Device.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All');
export const READ_USERS = everyone(
  'User.ReadBasic.All',
  'User.Read.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
  'DeviceManagementManagedDevices.Read.All',
  'DeviceManagementServiceConfig.Read.All',
  'DeviceManagementServiceConfig.ReadWrite.All',
);
export const READ_GROUPS = everyone(
  'Group.ReadBasic.All',
  'Group.Read.All',
  'Group.ReadWrite.All',
  'GroupMember.Read.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
);
export const READ_MEMBERS = everyone(
  'GroupMember.ReadBasic.All',
  'GroupMember.Read.All',
  'Group.ReadBasic.All',
  'Group.Read.All',
  'Group.ReadWrite.All',
  'Directory.Read.All',
);

export const READ_MYSELF: Access = {
  service: 'directory',
  delegated: [['User.Read', 'User.ReadBasic.All', 'User.Read.All', 'Directory.Read.All']],
  application: 'never',
};

export const READ_POLICIES: Access = {
  ...everyone('Policy.Read.All'),
  roles: [...APPLICATION_ROLES, 'privilegedRoleAdministrator'],
};

export const READ_SIGN_INS: Access = {
  ...everyone('AuditLog.Read.All'),
  roles: ['globalAdministrator', 'reportsReader'],
};

/** The same permissions for people and applications; any member of the tenant may, role or not. */
function everyone(...permissions: string[]): Access {
  return { service: 'directory', delegated: [permissions], application: [permissions] };
}
