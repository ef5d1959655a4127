import { type Application, findApplicationByAppId } from '../../../microsoft/applications.ts';
import {
  type DeviceManagementPartner,
  listDeviceManagementPartners,
  setConnectorApplication,
} from '../../../microsoft/partners.ts';
import { visible } from '../../../terminal/visible.ts';
import type { Session } from '../../session.ts';
import type { Change } from '../../step.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The application that the connector named before the set-up, where it still exists: only then it is worth putting back. */
export async function readEarlierApplication({
  graph,
  known,
}: Pick<Session, 'graph' | 'known'>): Promise<Application | undefined> {
  const id = known().resources.connector?.before.singleTenantAppId;
  if (id == null || !GUID.test(id)) return undefined;
  return findApplicationByAppId(graph, id);
}

/**
 * Takes our application ID out of the connector.
 * @param putBack the application that was there before the set-up
 */
export function clearApplication(row: DeviceManagementPartner, putBack: Application | undefined): Change {
  const target = putBack?.appId ?? null;
  return {
    action: 'remove',
    target: 'connector',
    summary: `${visible(row.displayName)}: clear the application ID`,
    details: putBack === undefined ? [] : [`puts back ${putBack.appId}, which was there before the set-up`],
    by: 'tool',
    destroys: true,
    async apply(session, journal) {
      await journal.run({
        operation: 'clear-connector-application',
        key: row.id,
        find: async () =>
          (await readRow(session.graph, row.id))?.singleTenantAppId === target ? true : undefined,
        act: async () => {
          await setConnectorApplication(session, row.id, target);
          return true;
        },
        // The groups are still to come, and who cleared the ID answers for them.
        remember: (state) => ({
          ...state,
          resources: {
            ...state.resources,
            connector: state.resources.connector ?? { id: row.id, before: { singleTenantAppId: target } },
          },
        }),
      });
      return target === null ? 'application ID cleared' : `application ID put back · ${target}`;
    },
  };
}

/** Jamf's row as it stands now. */
export async function readRow(
  graph: Session['graph'],
  id: string,
): Promise<DeviceManagementPartner | undefined> {
  return (await listDeviceManagementPartners(graph)).find((row) => row.id === id);
}
