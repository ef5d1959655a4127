import type { SandboxContext } from '../service.ts';
import { uuidFrom } from '../uuid-from.ts';
import { answerList } from './collection.ts';
import type { Entity, Operation } from './operation.ts';
import { READ_POLICIES, READ_SIGN_INS } from './permissions.ts';

/** "User registration app for Device Compliance" (jamf.md §13). */
const REGISTRATION_APP = 'b03c10a8-71c7-45f9-b44a-3335ab76e970';
const HOUR_MS = 3_600_000;

/** Conditional Access: one policy that asks for compliant Macs, and the sign-ins that it refused. */
export const CONDITIONAL_ACCESS_OPERATIONS: readonly Operation[] = [
  {
    method: 'GET',
    paths: ['/identity/conditionalAccess/policies'],
    access: { ...READ_POLICIES, roles: [...(READ_POLICIES.roles ?? []), 'intuneAdministrator'] },
    answer: (request) =>
      answerList(request, {
        set: 'identity/conditionalAccess/policies',
        type: 'conditionalAccessPolicy',
        items: [showPolicy(request.context)],
      }),
  },
  {
    method: 'GET',
    paths: ['/auditLogs/signIns'],
    access: READ_SIGN_INS,
    answer: (request) =>
      answerList(request, {
        set: 'auditLogs/signIns',
        type: 'signIn',
        items: refusedRegistrations(request.context),
      }),
  },
];

/** For Office 365 only, which keeps nobody from registering; with a fault for all resources. */
function showPolicy({ has }: SandboxContext): Entity {
  const excluding = has('baseline-scopes');
  const forAll = excluding || has('conditional-access-blocks-registration');
  return {
    id: uuidFrom('conditional access policy'),
    displayName: 'Require compliant Macs',
    description: null,
    createdDateTime: '2026-01-01T00:00:00Z',
    modifiedDateTime: null,
    templateId: null,
    state: 'enabled',
    sessionControls: null,
    grantControls: {
      operator: 'OR',
      builtInControls: ['compliantDevice'],
      customAuthenticationFactors: [],
      termsOfUse: [],
    },
    conditions: {
      clientAppTypes: ['all'],
      applications: {
        includeApplications: [forAll ? 'All' : 'Office365'],
        excludeApplications: excluding ? [REGISTRATION_APP] : [],
        includeUserActions: [],
      },
      users: { includeUsers: ['All'], excludeUsers: [], includeGroups: [], excludeGroups: [] },
      platforms: { includePlatforms: ['macOS'], excludePlatforms: [] },
      locations: null,
    },
  };
}

function refusedRegistrations({ world, clock, has }: SandboxContext): readonly Entity[] {
  const refusing =
    has('conditional-access-blocks-registration') || has('baseline-scopes') || has('registration-refused');
  if (!refusing) return [];
  return world.people.slice(1, 4).map((person, index) => ({
    id: uuidFrom(`refused registration ${person.id}`),
    appDisplayName: 'User registration app for Device Compliance',
    appId: REGISTRATION_APP,
    conditionalAccessStatus: 'failure',
    createdDateTime: new Date(clock.now().getTime() - (index + 1) * HOUR_MS).toISOString(),
    isInteractive: true,
    status: {
      errorCode: 530003,
      failureReason: 'Your device is required to be managed to access this resource.',
      additionalDetails: null,
    },
    userDisplayName: person.displayName,
    userId: person.id,
    userPrincipalName: person.userPrincipalName,
  }));
}
