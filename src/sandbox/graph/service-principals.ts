import { z } from 'zod';
import { INTUNE_API_APP_ID } from '../../microsoft/identifiers.ts';
import { intuneApiPrincipal } from '../seed/principals.ts';
import { USER_READ_SCOPE_ID } from '../seed/published-roles.ts';
import { uuidFrom } from '../uuid-from.ts';
import type { ServicePrincipal } from '../world.ts';
import { parseBody } from './body.ts';
import { answerList } from './collection.ts';
import { principalOf } from './find-principal.ts';
import { nativeConnector } from './native-connector.ts';
import { type Entity, type GraphRequest, keyed, NO_CONTENT, type Operation } from './operation.ts';
import { DISCOVER, WRITE_APPLICATIONS } from './permissions.ts';
import { alreadyExists, badRequest } from './refusal.ts';
import { listed, replicateObject } from './replication.ts';
import { shown } from './shape.ts';

const CreateBody = z.strictObject({ appId: z.guid() });

/** Service principals: what an application is in this tenant. Since 2026-03 no token without one (microsoft.md §1.7). */
export const SERVICE_PRINCIPAL_OPERATIONS: readonly Operation[] = [
  {
    method: 'GET',
    paths: ['/servicePrincipals'],
    access: DISCOVER,
    answer: (request) =>
      answerList(request, {
        set: 'servicePrincipals',
        type: 'servicePrincipal',
        directory: true,
        items: [...request.context.world.servicePrincipals, ...nativeConnector(request.context)]
          .filter((principal) => listed(request.context, principal.id))
          .map(showPrincipal),
      }),
  },
  {
    method: 'GET',
    paths: keyed('/servicePrincipals', ['appId']),
    access: DISCOVER,
    answer: (request) => ({ status: 200, body: show(request, principalOf(request)) }),
  },
  {
    method: 'POST',
    paths: ['/servicePrincipals'],
    access: WRITE_APPLICATIONS,
    answer: (request) => {
      const principal = createPrincipal(request, parseBody(request, CreateBody).appId);
      request.context.world.servicePrincipals.push(principal);
      replicateObject(request.context, principal.id);
      return { status: 201, body: show(request, principal) };
    },
  },
  {
    method: 'DELETE',
    paths: keyed('/servicePrincipals', ['appId']),
    access: WRITE_APPLICATIONS,
    answer: (request) => {
      const { world } = request.context;
      const principal = principalOf(request);
      world.servicePrincipals = world.servicePrincipals.filter((each) => each !== principal);
      world.appRoleAssignments = world.appRoleAssignments.filter((each) => each.principalId !== principal.id);
      world.permissionGrants = world.permissionGrants.filter((each) => each.clientId !== principal.id);
      return NO_CONTENT;
    },
  },
];

function createPrincipal({ context }: GraphRequest, appId: string): ServicePrincipal {
  const { world } = context;
  if (world.servicePrincipals.some((principal) => principal.appId === appId)) {
    throw alreadyExists(
      'The service principal cannot be created, updated, or restored because the service principal name ' +
        `${appId} is already in use.`,
    );
  }
  if (appId === INTUNE_API_APP_ID && !context.has('no-licence')) return intuneApiPrincipal(context.random);
  const application = world.applications.find((each) => each.appId === appId);
  if (application === undefined || !context.visible(application.id)) {
    throw badRequest(
      `The appId '${appId}' of the service principal does not reference a valid application object.`,
    );
  }
  return {
    id: context.random.uuid(),
    appId,
    displayName: application.displayName,
    accountEnabled: true,
    servicePrincipalNames: [appId],
    appRoles: [],
    scopes: [],
  };
}

function show(request: GraphRequest, principal: ServicePrincipal): unknown {
  return shown(request, 'servicePrincipal', 'servicePrincipals', showPrincipal(principal));
}

function showPrincipal(principal: ServicePrincipal): Entity {
  return {
    id: principal.id,
    deletedDateTime: null,
    accountEnabled: principal.accountEnabled,
    alternativeNames: [],
    appId: principal.appId,
    appDisplayName: principal.displayName,
    appRoleAssignmentRequired: false,
    displayName: principal.displayName,
    servicePrincipalNames: principal.servicePrincipalNames,
    servicePrincipalType: 'Application',
    signInAudience: 'AzureADMultipleOrgs',
    replyUrls: [],
    tags: [],
    keyCredentials: [],
    passwordCredentials: [],
    disabledByMicrosoftStatus: null,
    appRoles: principal.appRoles.map((role) => ({
      ...role,
      allowedMemberTypes: ['Application'],
      isEnabled: true,
      origin: 'Application',
    })),
    oauth2PermissionScopes: principal.scopes.map((value) => ({
      id: value === 'User.Read' ? USER_READ_SCOPE_ID : uuidFrom(`scope ${value}`),
      value,
      type: value === 'User.Read' ? 'User' : 'Admin',
      isEnabled: true,
      adminConsentDisplayName: value,
      adminConsentDescription: value,
      userConsentDisplayName: null,
      userConsentDescription: null,
    })),
  };
}
