import type { Fault } from './faults.ts';

/**
 * The sandbox's world: everything the simulated Entra, Intune and Jamf Pro know. One JSON document, kept under the
 * profile `sandbox` between commands. Handlers change it in place; the harness writes it to disk before any answer
 * to a writing request leaves, so that a killed program finds what it had committed.
 */

export interface SandboxPorts {
  entra: number;
  graph: number;
  intune: number;
  jamf: number;
}

export interface Person {
  id: string;
  userPrincipalName: string;
  displayName: string;
  /** Only administrators sign in; the others have none. */
  password?: string;
  /** Template ids of the directory roles held. */
  roles: string[];
  /** Service plans: `INTUNE_A`, `AAD_PREMIUM`. */
  plans: string[];
}

export interface Group {
  id: string;
  displayName: string;
  description: string;
  members: { kind: 'person' | 'group' | 'device'; id: string }[];
}

export interface PasswordCredential {
  keyId: string;
  displayName: string;
  hint: string;
  startDateTime: string;
  endDateTime: string;
  /** What Entra keeps instead of the text: hex SHA-256. */
  sha256: string;
}

export interface Application {
  id: string;
  appId: string;
  uniqueName: string | null;
  displayName: string;
  description: string | null;
  notes: string | null;
  signInAudience: string;
  tags: string[];
  web: {
    redirectUris: string[];
    implicitGrantSettings: { enableIdTokenIssuance: boolean; enableAccessTokenIssuance: boolean };
  };
  publicClient: { redirectUris: string[] };
  isFallbackPublicClient: boolean;
  requiredResourceAccess: {
    resourceAppId: string;
    resourceAccess: { id: string; type: 'Role' | 'Scope' }[];
  }[];
  passwordCredentials: PasswordCredential[];
  createdDateTime: string;
  deletedDateTime: string | null;
}

export interface AppRole {
  id: string;
  value: string;
  displayName: string;
  description: string;
}

export interface ServicePrincipal {
  id: string;
  appId: string;
  displayName: string;
  accountEnabled: boolean;
  servicePrincipalNames: string[];
  appRoles: AppRole[];
  /** Delegated scopes that Microsoft Graph's principal publishes. */
  scopes: string[];
}

export interface AppRoleAssignment {
  id: string;
  principalId: string;
  resourceId: string;
  appRoleId: string;
  createdDateTime: string;
}

export interface PermissionGrant {
  id: string;
  clientId: string;
  consentType: 'AllPrincipals' | 'Principal';
  principalId: string | null;
  resourceId: string;
  scope: string;
}

export type PartnerState = 'unknown' | 'unavailable' | 'enabled' | 'terminated' | 'rejected' | 'unresponsive';

export interface AssignmentTarget {
  '@odata.type': string;
  groupId?: string;
  collectionId?: string;
}

export interface DeviceManagementPartner {
  id: string;
  displayName: string;
  isConfigured: boolean;
  lastHeartbeatDateTime: string;
  partnerState: PartnerState;
  partnerAppType: 'unknown' | 'singleTenantApp' | 'multiTenantApp';
  singleTenantAppId: string | null;
  groupsRequiringPartnerEnrollment: { target: AssignmentTarget }[];
  whenPartnerDevicesWillBeRemovedDateTime: string | null;
  whenPartnerDevicesWillBeMarkedAsNonCompliantDateTime: string | null;
}

export interface CompliancePartner {
  id: string;
  displayName: string;
  lastHeartbeatDateTime: string;
  partnerState: PartnerState;
  macOsOnboarded: boolean;
  androidOnboarded: boolean;
  iosOnboarded: boolean;
  macOsEnrollmentAssignments: { target: AssignmentTarget }[];
}

export interface Mac {
  /** Jamf inventory id. */
  id: string;
  name: string;
  serialNumber: string;
  udid: string;
  /** The person it belongs to (`Person.id`), when Jamf knows one. */
  personId: string | null;
  enrolledIn: 'jamf' | 'intune' | 'both';
  lastCheckIn: string;
  registration: 'ACTIVATED' | 'DEACTIVATED' | 'UNRESPONSIVE' | 'UNKNOWN' | null;
  entraDeviceId: string | null;
  osVersion: string;
  fileVault: boolean;
}

/** The settings behind Jamf Pro's page "Conditional Access > macOS Intune Integration". */
export interface JamfSettings {
  enabled: boolean;
  sovereignCloud: string;
  tenantName: string;
  applicationId: string;
  clientSecret: string;
  savedAt: string;
  /** What the page said after Save. */
  message: string;
}

export interface JamfAlert {
  type: string;
  id: number;
  params: Record<string, unknown>;
}

/** A smart group of computers: its members are worked out from the criteria when somebody asks. */
export interface SmartGroup {
  id: string;
  name: string;
  description: string;
  siteId: string;
  criteria: {
    name: string;
    priority: number;
    andOr: 'and' | 'or';
    searchType: string;
    value: string;
    openingParen: boolean;
    closingParen: boolean;
  }[];
}

export interface World {
  version: 1;
  /** Random token that distinguishes this world from one made after `sandbox reset`. */
  born: string;
  ports: SandboxPorts;
  ca: { certificate: string; key: string };
  server: { certificate: string; key: string };
  /** Private JWK that signs the tokens, with its `kid`. */
  signingKey: Record<string, unknown>;
  faults: Fault[];
  /** `<fault> <application id>`: faults that happen once to an application and have happened to it. */
  afflicted?: string[];
  /** Milliseconds for which a new object is invisible. */
  lagMs: number;
  /** Until when (ISO) an object, credential or grant, by id, is not yet seen by readers or the token service. */
  visibleFrom: Record<string, string>;
  tenant: {
    id: string;
    displayName: string;
    domains: { name: string; isDefault: boolean; isInitial: boolean }[];
    plans: string[];
  };
  people: Person[];
  groups: Group[];
  applications: Application[];
  deletedApplications: Application[];
  servicePrincipals: ServicePrincipal[];
  appRoleAssignments: AppRoleAssignment[];
  permissionGrants: PermissionGrant[];
  deviceManagementPartners: DeviceManagementPartner[];
  compliancePartners: CompliancePartner[];
  macs: Mac[];
  /** Last sign-in of each application secret, as Entra's credential activity tells it. */
  credentialActivity: { keyId: string; appId: string; resourceAppId: string; lastSignInDateTime: string }[];
  jamf: {
    version: string;
    /** `published`: exactly the API of Jamf Pro 11.30. `extended`: with an invented operation that writes the settings. */
    variant: 'published' | 'extended';
    settings: JamfSettings | null;
    alerts: JamfAlert[];
    /** Ids are never used twice: a reader tells a new alert from an old one by its id. */
    lastAlertId: number;
    smartGroups: SmartGroup[];
    /** Console and API accounts. */
    users: { username: string; password: string; privileges: string[] }[];
    apiRoles: { id: string; displayName: string; privileges: string[] }[];
    apiIntegrations: {
      id: number;
      displayName: string;
      enabled: boolean;
      authorizationScopes: string[];
      accessTokenLifetimeSeconds: number;
      clientId: string | null;
      clientSecretSha256: string | null;
    }[];
  };
}
