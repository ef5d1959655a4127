import type { SandboxContext } from '../service.ts';
import { uuidFrom } from '../uuid-from.ts';
import type { DeviceManagementPartner } from '../world.ts';

const DAY_MS = 86_400_000;
/** Macs of a terminated connection stay in Intune for this long (microsoft.md §4.3). */
const REMOVAL_DAYS = 90;
/** Without a heartbeat for this long a partner counts as unresponsive. */
const SILENCE_MS = DAY_MS;

/** Jamf's row, which the connection lives in. */
export function jamfRow({ world }: SandboxContext): DeviceManagementPartner | undefined {
  return world.deviceManagementPartners.find((row) => row.displayName === 'Jamf');
}

/** The rows as Graph shows them now: silence and the faults of the list show here and change nothing. */
export function shownPartnerRows(context: SandboxContext): readonly DeviceManagementPartner[] {
  const rows = context.world.deviceManagementPartners.map((row) =>
    befallenRow(context, {
      ...row,
      partnerState: isSilent(context, row) ? ('unresponsive' as const) : row.partnerState,
    }),
  );
  const jamf = jamfRow(context);
  if (context.has('connector-missing')) return rows.filter((row) => row.id !== jamf?.id);
  if (context.has('connector-twice') && jamf !== undefined) {
    return [...rows, { ...jamf, id: uuidFrom(`second row ${jamf.id}`), displayName: 'Jamf (old)' }];
  }
  return rows;
}

/** What faults make of a configured row. */
function befallenRow({ clock, has }: SandboxContext, row: DeviceManagementPartner): DeviceManagementPartner {
  if (!row.isConfigured) return row;
  const inDays = (days: number) => new Date(clock.now().getTime() + days * DAY_MS).toISOString();
  const ended = has('connector-terminated') && {
    partnerState: 'terminated' as const,
    whenPartnerDevicesWillBeRemovedDateTime: inDays(60),
    whenPartnerDevicesWillBeMarkedAsNonCompliantDateTime: inDays(30),
  };
  return {
    ...row,
    ...(has('connector-unresponsive') && { partnerState: 'unresponsive' as const }),
    ...(has('heartbeat-old') && { partnerState: 'enabled' as const, lastHeartbeatDateTime: inDays(-4) }),
    ...(has('cloud-connector') && { partnerAppType: 'multiTenantApp' as const }),
    ...(has('connector-for-all') && {
      groupsRequiringPartnerEnrollment: [
        { target: { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' } },
      ],
    }),
    ...ended,
  };
}

/** Ends a connection: by the button in Intune, by an emptied field, or because Jamf Pro switched off. */
export function terminatePartner(context: SandboxContext, row: DeviceManagementPartner): void {
  const end = new Date(context.clock.now().getTime() + REMOVAL_DAYS * DAY_MS).toISOString();
  row.partnerState = 'terminated';
  row.whenPartnerDevicesWillBeRemovedDateTime = end;
  row.whenPartnerDevicesWillBeMarkedAsNonCompliantDateTime = end;
}

function isSilent({ clock }: SandboxContext, row: DeviceManagementPartner): boolean {
  return (
    row.partnerState === 'enabled' &&
    clock.now().getTime() - Date.parse(row.lastHeartbeatDateTime) > SILENCE_MS
  );
}
