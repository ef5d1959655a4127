import type { Application } from '../world.ts';
import {
  ApplicationBody,
  ApplicationChange,
  applyBody,
  blankApplication,
  showApplication,
} from './application-shape.ts';
import { parseBody } from './body.ts';
import { answerList } from './collection.ts';
import { applicationOf, readableApplicationOf } from './find-application.ts';
import { type GraphRequest, keyed, NO_CONTENT, type Operation } from './operation.ts';
import { CREATE_APPLICATIONS, READ_APPLICATIONS, WRITE_APPLICATIONS } from './permissions.ts';
import { badRequest, notFound } from './refusal.ts';
import { listed, replicateObject } from './replication.ts';
import { shown } from './shape.ts';

const KEYS = keyed('/applications', ['appId', 'uniqueName']);

/** App registrations: read, create, change, delete, and the upsert by the key that the client chose (microsoft.md §5.3). */
export const APPLICATION_OPERATIONS: readonly Operation[] = [
  {
    method: 'GET',
    paths: ['/applications'],
    access: READ_APPLICATIONS,
    answer: (request) =>
      answerList(request, {
        set: 'applications',
        type: 'application',
        directory: true,
        items: request.context.world.applications
          .filter((application) => listed(request.context, application.id))
          .map((application) => showApplication(request.context, application)),
      }),
  },
  {
    method: 'GET',
    paths: KEYS,
    access: READ_APPLICATIONS,
    answer: (request) => ({ status: 200, body: show(request, readableApplicationOf(request)) }),
  },
  {
    method: 'POST',
    paths: ['/applications'],
    access: CREATE_APPLICATIONS,
    answer: (request) => ({ status: 201, body: show(request, create(request, null)) }),
  },
  {
    method: 'PATCH',
    paths: keyed('/applications', ['appId']),
    access: WRITE_APPLICATIONS,
    answer: (request) => {
      change(request, applicationOf(request));
      return NO_CONTENT;
    },
  },
  {
    method: 'PATCH',
    paths: ["/applications(uniqueName='{uniqueName}')"],
    access: WRITE_APPLICATIONS,
    answer: upsert,
  },
  {
    method: 'DELETE',
    paths: KEYS,
    access: WRITE_APPLICATIONS,
    answer: (request) => {
      remove(request, applicationOf(request));
      return NO_CONTENT;
    },
  },
];

/** Decided where writes are decided: an application that readers do not see yet is found all the same. */
function upsert(request: GraphRequest): ReturnType<Operation['answer']> {
  const uniqueName = request.parameter('uniqueName') ?? '';
  const existing = request.context.world.applications.find((each) => each.uniqueName === uniqueName);
  if (existing !== undefined) {
    change(request, existing);
    return NO_CONTENT;
  }
  if (!/\bcreate-if-missing\b/i.test(request.header('prefer') ?? '')) throw notFound(uniqueName);
  return { status: 201, body: show(request, create(request, uniqueName)) };
}

function create(request: GraphRequest, uniqueName: string | null): Application {
  const { context } = request;
  refuseReadOnly(request);
  const body = parseBody(request, ApplicationBody);
  const application = blankApplication(context, uniqueName);
  applyBody(application, body);
  demandAllowedAudience(request, application.signInAudience);
  context.world.applications.push(application);
  replicateObject(context, application.id);
  return application;
}

function change(request: GraphRequest, application: Application): void {
  refuseReadOnly(request);
  const body = parseBody(request, ApplicationChange);
  demandAllowedAudience(request, body.signInAudience ?? application.signInAudience);
  applyBody(application, body);
}

/** Takes its service principal along, with all that was granted to it (microsoft.md §5.7). */
function remove({ context }: GraphRequest, application: Application): void {
  const { world } = context;
  const principal = world.servicePrincipals.find((each) => each.appId === application.appId);
  world.applications = world.applications.filter((each) => each !== application);
  world.servicePrincipals = world.servicePrincipals.filter((each) => each !== principal);
  world.appRoleAssignments = world.appRoleAssignments.filter((each) => each.principalId !== principal?.id);
  world.permissionGrants = world.permissionGrants.filter((each) => each.clientId !== principal?.id);
  world.deletedApplications.push({ ...application, deletedDateTime: context.clock.now().toISOString() });
}

function refuseReadOnly({ body }: GraphRequest): void {
  for (const property of ['uniqueName', 'id', 'appId', 'passwordCredentials']) {
    if (typeof body === 'object' && body !== null && property in body) {
      throw badRequest(`Property '${property}' is read-only and cannot be set.`);
    }
  }
}

/** The v1.0 policy does not show this restriction: only the refusal tells (microsoft.md §5.4). */
function demandAllowedAudience({ context }: GraphRequest, audience: string): void {
  if (context.has('multi-tenant-forbidden') && audience !== 'AzureADMyOrg') {
    throw badRequest(
      `'signInAudience' property value '${audience}' is not allowed.`,
      'SignInAudienceNotAllowedAsPerAppPolicy',
    );
  }
}

function show(request: GraphRequest, application: Application): unknown {
  return shown(request, 'application', 'applications', showApplication(request.context, application));
}
