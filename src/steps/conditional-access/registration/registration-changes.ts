import { uniqueNameFor } from '../../../inputs/jamf-url.ts';
import type { Wanted } from '../../../inputs/wanted.ts';
import {
  type Application,
  type ApplicationBody,
  changeApplication,
  findApplicationByAppId,
  findApplicationByUniqueName,
  upsertApplication,
} from '../../../microsoft/applications.ts';
import { createServicePrincipal, findServicePrincipal } from '../../../microsoft/service-principals.ts';
import { visible } from '../../../terminal/visible.ts';
import type { Change } from '../../step.ts';
import { recordedApplication } from '../recorded-application.ts';
import { AUDIENCE, compareApplication, type Difference } from './application-differences.ts';

/** Marks an application as made by this program, for whoever looks at it in the portal. */
const TAG = 'jamf-intune';

/** The application as it should be, for the upsert. */
function registrationBody(wanted: Wanted): ApplicationBody {
  return {
    displayName: wanted.appName,
    description: `Lets Jamf Pro send device attributes to Microsoft Intune (${wanted.jamfUrl})`,
    notes: `Made by jamf-intune for ${wanted.jamfUrl}`,
    signInAudience: AUDIENCE,
    tags: [TAG],
    redirectUris: [wanted.jamfUrl],
    requiredResourceAccess: [],
  };
}

export function createApplication(wanted: Wanted): Change {
  return {
    action: 'create',
    target: 'application',
    summary: `create "${visible(wanted.appName)}"`,
    details: ['accounts in any organizational directory', `redirect ${wanted.jamfUrl}`],
    by: 'tool',
    destroys: false,
    async apply(session, journal) {
      const { graph } = session;
      const uniqueName = uniqueNameFor(wanted.jamfUrl);
      const { result, adopted } = await journal.run({
        operation: 'create-application',
        key: uniqueName,
        find: () => findApplicationByUniqueName(graph, uniqueName),
        act: async () => (await upsertApplication(session, uniqueName, registrationBody(wanted))).application,
        remember: (state, application) => ({
          ...state,
          resources: {
            ...state.resources,
            application: { objectId: application.id, appId: application.appId, adopted: false },
          },
        }),
      });
      return adopted ? `found · ${result.appId} · the create had succeeded` : `created · ${result.appId}`;
    },
  };
}

export function createPrincipal(): Change {
  return {
    action: 'create',
    target: 'service-principal',
    summary: 'create its service principal',
    by: 'tool',
    destroys: false,
    async apply(session, journal) {
      const { graph, known } = session;
      const { appId } = recordedApplication(known());
      const { adopted } = await journal.run({
        operation: 'create-service-principal',
        key: appId,
        find: () => findServicePrincipal(graph, appId),
        act: () => createServicePrincipal(session, appId),
        remember: (state, { id }) => ({
          ...state,
          resources: { ...state.resources, servicePrincipal: { id, createdByUs: true } },
        }),
      });
      return adopted ? 'service principal found' : 'service principal created';
    },
  };
}

export function adoptApplication(application: Application): Change {
  return {
    action: 'change',
    target: 'application',
    summary: `adopt "${visible(application.displayName)}" · ${application.appId}`,
    by: 'tool',
    destroys: false,
    async apply(_session, journal) {
      const { id, appId, displayName, signInAudience, redirectUris } = application;
      await journal.note((state) => ({
        ...state,
        resources: {
          ...state.resources,
          application: {
            objectId: id,
            appId,
            adopted: true,
            before: {
              displayName,
              signInAudience,
              redirectUris: [...redirectUris],
              requiredResourceAccess: application.requiredResourceAccess.map((listed) => ({
                resourceAppId: listed.resourceAppId,
                resourceAccess: [...listed.resourceAccess],
              })),
            },
          },
        },
      }));
      return `adopted · ${appId}`;
    },
  };
}

export function correctApplication(application: Application, differences: readonly Difference[]): Change {
  const patch: Partial<ApplicationBody> = {};
  for (const { correction } of differences) Object.assign(patch, correction);
  return {
    action: 'change',
    target: 'application',
    summary: `correct ${differences.map(({ name }) => name).join(' and ')}`,
    details: differences.map(({ seen }) => seen),
    by: 'tool',
    destroys: differences.some(({ destroys }) => destroys),
    async apply({ graph, wanted, known }, journal) {
      const adopted = known().resources.application?.adopted === true;
      await journal.ensure({
        operation: 'change-application',
        key: application.id,
        holds: async () => {
          const now = await findApplicationByAppId(graph, application.appId);
          return now !== undefined && compareApplication(now, wanted, adopted).length === 0;
        },
        act: () => changeApplication(graph, application.id, patch),
      });
      return `corrected ${differences.map(({ name }) => name).join(' and ')}`;
    },
  };
}
