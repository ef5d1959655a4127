import type { Removal, Wanted } from '../../../src/inputs/wanted.ts';
import type { Application, PasswordCredential } from '../../../src/microsoft/applications.ts';
import { INTUNE_API_APP_ID, UPDATE_DEVICE_ATTRIBUTES } from '../../../src/microsoft/identifiers.ts';
import type { DeviceManagementPartner } from '../../../src/microsoft/partners.ts';
import type { AppRoleAssignment } from '../../../src/microsoft/permissions.ts';
import type { ServicePrincipal } from '../../../src/microsoft/service-principals.ts';
import { type State, stateSchema } from '../../../src/state/state.ts';
import type { Change, Finding } from '../../../src/steps/step.ts';

/** A connection in which all is well, piece by piece; a test says only what is different. */

export const NOW = new Date('2026-11-23T09:00:00.000Z');
export const DAY_MS = 24 * 60 * 60 * 1000;
export const JAMF_URL = 'https://contoso.jamfcloud.com';
export const APP_ID = '1b4e28ba-2fa1-41d2-883f-0016d3cca427';
export const OTHER_APP_ID = '2c5f39cb-30b2-42e3-994a-1127e4ddb538';
export const OBJECT_ID = '3d604adc-41c3-43f4-8a5b-2238f5eec649';
export const PRINCIPAL_ID = '4e715bed-52d4-4405-9b6c-334906ffd75a';
const API_PRINCIPAL_ID = '5f826cfe-63e5-4516-8c7d-445a1700e86b';
export const KEY_ID = '60937d0f-74f6-4627-9d8e-556b2811f97c';
export const OTHER_KEY_ID = '71a48e10-8507-4738-8e9f-667c3922a08d';
export const GROUP_ID = '82b59f21-9618-4849-9fa0-778d4a33b19e';
export const OTHER_GROUP_ID = '93c6a032-a729-495a-8ab1-889e5b44c2af';
const TENANT_ID = 'a4d7b143-b83a-4a6b-9bc2-99af6c55d3b0';

export function daysFromNow(days: number): Date {
  return new Date(NOW.getTime() + days * DAY_MS);
}

export function wanted(different: Partial<Wanted> = {}): Wanted {
  return {
    profile: 'default',
    connection: 'conditional-access',
    cloud: 'global',
    tenant: { id: TENANT_ID, domain: 'contoso.onmicrosoft.com', displayName: 'Contoso' },
    jamfUrl: JAMF_URL,
    appName: 'Jamf Conditional Access',
    permissions: 'auto',
    secretMonths: 12,
    secretStore: 'file',
    includeGroups: [{ id: GROUP_ID, displayName: 'Mac users' }],
    excludeGroups: [],
    ...different,
  };
}

/** `disconnect --delete-app`. */
export const WHOLE: Removal = { terminate: false, deleteApplication: true, purge: false };

/** A state that remembers these resources, checked by the schema of the file. */
export function known(resources: State['resources'] = {}): State {
  return stateSchema.parse({
    format: 'jamf-intune-state',
    version: 1,
    lineage: 'b5e8c254-c94b-4b7c-8cd3-aab07d66e4c1',
    serial: 3,
    savedBy: 'jamf-intune 0.0.0-test',
    savedAt: NOW.toISOString(),
    profile: 'default',
    connection: 'conditional-access',
    answers: {},
    resources,
    steps: {},
    intents: [],
  });
}

/** What the state remembers when everything was made here and Jamf Pro does not have the secret yet. */
export const UNDELIVERED = {
  application: { objectId: OBJECT_ID, appId: APP_ID, adopted: false },
  servicePrincipal: { id: PRINCIPAL_ID, createdByUs: true },
  secret: {
    keyId: KEY_ID,
    hint: 'q7R',
    endDateTime: daysFromNow(300).toISOString(),
    label: 'jamf-intune 1b4e28ba',
    store: 'file',
  },
} satisfies State['resources'];

