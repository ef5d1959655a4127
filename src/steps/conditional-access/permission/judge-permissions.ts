import type { Wanted } from '../../../inputs/wanted.ts';
import type { Application } from '../../../microsoft/applications.ts';
import { INTUNE_API_APP_ID, UPDATE_DEVICE_ATTRIBUTES } from '../../../microsoft/identifiers.ts';
import { visible } from '../../../terminal/visible.ts';
import type { Finding } from '../../step.ts';
import type { ObservedPermissions } from './observe-permissions.ts';
import { extraAssignments, extraGrants, listsExactly } from './permission-differences.ts';
import { permissionName } from './permission-names.ts';
import type { WantedPermission } from './wanted-permissions.ts';

/** What is wrong with the permissions, against those that the application is to have. */
export function judgePermissions(
  observed: ObservedPermissions,
  profile: Wanted['permissions'],
  permissions: readonly WantedPermission[],
): readonly Finding[] {
  if (observed.application === undefined) {
    return [...roleMismatch(observed), problem('JI-E108', 'there is no application that could have consent')];
  }
  return [
    ...roleMismatch(observed),
    ...otherPermissions(observed, observed.application, permissions),
    ...missingConsent(observed, permissions),
    ...untold(observed, profile),
  ];
}

function problem(code: Finding['code'], seen: string): Finding {
  return { code, severity: 'error', step: 'api-permission', seen };
}

/** The role is found by its value; an id that differs from the published one means that we do not know this API. */
function roleMismatch({ resources }: ObservedPermissions): readonly Finding[] {
  const api = resources[INTUNE_API_APP_ID];
  if (api === undefined) return [];
  const role = api.appRoles.find(({ value }) => value === UPDATE_DEVICE_ATTRIBUTES.value);
  if (role?.id === UPDATE_DEVICE_ATTRIBUTES.id) return [];
  const seen = role === undefined ? 'it publishes no such role' : `its id is ${visible(role.id)}`;
  return [
    { ...problem('JI-E122', `${UPDATE_DEVICE_ATTRIBUTES.value} of the Intune API: ${seen}`), blocks: true },
  ];
}

/** Jamf registration fails when the application has any other permission, listed or granted. */
function otherPermissions(
  observed: ObservedPermissions,
  application: Application,
  permissions: readonly WantedPermission[],
): readonly Finding[] {
  const extra = [
    ...extraAssignments(observed, permissions).map(({ appRoleId }) => permissionName(appRoleId)),
    ...extraGrants(observed).map(({ scope }) => visible(scope.trim())),
  ];
  if (extra.length === 0 && listsExactly(application, permissions)) return [];
  const listed = application.requiredResourceAccess.flatMap(({ resourceAccess }) =>
    resourceAccess.map(({ id }) => permissionName(id)),
  );
  const present = [...new Set([...listed, ...extra])];
  const names = present.join(', ') || 'none';
  return [problem('JI-E102', `${present.length} permissions, ${permissions.length} expected: ${names}`)];
}

function missingConsent(
  { assignments }: ObservedPermissions,
  permissions: readonly WantedPermission[],
): readonly Finding[] {
  const granted = new Set(assignments.map(({ appRoleId }) => appRoleId));
  return permissions
    .filter(({ roleId }) => !granted.has(roleId))
    .map(({ roleValue }) => problem('JI-E108', `no admin consent for ${roleValue}`));
}

/** What does not stop the connection and should be known all the same. */
function untold(
  { discovery, grants }: ObservedPermissions,
  profile: Wanted['permissions'],
): readonly Finding[] {
  const findings: Finding[] = [];
  if (profile === 'strict' && discovery === 'refused') {
    const seen = 'Microsoft Graph refuses service discovery to the application';
    findings.push({ ...problem('JI-E116', seen), severity: 'warning' });
  }
  if (grants === 'not-readable') {
    findings.push({ ...problem('JI-E123', 'delegated grants were not looked at'), severity: 'info' });
  }
  return findings;
}
