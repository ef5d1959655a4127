import { APP_ROLE_OPERATIONS } from './app-role-assignments.ts';
import { PASSWORD_OPERATIONS } from './application-passwords.ts';
import { APPLICATION_OPERATIONS } from './applications.ts';
import { COMPLIANCE_PARTNER_OPERATIONS } from './compliance-partners.ts';
import { COMPLIANCE_POLICY_OPERATIONS } from './compliance-policies.ts';
import { CONDITIONAL_ACCESS_OPERATIONS } from './conditional-access.ts';
import { DELETED_APPLICATION_OPERATIONS } from './deleted-applications.ts';
import { DEVICE_MANAGEMENT_PARTNER_OPERATIONS } from './device-management-partners.ts';
import { DEVICE_OPERATIONS } from './devices.ts';
import { DIRECTORY_ROLE_OPERATIONS } from './directory-roles.ts';
import { ENDPOINT_OPERATIONS } from './endpoints.ts';
import { GROUP_MEMBER_OPERATIONS } from './group-members.ts';
import { GROUP_OPERATIONS } from './groups.ts';
import { MANAGED_DEVICE_OPERATIONS } from './managed-devices.ts';
import type { Operation } from './operation.ts';
import { ORGANIZATION_OPERATIONS } from './organization.ts';
import { PERMISSION_GRANT_OPERATIONS } from './permission-grants.ts';
import { POLICY_OPERATIONS } from './policies.ts';
import { SERVICE_PRINCIPAL_OPERATIONS } from './service-principals.ts';
import { SIGN_IN_REPORT_OPERATIONS } from './sign-in-reports.ts';
import { USER_OPERATIONS } from './users.ts';

/** Everything that the sandbox's Microsoft Graph can do. */
export const OPERATIONS: readonly Operation[] = [
  ...ORGANIZATION_OPERATIONS,
  ...USER_OPERATIONS,
  ...DIRECTORY_ROLE_OPERATIONS,
  ...GROUP_OPERATIONS,
  ...GROUP_MEMBER_OPERATIONS,
  ...DEVICE_OPERATIONS,
  ...APPLICATION_OPERATIONS,
  ...PASSWORD_OPERATIONS,
  ...DELETED_APPLICATION_OPERATIONS,
  ...SERVICE_PRINCIPAL_OPERATIONS,
  ...ENDPOINT_OPERATIONS,
  ...APP_ROLE_OPERATIONS,
  ...PERMISSION_GRANT_OPERATIONS,
  ...POLICY_OPERATIONS,
  ...CONDITIONAL_ACCESS_OPERATIONS,
  ...DEVICE_MANAGEMENT_PARTNER_OPERATIONS,
  ...COMPLIANCE_PARTNER_OPERATIONS,
  ...MANAGED_DEVICE_OPERATIONS,
  ...COMPLIANCE_POLICY_OPERATIONS,
  ...SIGN_IN_REPORT_OPERATIONS,
];
