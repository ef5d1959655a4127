import { z } from 'zod';
import { collect } from './collect.ts';
import type { Graph } from './graph.ts';
import { instantOrNever, listOf, text, textOrNull } from './graph-shapes.ts';
import { path } from './path.ts';
import { graphTarget, type Target, targetSchema } from './targets.ts';
import type { Writing } from './writing.ts';

export type { Target };

const STATES = ['unknown', 'unavailable', 'enabled', 'terminated', 'rejected', 'unresponsive'] as const;
const APP_TYPES = ['unknown', 'singleTenantApp', 'multiTenantApp'] as const;

/** State of a partner as Intune tells it; a value that a later Graph adds is `unrecognised`. */
type PartnerState = (typeof STATES)[number] | 'unrecognised';
type PartnerAppType = (typeof APP_TYPES)[number] | 'unrecognised';

/** A row of Intune's partner device management: the "Compliance Connector for Jamf" is one (microsoft.md §4.1). */
export interface DeviceManagementPartner {
  /** Opaque: that it is a GUID is promised nowhere. */
  readonly id: string;
  readonly displayName: string;
  readonly isConfigured: boolean;
  readonly partnerState: PartnerState;
  readonly partnerAppType: PartnerAppType;
  /** The application whose secret Jamf Pro signs in with. */
  readonly singleTenantAppId: string | null;
  /** Undefined when Intune has never heard from the partner. */
  readonly lastHeartbeat: Date | undefined;
  readonly targets: readonly Target[];
  /** After a termination: when the Macs are removed from Intune. */
  readonly removalDate: Date | undefined;
  readonly nonCompliantDate: Date | undefined;
}

/** A row of Intune's compliance partners, the way that replaces the connector (microsoft.md §4.5). */
export interface ComplianceManagementPartner {
  readonly id: string;
  readonly displayName: string;
  readonly partnerState: PartnerState;
  readonly macOsOnboarded: boolean;
  /** Whose Macs it answers for. */
  readonly macOsTargets: readonly Target[];
  readonly lastHeartbeat: Date | undefined;
}

const stateSchema = z.union([z.enum(STATES), z.string().transform(() => 'unrecognised' as const)]);
const appTypeSchema = z.union([z.enum(APP_TYPES), z.string().transform(() => 'unrecognised' as const)]);

const partnerSchema = z
  .object({
    id: z.string().min(1),
    displayName: text,
    isConfigured: z.boolean(),
    partnerState: stateSchema,
    partnerAppType: appTypeSchema.default('unknown'),
    singleTenantAppId: textOrNull,
    lastHeartbeatDateTime: instantOrNever,
    groupsRequiringPartnerEnrollment: listOf(z.object({ target: targetSchema })),
    whenPartnerDevicesWillBeRemovedDateTime: instantOrNever,
    whenPartnerDevicesWillBeMarkedAsNonCompliantDateTime: instantOrNever,
  })
  .transform(
    (row): DeviceManagementPartner => ({
      id: row.id,
      displayName: row.displayName,
      isConfigured: row.isConfigured,
      partnerState: row.partnerState,
      partnerAppType: row.partnerAppType,
      // The portal empties the field with "", Graph with null; to us both are "none".
      singleTenantAppId: row.singleTenantAppId === '' ? null : row.singleTenantAppId,
      lastHeartbeat: row.lastHeartbeatDateTime,
      targets: row.groupsRequiringPartnerEnrollment.map(({ target }) => target),
      removalDate: row.whenPartnerDevicesWillBeRemovedDateTime,
      nonCompliantDate: row.whenPartnerDevicesWillBeMarkedAsNonCompliantDateTime,
    }),
  );

const compliancePartnerSchema = z
  .object({
    id: z.string().min(1),
    displayName: text,
    partnerState: stateSchema,
    macOsOnboarded: z.boolean(),
    macOsEnrollmentAssignments: listOf(z.object({ target: targetSchema })),
    lastHeartbeatDateTime: instantOrNever,
  })
  .transform(
    ({ lastHeartbeatDateTime, macOsEnrollmentAssignments, ...rest }): ComplianceManagementPartner => ({
      ...rest,
      macOsTargets: macOsEnrollmentAssignments.map(({ target }) => target),
      lastHeartbeat: lastHeartbeatDateTime,
    }),
  );

/** All rows, also those of other partners and those that nobody configured. */
export function listDeviceManagementPartners(graph: Graph): Promise<readonly DeviceManagementPartner[]> {
  return collect(graph.pages(path`/deviceManagement/deviceManagementPartners`, partnerSchema));
}

/** All compliance partners; those that nobody configured are in state `unknown`. */
export function listComplianceManagementPartners(
  graph: Graph,
): Promise<readonly ComplianceManagementPartner[]> {
  return collect(graph.pages(path`/deviceManagement/complianceManagementPartners`, compliancePartnerSchema));
}

/** Whether a row is Jamf's. Its exact name is documented nowhere, so the name only has to contain it (§4.2). */
export function isJamfRow(partner: { readonly displayName: string }): boolean {
  return /jamf/i.test(partner.displayName);
}

async function changePartner(
  { graph }: Pick<Writing, 'graph'>,
  id: string,
  change: Record<string, unknown>,
): Promise<void> {
  const body = { '@odata.type': '#microsoft.graph.deviceManagementPartner', ...change };
  await graph.write('PATCH', path`/deviceManagement/deviceManagementPartners/${id}`, body, {
    idempotent: true,
  });
}

/**
 * Tells Intune which application Jamf Pro signs in as, or with null that there is none any more: the field "Specify
 * the Microsoft Entra App ID for Jamf" in the portal.
 *
 * @param appId the application (client) id
 */
export function setConnectorApplication(
  writing: Pick<Writing, 'graph'>,
  id: string,
  appId: string | null,
): Promise<void> {
  return changePartner(writing, id, { partnerAppType: 'singleTenantApp', singleTenantAppId: appId });
}

/** Sets whose Macs enrol through Jamf; replaces the whole list. */
export async function setConnectorGroups(
  writing: Pick<Writing, 'graph'>,
  id: string,
  targets: readonly Target[],
): Promise<void> {
  const assignments = targets.map((target) => ({
    '@odata.type': 'microsoft.graph.deviceManagementPartnerAssignment',
    target: graphTarget(target),
  }));
  await changePartner(writing, id, { groupsRequiringPartnerEnrollment: assignments });
}

/** Ends the partnership: Intune removes the partner's Macs after 90 days (§4.3). */
export async function terminatePartner({ graph }: Pick<Writing, 'graph'>, id: string): Promise<void> {
  const action = path`/deviceManagement/deviceManagementPartners/${id}/terminate`;
  await graph.write('POST', action, undefined, { idempotent: true });
}
