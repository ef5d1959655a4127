import { NotSignedIn } from '../../errors/not-signed-in.ts';
import { uniqueNameFor } from '../../inputs/jamf-url.ts';
import { type Alert, readAlerts } from '../../jamf/alerts.ts';
import {
  type Application,
  findApplicationByAppId,
  findApplicationByUniqueName,
} from '../../microsoft/applications.ts';
import { INTUNE_API_APP_ID } from '../../microsoft/identifiers.ts';
import {
  type DeviceManagementPartner,
  isJamfRow,
  listDeviceManagementPartners,
} from '../../microsoft/partners.ts';
import { findServicePrincipal, type ServicePrincipal } from '../../microsoft/service-principals.ts';
import type { Session } from '../session.ts';

/**
 * Reads that several steps of the manual connection need. Each happens once in a round of observation, whichever
 * step asks first.
 */

/** The connection's application: the adopted one, or ours by its unique name; undefined when there is none. */
export function readApplication(
  session: Pick<Session, 'graph' | 'once' | 'wanted' | 'known'>,
): Promise<Application | undefined> {
  const { graph, wanted } = session;
  const recorded = session.known().resources.application;
  const adopted = wanted.adoptApp ?? (recorded?.adopted === true ? recorded.appId : undefined);
  // Only the doctor goes on without an address; its looks then say what they lack.
  if (wanted.jamfUrl === '')
    return Promise.reject(new NotSignedIn('no address of Jamf Pro was given: --jamf-url URL'));
  return session.once('application', () =>
    adopted === undefined
      ? findApplicationByUniqueName(graph, uniqueNameFor(wanted.jamfUrl))
      : findApplicationByAppId(graph, adopted),
  );
}

/**
 * The application's service principal in this tenant. Read beside the application where the state knows its id; what
 * belongs to another one than was found counts for nothing.
 */
export async function readOwnServicePrincipal(
  session: Pick<Session, 'graph' | 'once' | 'wanted' | 'known'>,
): Promise<ServicePrincipal | undefined> {
  const read = (appId: string) =>
    session.once(`service-principal:${appId}`, () => findServicePrincipal(session.graph, appId));
  const recorded = session.known().resources.application?.appId;
  if (recorded !== undefined) read(recorded).catch(() => undefined);
  const application = await readApplication(session);
  return application === undefined ? undefined : read(application.appId);
}

/** The service principal of the Microsoft Intune API, which owns the role. */
export function readIntuneApi(
  session: Pick<Session, 'graph' | 'once'>,
): Promise<ServicePrincipal | undefined> {
  return session.once('intune-api', () => findServicePrincipal(session.graph, INTUNE_API_APP_ID));
}

/** Intune's partner rows: all of them, and those that are Jamf's. */
export async function readPartners(session: Pick<Session, 'graph' | 'once'>): Promise<{
  readonly all: readonly DeviceManagementPartner[];
  readonly jamf: readonly DeviceManagementPartner[];
}> {
  const all = await session.once('partners', () => listDeviceManagementPartners(session.graph));
  return { all, jamf: all.filter(isJamfRow) };
}

/** Jamf's row when there is exactly one; the step `intune-connector` says what is wrong otherwise. */
export async function readConnector(
  session: Pick<Session, 'graph' | 'once'>,
): Promise<DeviceManagementPartner | undefined> {
  const { jamf } = await readPartners(session);
  return jamf.length === 1 ? jamf[0] : undefined;
}

/** Jamf Pro's own alerts. */
export function readJamfAlerts(session: Pick<Session, 'jamf' | 'once'>): Promise<readonly Alert[]> {
  return session.once('alerts', () => readAlerts(session.jamf));
}