/** The same when Jamf Pro has it. */
export const RECORDED = {
  ...UNDELIVERED,
  secret: { ...UNDELIVERED.secret, deliveredAt: daysFromNow(-60).toISOString() },
} satisfies State['resources'];

export function secret(different: Partial<PasswordCredential> = {}): PasswordCredential {
  return {
    keyId: KEY_ID,
    displayName: 'jamf-intune 1b4e28ba',
    hint: 'q7R',
    startDateTime: daysFromNow(-60).toISOString(),
    endDateTime: daysFromNow(300).toISOString(),
    ...different,
  };
}

export function application(different: Partial<Application> = {}): Application {
  return {
    id: OBJECT_ID,
    appId: APP_ID,
    displayName: 'Jamf Conditional Access',
    uniqueName: 'jamf-intune-contoso-jamfcloud-com',
    signInAudience: 'AzureADMultipleOrgs',
    redirectUris: [JAMF_URL],
    tags: ['jamf-intune'],
    requiredResourceAccess: [
      {
        resourceAppId: INTUNE_API_APP_ID,
        resourceAccess: [{ id: UPDATE_DEVICE_ATTRIBUTES.id, type: 'Role' }],
      },
    ],
    secrets: [secret()],
    createdDateTime: '2026-09-24T09:00:00Z',
    ...different,
  };
}

export function servicePrincipal(different: Partial<ServicePrincipal> = {}): ServicePrincipal {
  return {
    id: PRINCIPAL_ID,
    appId: APP_ID,
    displayName: 'Jamf Conditional Access',
    accountEnabled: true,
    appRoles: [],
    servicePrincipalNames: [APP_ID],
    ...different,
  };
}

/** The Microsoft Intune API in the tenant, which owns the role. */
export function intuneApi(different: Partial<ServicePrincipal> = {}): ServicePrincipal {
  return servicePrincipal({
    id: API_PRINCIPAL_ID,
    appId: INTUNE_API_APP_ID,
    displayName: 'Microsoft Intune API',
    appRoles: [{ id: UPDATE_DEVICE_ATTRIBUTES.id, value: UPDATE_DEVICE_ATTRIBUTES.value }],
    ...different,
  });
}

export function assignment(different: Partial<AppRoleAssignment> = {}): AppRoleAssignment {
  return {
    id: 'assignment-1',
    principalId: PRINCIPAL_ID,
    resourceId: API_PRINCIPAL_ID,
    resourceDisplayName: 'Microsoft Intune API',
    appRoleId: UPDATE_DEVICE_ATTRIBUTES.id,
    ...different,
  };
}

/** Jamf's row in Intune: enabled, heard 4 minutes ago. */
export function row(different: Partial<DeviceManagementPartner> = {}): DeviceManagementPartner {
  return {
    id: 'partner-jamf',
    displayName: 'Jamf',
    isConfigured: true,
    partnerState: 'enabled',
    partnerAppType: 'singleTenantApp',
    singleTenantAppId: APP_ID,
    lastHeartbeat: new Date(NOW.getTime() - 4 * 60_000),
    targets: [{ kind: 'include', groupId: GROUP_ID }],
    removalDate: undefined,
    nonCompliantDate: undefined,
    ...different,
  };
}

/** Findings in short: `JI-E104`, `JI-E120 warning`, `JI-E106 blocks`. */
export function short(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ code, severity, blocks }) =>
    [code, ...(severity === 'error' ? [] : [severity]), ...(blocks ? ['blocks'] : [])].join(' '),
  );
}

/** Changes in short: `create application`, `remove consent (destroys)`, `guide jamf-settings (you)`. */
export function inShort(changes: readonly Omit<Change, 'apply'>[]): readonly string[] {
  return changes.map(
    ({ action, target, by, destroys }) =>
      `${action} ${target}${by === 'you' ? ' (you)' : ''}${destroys ? ' (destroys)' : ''}`,
  );
}
