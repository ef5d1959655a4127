import type { SandboxContext } from '../service.ts';
import type { Operation } from './operation.ts';
import { READ_POLICIES } from './permissions.ts';
import { shown } from './shape.ts';

/** The tenant's policy for applications (microsoft.md §5.4). */
export const POLICY_OPERATIONS: readonly Operation[] = [
  {
    method: 'GET',
    paths: ['/policies/defaultAppManagementPolicy'],
    access: READ_POLICIES,
    answer: (request) => {
      const passwordCredentials = passwordRestrictions(request.context);
      return {
        status: 200,
        body: shown(request, 'tenantAppManagementPolicy', 'policies/defaultAppManagementPolicy', {
          id: '00000000-0000-0000-0000-000000000000',
          deletedDateTime: null,
          displayName: 'Default app management tenant policy',
          description: 'Default tenant policy that enforces app management restrictions on applications.',
          isEnabled: passwordCredentials.length > 0,
          applicationRestrictions: { passwordCredentials, keyCredentials: [] },
          servicePrincipalRestrictions: { passwordCredentials: [], keyCredentials: [] },
        }),
      };
    },
  },
];

function passwordRestrictions(context: SandboxContext): Record<string, unknown>[] {
  const restriction = (restrictionType: string, maxLifetime: string | null): Record<string, unknown> => ({
    restrictionType,
    state: 'enabled',
    maxLifetime,
    restrictForAppsCreatedAfterDateTime: '2020-01-01T00:00:00Z',
  });
  return [
    ...(context.has('secrets-forbidden') ? [restriction('passwordAddition', null)] : []),
    ...(context.has('secret-lifetime-30-days') ? [restriction('passwordLifetime', 'P30D')] : []),
  ];
}
