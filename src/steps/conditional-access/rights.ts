import type { PartId } from '../step.ts';

/** A permission of Microsoft Graph, in its two forms, and the directory roles one of which a person needs besides. */
export interface MicrosoftRight {
  /** Delegated scope that a person consents to. */
  readonly scope: string;
  /** Application permission for unattended runs; several mean: one of them is enough. */
  readonly application: readonly string[];
  readonly why: string;
}

export interface StepRights {
  readonly microsoft: readonly MicrosoftRight[];
  /** Directory roles by key of `ROLE_TEMPLATES`: one of them is enough. */
  readonly oneRoleOf: readonly RoleKey[];
}

export type RoleKey =
  | 'globalAdministrator'
  | 'privilegedRoleAdministrator'
  | 'applicationAdministrator'
  | 'cloudApplicationAdministrator'
  | 'intuneAdministrator';

const APPLICATION_ROLES: readonly RoleKey[] = [
  'applicationAdministrator',
  'cloudApplicationAdministrator',
  'globalAdministrator',
];
const INTUNE_ROLES: readonly RoleKey[] = ['intuneAdministrator', 'globalAdministrator'];

/**
 * What each step needs of Microsoft and why; the preflight and the table of rights in the docs are made of it. What is
 * needed of Jamf Pro stands in `jamf/least-privileges.ts`. Source: microsoft.md §5, §5.2.
 */
export const RIGHTS: Readonly<Record<PartId, StepRights>> = {
  prerequisites: {
    microsoft: [
      {
        scope: 'User.Read',
        application: [
          'Organization.Read.All',
          'Directory.Read.All',
          'DeviceManagementServiceConfig.ReadWrite.All',
        ],
        why: 'reads the tenant, its licences and who is signed in',
      },
    ],
    oneRoleOf: [],
  },
  'app-registration': {
    microsoft: [
      {
        scope: 'Application.ReadWrite.All',
        application: ['Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All'],
        why: 'creates the application and its service principal',
      },
    ],
    oneRoleOf: APPLICATION_ROLES,
  },
  'api-permission': {
    microsoft: [
      {
        scope: 'AppRoleAssignment.ReadWrite.All',
        application: ['AppRoleAssignment.ReadWrite.All'],
        why: 'grants the one permission and its admin consent',
      },
    ],
    oneRoleOf: APPLICATION_ROLES,
  },
  'client-secret': {
    microsoft: [
      {
        scope: 'Application.ReadWrite.All',
        application: ['Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All'],
        why: 'creates and removes client secrets',
      },
    ],
    oneRoleOf: APPLICATION_ROLES,
  },
  'intune-connector': {
    microsoft: [
      {
        scope: 'DeviceManagementServiceConfig.ReadWrite.All',
        application: ['DeviceManagementServiceConfig.ReadWrite.All'],
        why: 'reads and sets the Compliance Connector for Jamf',
      },
    ],
    oneRoleOf: INTUNE_ROLES,
  },
  'jamf-settings': {
    microsoft: [
      {
        scope: 'DeviceManagementServiceConfig.ReadWrite.All',
        application: ['DeviceManagementServiceConfig.ReadWrite.All'],
        why: 'sees whether Jamf Pro has connected',
      },
    ],
    oneRoleOf: INTUNE_ROLES,
  },
  'enrollment-groups': {
    microsoft: [
      {
        scope: 'Group.Read.All',
        application: ['Group.Read.All', 'Directory.Read.All'],
        why: 'finds the groups and counts their people',
      },
      {
        scope: 'DeviceManagementServiceConfig.ReadWrite.All',
        application: ['DeviceManagementServiceConfig.ReadWrite.All'],
        why: 'sets the groups on the connector',
      },
    ],
    oneRoleOf: INTUNE_ROLES,
  },
  proof: { microsoft: [], oneRoleOf: [] },
};
