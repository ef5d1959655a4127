import type { Wanted } from '../../../inputs/wanted.ts';
import { type Application, listApplicationsNamed } from '../../../microsoft/applications.ts';
import { type DeletedApplication, findDeletedApplication } from '../../../microsoft/deleted-applications.ts';
import type { ServicePrincipal } from '../../../microsoft/service-principals.ts';
import type { State } from '../../../state/state.ts';
import type { Session } from '../../session.ts';
import type { Remainder, Step } from '../../step.ts';
import { forgetApplication, type RecordedApplication } from '../recorded-application.ts';
import { readApplication, readOwnServicePrincipal } from '../shared-reads.ts';
import { compareApplication } from './application-differences.ts';
import { judgeRegistration } from './judge-registration.ts';
import {
  adoptApplication,
  correctApplication,
  createApplication,
  createPrincipal,
} from './registration-changes.ts';
import {
  differencesFromBefore,
  purgeDeleted,
  releaseApplication,
  removeApplication,
} from './registration-removals.ts';

export interface ObservedRegistration {
  readonly application: Application | undefined;
  readonly servicePrincipal: ServicePrincipal | undefined;
  /** Applications of the wanted name that are not ours. */
  readonly namesakes: readonly Application[];
  /** For `disconnect`: our application among the deleted ones. */
  readonly deleted?: DeletedApplication | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long Entra keeps a deleted application (microsoft.md §5.7). */
const RESTORABLE_DAYS = 30;

/** Registers the application that Jamf Pro signs in as, and gives it its service principal in this tenant. */
export const appRegistration: Step<ObservedRegistration> = {
  id: 'app-registration',
  title: 'App registration',

  async observe(session) {
    const { graph, wanted } = session;
    if (wanted.removal !== undefined) return observeForRemoval(session);
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

  diagnose(observed, wanted, known) {
    const { application } = observed;
    const adopted = application !== undefined && isAdopted(application, wanted, known);
    return judgeRegistration(observed, wanted, adopted);
  },

  planRemoval({ application, deleted }, wanted, known) {
    const { removal, jamfUrl } = wanted;
    const recorded = known.resources.application;
    if (removal?.deleteApplication !== true) return [];
    if (application === undefined) return removal.purge && deleted ? [purgeDeleted(deleted)] : [];
    // What is not ours is never deleted: an adopted application loses only what we gave it.
    if (recorded?.appId !== application.appId) return [];
    if (recorded.adopted) {
      const left = differencesFromBefore(application, recorded, jamfUrl);
      return Object.keys(left).length === 0 ? [] : [releaseApplication(application, recorded, jamfUrl)];
    }
    return [removeApplication(application), ...(removal.purge ? [purgeDeleted(application)] : [])];
  },

  remainder({ application, deleted }, wanted, known) {
    return application === undefined ? goneWords(deleted) : keptWords(application, wanted, known);
  },

  learn({ application, servicePrincipal }, wanted, known) {
    const recorded = known.resources.application;
    // Taking an application over is a change that the plan shows first; until then none is ours.
    const toAdopt = wanted.adoptApp !== undefined && recorded?.appId !== wanted.adoptApp;
    // Whoever takes it down still needs to know what it was; what is gone is forgotten at the end.
    if (wanted.removal !== undefined && (application === undefined || toAdopt)) return known;
    if (application === undefined || toAdopt) return forgetApplication(known);
    const found = { objectId: application.id, appId: application.appId, adopted: false };
    return rememberFound(known, recorded?.appId === application.appId ? recorded : found, servicePrincipal);
  },
};

async function observeForRemoval(session: Session): Promise<ObservedRegistration> {
  const [application, servicePrincipal] = await Promise.all([
    readApplication(session),
    readOwnServicePrincipal(session),
  ]);
  const { resources, disconnected } = session.known();
  const ours = resources.application?.adopted === false ? resources.application : disconnected?.deleted;
  const gone = application === undefined && session.wanted.removal?.deleteApplication === true;
  const deleted =
    gone && ours !== undefined ? await findDeletedApplication(session.graph, ours.appId) : undefined;
  return { application, servicePrincipal, namesakes: [], deleted };
}

function goneWords(deleted: DeletedApplication | undefined): Remainder {
  if (deleted === undefined) return { standing: 'gone', lines: ['there is none of ours'] };
  const until = new Date(Date.parse(deleted.deletedDateTime ?? '') + RESTORABLE_DAYS * DAY_MS);
  const day = Number.isNaN(until.getTime()) ? 'for 30 days' : `until ${until.toISOString().slice(0, 10)}`;
  return { standing: 'gone', lines: [`deleted · ${deleted.appId} · restorable ${day}`] };
}

function keptWords({ appId }: Application, { removal }: Wanted, known: State): Remainder {
  const recorded = known.resources.application;
  if (recorded?.appId !== appId) {
    return { standing: 'kept', lines: [`kept · ${appId} · it was not made from here`] };
  }
  if (recorded.adopted && removal?.deleteApplication === true) {
    return { standing: 'kept', lines: [`kept · ${appId} · as it was before it was taken over`] };
  }
  return {
    standing: 'kept',
    lines: [`kept · ${appId} · --delete-app ${recorded.adopted ? 'leaves it as it was' : 'deletes it'}`],
  };
}

/** What was found by its key is remembered: a run that was killed, or another computer, had made it. */
function rememberFound(
  known: State,
  application: RecordedApplication,
  servicePrincipal: ServicePrincipal | undefined,
): State {
  const { resources } = known;
  const samePrincipal =
    servicePrincipal === undefined || resources.servicePrincipal?.id === servicePrincipal.id;
  if (resources.application === application && samePrincipal) return known;
  return {
    ...known,
    resources: {
      ...resources,
      application,
      ...(!samePrincipal && {
        servicePrincipal: { id: servicePrincipal.id, createdByUs: !application.adopted },
      }),
    },
  };
}

function isAdopted(application: Application, wanted: Wanted, known: State): boolean {
  return wanted.adoptApp === application.appId || known.resources.application?.adopted === true;
}
