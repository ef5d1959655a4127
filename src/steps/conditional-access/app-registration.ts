import type { Wanted } from '../../inputs/wanted.ts';
import { type Application, listApplicationsNamed } from '../../microsoft/applications.ts';
import type { ServicePrincipal } from '../../microsoft/service-principals.ts';
import type { State } from '../../state/state.ts';
import type { Step } from '../step.ts';
import { compareApplication } from './application-differences.ts';
import { judgeRegistration } from './judge-registration.ts';
import { forgetApplication, type RecordedApplication } from './recorded-application.ts';
import {
  adoptApplication,
  correctApplication,
  createApplication,
  createPrincipal,
  removeApplication,
} from './registration-changes.ts';
import { readApplication, readOwnServicePrincipal } from './shared-reads.ts';

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

  diagnose(observed, wanted, known) {
    const { application } = observed;
    const adopted = application !== undefined && isAdopted(application, wanted, known);
    return judgeRegistration(observed, wanted, adopted);
  },

  planRemoval({ application }, _wanted, known) {
    // What is not ours is never deleted: an adopted application loses only what we gave it (its own steps undo that).
    if (application === undefined || known.resources.application?.adopted !== false) return [];
    return [removeApplication(application)];
  },

  learn({ application, servicePrincipal }, wanted, known) {
    const recorded = known.resources.application;
    // Taking an application over is a change that the plan shows first; until then none is ours.
    const toAdopt = wanted.adoptApp !== undefined && recorded?.appId !== wanted.adoptApp;
    if (application === undefined || toAdopt) return forgetApplication(known);
    const found = { objectId: application.id, appId: application.appId, adopted: false };
    return rememberFound(known, recorded?.appId === application.appId ? recorded : found, servicePrincipal);
  },
};

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
