/**
 * The privileges that the simulated Jamf Pro knows: those of its operations and some neighbours, so that a role that
 * asks for a name which does not exist is refused (facts: jamf.md §5, §11).
 */
export const PRIVILEGES = [
  'Create API Integrations',
  'Create API Roles',
  'Create Computer Extension Attributes',
  'Create Computers',
  'Create Scripts',
  'Create Smart Computer Groups',
  'Delete API Integrations',
  'Delete API Roles',
  'Delete Computers',
  'Delete Smart Computer Groups',
  'Dismiss Notifications',
  'Read API Integrations',
  'Read API Roles',
  'Read Computer Extension Attributes',
  'Read Computers',
  'Read Conditional Access',
  'Read Device Compliance Information',
  'Read JSS URL',
  'Read LDAP Servers',
  'Read Scripts',
  'Read Smart Computer Groups',
  'Update API Integrations',
  'Update API Roles',
  'Update Computers',
  'Update Conditional Access',
  'Update JSS URL',
  'Update Smart Computer Groups',
] as const;
export type Privilege = (typeof PRIVILEGES)[number];
