import { uniqueNameFor } from '../../inputs/jamf-url.ts';
import type { Wanted } from '../../inputs/wanted.ts';
import {
  type Application,
  type ApplicationBody,
  changeApplication,
  deleteApplication,
  findApplicationByAppId,
  findApplicationByUniqueName,
  listApplicationsNamed,
  upsertApplication,
} from '../../microsoft/applications.ts';
import {
  createServicePrincipal,
  findServicePrincipal,
  type ServicePrincipal,
} from '../../microsoft/service-principals.ts';
import type { State } from '../../state/state.ts';
import { visible } from '../../terminal/visible.ts';
import type { Change, Finding, Step } from '../step.ts';
import { compareApplication, type Difference } from './application-differences.ts';
import { readApplication, readOwnServicePrincipal } from './shared-reads.ts';

/** "Accounts in any organizational directory": what Microsoft's procedure asks for. */
export const AUDIENCE = 'AzureADMultipleOrgs';
/** Marks an application as made or taken over by this program. */
export const TAG = 'jamf-intune';

export interface ObservedRegistration {
  readonly application: Application | undefined;
  readonly servicePrincipal: ServicePrincipal | undefined;
  /** Applications of the wanted name that are not ours. */
  readonly namesakes: readonly Application[];
}

/** Registers the application that Jamf Pro signs in as, and gives it its service principal in this tenant. */
export const appRegistration: Step<ObservedRegistration> = {
  id: 'app-registration',
  title: 'App registration',

  async observe(session) {
    const { graph, wanted } = session;
    const [application, servicePrincipal, named] = await Promise.all([
      readApplication(session),
      readOwnServicePrincipal(session),
      session.once('namesakes', () => listApplicationsNamed(graph, wanted.appName)),
    ]);
    const namesakes = named.filter(({ appId }) => appId !== application?.appId);
    return { application, servicePrincipal, namesakes };
  },

  describe({ application }) {
    return application === undefined ? [] : [`exists · ${application.appId}`, 'as it should be'];
  },

  plan({ application, servicePrincipal }, wanted, known) {
    if (application === undefined) return [createApplication(wanted), createPrincipal()];
    const adopting = wanted.adoptApp !== undefined && known.resources.application?.appId !== wanted.adoptApp;
    const differences = compareApplication(application, wanted, isAdopted(application, wanted, known));
    return [
      ...(adopting ? [adoptApplication(application)] : []),
      ...(differences.length > 0 ? [correctApplication(application, differences)] : []),
      ...(servicePrincipal === undefined ? [createPrincipal()] : []),
    ];
  },

  diagnose({ application, servicePrincipal, namesakes }, wanted, known) {
    if (application === undefined) return registrationMissing(namesakes, wanted);
    const findings: Finding[] = [];
    for (const { code, seen } of compareApplication(
      application,
      wanted,
      isAdopted(application, wanted, known),
    )) {
      findings.push({ code, severity: 'error', step: 'app-registration', seen });
    }
    if (servicePrincipal === undefined) {
      findings.push({
        code: 'JI-E105',
        severity: 'error',
        step: 'app-registration',
        seen: `no service principal for ${application.appId} in this tenant`,
      });
    } else if (!servicePrincipal.accountEnabled) {
      findings.push({
        code: 'JI-E106',
        severity: 'error',
        step: 'app-registration',
        seen: `the service principal of ${application.appId} is switched off`,
        blocks: true,
      });
    }
    return findings;
  },

  planRemoval({ application }, _wanted, known) {
    // What is not ours is never deleted: an adopted application loses only what we gave it (its own steps undo that).
    if (application === undefined || known.resources.application?.adopted !== false) return [];
    return [removeApplication(application)];
  },

  learn({ application, servicePrincipal }, wanted, known) {
    if (application === undefined) return forgetLost(known);
    if (wanted.adoptApp !== undefined && known.resources.application === undefined) return known;
    const { resources } = known;
    const recorded = resources.application;
    const sameApplication = recorded?.appId === application.appId;
    if (
      sameApplication &&
      (servicePrincipal === undefined || resources.servicePrincipal?.id === servicePrincipal.id)
    ) {
      return known;
    }
    const remembered = sameApplication
      ? recorded
      : { objectId: application.id, appId: application.appId, adopted: false };
    return {
      ...known,
      resources: {
        ...resources,
        application: remembered,
        ...(servicePrincipal && { servicePrincipal: { id: servicePrincipal.id, createdByUs: true } }),
      },
    };
  },
};

function isAdopted(application: Application, wanted: Wanted, known: State): boolean {
  return wanted.adoptApp === application.appId || known.resources.application?.adopted === true;
}

/** The recorded application is gone: its principal and secret went with it, so nothing of them is believed any more. */
function forgetLost(known: State): State {
  if (known.resources.application === undefined) return known;
  const {
    application: _application,
    servicePrincipal: _principal,
    secret: _secret,
    ...rest
  } = known.resources;
  return { ...known, resources: rest };
}

