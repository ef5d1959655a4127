/** Delegated permissions that a person is asked to consent to, per command (microsoft.md §5.2). Data only. */

/** What a person signs in for. */
export type SignInPurpose = 'setup' | 'rotate-secret' | 'observe' | 'observe-deeply';

/** Evaluate counts the Macs that Intune holds: DeviceManagementManagedDevices.Read.All is for that alone. */
const SETUP = [
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'DelegatedPermissionGrant.ReadWrite.All',
  'DeviceManagementManagedDevices.Read.All',
  'DeviceManagementServiceConfig.ReadWrite.All',
  'Group.Read.All',
  'Policy.Read.All',
  'User.Read',
  'User.ReadBasic.All',
] as const;

/** The sign-in reports tell which secret Jamf Pro uses: AuditLog.Read.All is for that alone (microsoft.md §6). */
const ROTATE_SECRET = [
  'Application.ReadWrite.All',
  'AuditLog.Read.All',
  'DeviceManagementServiceConfig.Read.All',
  'User.Read',
] as const;

const OBSERVE = [
  'Application.Read.All',
  'DeviceManagementServiceConfig.Read.All',
  'Group.ReadBasic.All',
  'User.Read',
] as const;

/** What the doctor's optional checks read besides; asked for with `--deep` only, because most need an admin's consent. */
const OBSERVE_DEEPLY = [
  ...OBSERVE,
  'AuditLog.Read.All',
  'DeviceManagementConfiguration.Read.All',
  'DeviceManagementManagedDevices.Read.All',
  'Directory.Read.All',
  'Policy.Read.All',
] as const;

export const DELEGATED_PERMISSIONS: Readonly<Record<SignInPurpose, readonly string[]>> = {
  setup: SETUP,
  'rotate-secret': ROTATE_SECRET,
  observe: OBSERVE,
  'observe-deeply': OBSERVE_DEEPLY,
};

/**
 * The scopes to ask for, with the resource in front: a bare name means Graph of the global cloud only.
 *
 * @param graph origin of Microsoft Graph in the cloud
 */
export function delegatedScopes(purpose: SignInPurpose, graph: string): readonly string[] {
  return DELEGATED_PERMISSIONS[purpose].map((permission) => `${graph}/${permission}`);
}

/** All application permissions that were granted on a resource; the slash is added even to one that ends in a slash (microsoft.md §6). */
export function defaultScope(resource: string): string {
  return `${resource}/.default`;
}

const SIGN_IN_SCOPES = new Set(['openid', 'profile', 'email', 'offline_access']);

/** Names of Graph permissions, sorted, from the scopes that a token was given for. */
export function permissionNames(scopes: readonly string[], graph: string): readonly string[] {
  const prefix = `${graph}/`.toLowerCase();
  return scopes
    .map((scope) => (scope.toLowerCase().startsWith(prefix) ? scope.slice(prefix.length) : scope))
    .filter((name) => name !== '' && name !== '.default' && !SIGN_IN_SCOPES.has(name))
    .sort();
}
