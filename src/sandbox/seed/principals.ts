import {
  GRAPH_APP_ID,
  GRAPH_COMMAND_LINE_TOOLS,
  INTUNE_API_APP_ID,
  INTUNE_SERVICE_APP_ID,
} from '../../microsoft/identifiers.ts';
import type { Randomness } from '../../ports/randomness.ts';
import { SANDBOX_ACCOUNTS } from '../accounts.ts';
import { sha256 } from '../jamf/sha256.ts';
import type { Application, AppRoleAssignment, ServicePrincipal } from '../world.ts';
import { GRAPH_ROLES, GRAPH_SCOPES, INTUNE_ROLES } from './published-roles.ts';

/** What the automation application may do: a complete setup and doctor (microsoft.md §8.5), and reading groups and reports. */
const AUTOMATION_ROLES = new Set([
  'Application.Read.All',
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'AuditLog.Read.All',
  'DelegatedPermissionGrant.ReadWrite.All',
  'DeviceManagementConfiguration.Read.All',
  'DeviceManagementManagedDevices.Read.All',
  'DeviceManagementServiceConfig.ReadWrite.All',
  'Directory.Read.All',
  'Group.Read.All',
  'Organization.Read.All',
  'Policy.Read.All',
  'User.Read.All',
]);

/** Microsoft's own service principals, as they stand in a tenant with Intune. */
export function seedServicePrincipals(random: Randomness): ServicePrincipal[] {
  return [
    principal(random, GRAPH_APP_ID, 'Microsoft Graph', {
      servicePrincipalNames: [GRAPH_APP_ID, 'https://graph.microsoft.com', 'https://graph.microsoft.com/'],
      appRoles: [...GRAPH_ROLES],
      scopes: [...GRAPH_SCOPES],
    }),
    principal(random, INTUNE_SERVICE_APP_ID, 'Microsoft Intune', {
      servicePrincipalNames: [INTUNE_SERVICE_APP_ID, 'https://manage.microsoft.com'],
    }),
    intuneApiPrincipal(random),
    principal(random, GRAPH_COMMAND_LINE_TOOLS, 'Microsoft Graph Command Line Tools', {}),
  ];
}

/** The principal that owns `update_device_attributes`. Not every tenant has it: setup creates it where it is missing. */
export function intuneApiPrincipal(random: Randomness): ServicePrincipal {
  return principal(random, INTUNE_API_APP_ID, 'Microsoft Intune API', {
    servicePrincipalNames: [
      INTUNE_API_APP_ID,
      'https://api.manage.microsoft.com/',
      'https://api.manage.microsoft.us/',
    ],
    appRoles: [...INTUNE_ROLES],
  });
}

/** The application that signs in unattended, its principal, and its roles on Microsoft Graph. */
export function seedAutomation(
  random: Randomness,
  graph: ServicePrincipal,
  now: Date,
): {
  application: Application;
  servicePrincipal: ServicePrincipal;
  assignments: AppRoleAssignment[];
} {
  const application = automationApplication(random, now);
  const servicePrincipal = principal(random, application.appId, application.displayName, {});
  const assignments = graph.appRoles
    .filter((role) => AUTOMATION_ROLES.has(role.value))
    .map((role) => ({
      id: random.uuid(),
      principalId: servicePrincipal.id,
      resourceId: graph.id,
      appRoleId: role.id,
      createdDateTime: now.toISOString(),
    }));
  return { application, servicePrincipal, assignments };
}

function automationApplication(random: Randomness, now: Date): Application {
  return {
    id: random.uuid(),
    appId: SANDBOX_ACCOUNTS.automation.clientId,
    uniqueName: null,
    displayName: 'Sandbox automation',
    description: 'Signs in unattended in the sandbox',
    notes: null,
    signInAudience: 'AzureADMyOrg',
    tags: [],
    web: {
      redirectUris: [],
      implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false },
    },
    publicClient: { redirectUris: [] },
    isFallbackPublicClient: false,
    requiredResourceAccess: [],
    passwordCredentials: [
      {
        keyId: random.uuid(),
        displayName: 'sandbox',
        hint: SANDBOX_ACCOUNTS.automation.clientSecret.slice(0, 3),
        startDateTime: now.toISOString(),
        // The sandbox's own way in must not expire while a world is kept; expiry is tried on the secrets that setup makes.
        endDateTime: '2099-12-31T00:00:00Z',
        sha256: sha256(SANDBOX_ACCOUNTS.automation.clientSecret),
      },
    ],
    createdDateTime: now.toISOString(),
    deletedDateTime: null,
  };
}

function principal(
  random: Randomness,
  appId: string,
  displayName: string,
  published: Partial<Pick<ServicePrincipal, 'servicePrincipalNames' | 'appRoles' | 'scopes'>>,
): ServicePrincipal {
  return {
    id: random.uuid(),
    appId,
    displayName,
    accountEnabled: true,
    servicePrincipalNames: [appId],
    appRoles: [],
    scopes: [],
    ...published,
  };
}
