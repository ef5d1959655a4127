import { uniqueNameFor } from '../../../inputs/jamf-url.ts';
import type { Wanted } from '../../../inputs/wanted.ts';
import type { Application } from '../../../microsoft/applications.ts';
import type { DeviceManagementPartner } from '../../../microsoft/partners.ts';
import type { State } from '../../../state/state.ts';

/** Whose connection Jamf's row of Intune tells of. */
export type Whose = 'ours' | 'nobodys' | 'others';

/**
 * Whether the row is this connection's, so that `disconnect` may end it. The state's word counts; without one, for a
 * connection that was made by hand or from another computer, the application has to be this Jamf Pro's.
 *
 * @param application the connection's application, where there is one
 */
export function whoseConnector(
  row: Pick<DeviceManagementPartner, 'partnerAppType' | 'singleTenantAppId'>,
  application: Application | undefined,
  { jamfUrl, adoptApp }: Pick<Wanted, 'jamfUrl' | 'adoptApp'>,
  known: State,
): Whose {
  const { singleTenantAppId } = row;
  // The Cloud Connector is another way to connect, and nothing that this program made.
  if (row.partnerAppType === 'multiTenantApp') return 'others';
  if (singleTenantAppId === null) return 'nobodys';
  if (singleTenantAppId === known.resources.application?.appId) return 'ours';
  // Found by looking, and no application has this id any more: it can be nobody else's either.
  if (application === undefined) return singleTenantAppId === adoptApp ? 'ours' : 'others';
  const thisJamfPros =
    application.uniqueName === uniqueNameFor(jamfUrl) || application.redirectUris.includes(jamfUrl);
  return singleTenantAppId === application.appId && thisJamfPros ? 'ours' : 'others';
}

/** As above, for what was set beside the application ID: the id itself may be cleared or put back already. */
export function mayTouchGroups(
  row: DeviceManagementPartner,
  application: Application | undefined,
  wanted: Pick<Wanted, 'jamfUrl' | 'adoptApp'>,
  known: State,
): boolean {
  const whose = whoseConnector(row, application, wanted, known);
  const { connector } = known.resources;
  if (whose === 'ours') return true;
  if (connector?.id !== row.id || row.partnerAppType === 'multiTenantApp') return false;
  return whose === 'nobodys' || row.singleTenantAppId === connector.before.singleTenantAppId;
}