function registrationMissing(namesakes: readonly Application[], wanted: Wanted): readonly Finding[] {
  const missing: Finding = {
    code: 'JI-E100',
    severity: 'error',
    step: 'app-registration',
    seen:
      wanted.adoptApp === undefined
        ? `no application with the unique name ${uniqueNameFor(wanted.jamfUrl)}`
        : `no application with the id ${wanted.adoptApp}`,
    ...(wanted.adoptApp !== undefined && { blocks: true }),
  };
  if (namesakes.length === 0 || wanted.adoptApp !== undefined) return [missing];
  return [
    missing,
    {
      code: 'JI-E107',
      severity: 'error',
      step: 'app-registration',
      seen: `${namesakes.length} application${namesakes.length === 1 ? '' : 's'} named "${visible(wanted.appName)}" that this program did not make`,
      details: namesakes.flatMap((application) => compareForPeople(application, wanted)),
      fix: [
        ...namesakes.map(
          ({ appId }) => `jamf-intune setup --adopt-app ${appId}  takes it over and corrects the differences`,
        ),
        'jamf-intune setup --app-name NAME  makes one of our own under another name',
      ],
      blocks: true,
    },
  ];
}

function compareForPeople(application: Application, wanted: Wanted): readonly string[] {
  const differences = compareApplication(application, wanted, true);
  return [
    `${application.appId} · made ${application.createdDateTime?.slice(0, 10) ?? 'at an unknown date'} · ${application.secrets.length} secrets`,
    ...(differences.length === 0
      ? ['  same audience and redirect URI as ours']
      : differences.map(({ seen }) => `  ${seen}`)),
  ];
}

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

function createApplication(wanted: Wanted): Change {
  return {
    action: 'create',
    target: 'application',
    summary: `create "${visible(wanted.appName)}"`,
    details: ['accounts in any organizational directory', `redirect ${wanted.jamfUrl}`],
    by: 'tool',
    destroys: false,
    async apply({ graph, clock, signal }, journal) {
      const uniqueName = uniqueNameFor(wanted.jamfUrl);
      const { result, adopted } = await journal.run({
        operation: 'create-application',
        key: uniqueName,
        find: () => findApplicationByUniqueName(graph, uniqueName),
        act: async () =>
          (await upsertApplication({ graph, clock, signal }, uniqueName, registrationBody(wanted)))
            .application,
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

function createPrincipal(): Change {
  return {
    action: 'create',
    target: 'service-principal',
    summary: 'create its service principal',
    by: 'tool',
    destroys: false,
    async apply({ graph, clock, signal, known }, journal) {
      const { appId } = recordedApplication(known());
      const { adopted } = await journal.run({
        operation: 'create-service-principal',
        key: appId,
        find: () => findServicePrincipal(graph, appId),
        act: () => createServicePrincipal({ graph, clock, signal }, appId),
        remember: (state, { id }) => ({
          ...state,
          resources: { ...state.resources, servicePrincipal: { id, createdByUs: true } },
        }),
      });
      return adopted ? 'service principal found' : 'service principal created';
    },
  };
}

function adoptApplication(application: Application): Change {
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
            before: { displayName, signInAudience, redirectUris: [...redirectUris] },
          },
        },
      }));
      return `adopted · ${appId}`;
    },
  };
}

function correctApplication(application: Application, differences: readonly Difference[]): Change {
  const patch = Object.assign(
    {},
    ...differences.map(({ correction }) => correction),
  ) as Partial<ApplicationBody>;
  return {
    action: 'change',
    target: 'application',
    summary: `correct ${differences.map(({ name }) => name).join(' and ')}`,
    details: differences.map(({ seen }) => seen),
    by: 'tool',
    destroys: differences.some(({ destroys }) => destroys),
    async apply({ graph, wanted, known }, journal) {
      const adopted = known().resources.application?.adopted === true;
      await journal.run({
        operation: 'change-application',
        key: application.id,
        find: async () => {
          const now = await findApplicationByAppId(graph, application.appId);
          return now !== undefined && compareApplication(now, wanted, adopted).length === 0 ? now : undefined;
        },
        act: async () => {
          await changeApplication(graph, application.id, patch);
          return application;
        },
        remember: (state) => state,
      });
      return `corrected ${differences.map(({ name }) => name).join(' and ')}`;
    },
  };
}

function removeApplication(application: Application): Change {
  return {
    action: 'remove',
    target: 'application',
    summary: `delete "${visible(application.displayName)}" · restorable for 30 days`,
    by: 'tool',
    destroys: true,
    async apply({ graph }, journal) {
      await journal.run({
        operation: 'delete-application',
        key: application.id,
        find: async () =>
          (await findApplicationByAppId(graph, application.appId)) === undefined ? true : undefined,
        act: async () => {
          await deleteApplication(graph, application.id);
          return true;
        },
        remember: forgetLost,
      });
      return `deleted · ${application.appId}`;
    },
  };
}

/** The application that the state records; steps after this one rely on it. */
export function recordedApplication(known: State): NonNullable<State['resources']['application']> {
  const { application } = known.resources;
  if (application === undefined) throw new Error('no application is recorded: app-registration comes first');
  return application;
}
