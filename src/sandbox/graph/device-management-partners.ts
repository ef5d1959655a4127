import { z } from 'zod';
import { shownPartnerRows, terminatePartner } from '../intune/partner-row.ts';
import { NEVER } from '../seed/partners.ts';
import type { DeviceManagementPartner } from '../world.ts';
import { Assignments, acceptedTargets } from './assignment-target.ts';
import { parseBody } from './body.ts';
import { answerList } from './collection.ts';
import { READ_INTUNE_SETTINGS, WRITE_INTUNE_SETTINGS } from './intune-permissions.ts';
import { type Entity, type GraphRequest, NO_CONTENT, type Operation } from './operation.ts';
import { notFound } from './refusal.ts';
import { shown } from './shape.ts';

const SET = { set: 'deviceManagement/deviceManagementPartners', type: 'deviceManagementPartner' } as const;
const PATHS = ['/deviceManagement/deviceManagementPartners/{id}'];

const ChangeBody = z
  .strictObject({
    '@odata.type': z.literal('#microsoft.graph.deviceManagementPartner'),
    displayName: z.string(),
    isConfigured: z.boolean(),
    partnerAppType: z.enum(['unknown', 'singleTenantApp', 'multiTenantApp']),
    singleTenantAppId: z.guid().nullable(),
    groupsRequiringPartnerEnrollment: Assignments,
  })
  .partial();

/** The manual connector's rows (microsoft.md §4.1, §4.2). Rows are there from the start; nobody creates one. */
export const DEVICE_MANAGEMENT_PARTNER_OPERATIONS: readonly Operation[] = [
  {
    method: 'GET',
    paths: ['/deviceManagement/deviceManagementPartners'],
    access: READ_INTUNE_SETTINGS,
    answer: (request) =>
      answerList(request, { ...SET, items: shownPartnerRows(request.context).map(entityOf) }),
  },
  {
    method: 'GET',
    paths: PATHS,
    access: READ_INTUNE_SETTINGS,
    answer: (request) => ({ status: 200, body: show(request) }),
  },
  {
    method: 'PATCH',
    paths: PATHS,
    access: WRITE_INTUNE_SETTINGS,
    answer: (request) => {
      change(request, parseBody(request, ChangeBody));
      return { status: 200, body: show(request) };
    },
  },
  {
    method: 'POST',
    paths: ['/deviceManagement/deviceManagementPartners/{id}/terminate'],
    // Microsoft's table lists the reading permissions only (failures-and-users.md §3); ReadWrite contains them.
    access: READ_INTUNE_SETTINGS,
    answer: (request) => {
      terminatePartner(request.context, rowOf(request));
      return NO_CONTENT;
    },
  },
];

function change(request: GraphRequest, body: z.infer<typeof ChangeBody>): void {
  const { context } = request;
  const row = rowOf(request);
  const before = row.singleTenantAppId;
  const targets = body.groupsRequiringPartnerEnrollment;
  if (targets !== undefined) row.groupsRequiringPartnerEnrollment = acceptedTargets(context, targets);
  if (body.partnerAppType !== undefined) row.partnerAppType = body.partnerAppType;
  if (body.singleTenantAppId !== undefined) row.singleTenantAppId = body.singleTenantAppId;
  row.isConfigured = row.singleTenantAppId !== null && row.partnerAppType === 'singleTenantApp';
  if (row.singleTenantAppId === before) return;
  if (row.singleTenantAppId === null) {
    // Emptying the field ends a connection that lived, as the button does (microsoft.md §4.3).
    if (row.partnerState === 'unknown') return;
    terminatePartner(context, row);
    return;
  }
  // Until the partner itself reports with this application, nobody has seen it.
  row.partnerState = context.has('connector-rejected') ? 'rejected' : 'unavailable';
  row.lastHeartbeatDateTime = NEVER;
  row.whenPartnerDevicesWillBeRemovedDateTime = null;
  row.whenPartnerDevicesWillBeMarkedAsNonCompliantDateTime = null;
}

/** The kept row. A second row that only a fault shows cannot be changed. */
function rowOf({ context, parameter }: GraphRequest): DeviceManagementPartner {
  const id = parameter('id') ?? '';
  const row = context.world.deviceManagementPartners.find((each) => each.id === id);
  if (row === undefined || !shownPartnerRows(context).some((each) => each.id === id)) throw notFound(id);
  return row;
}

function show(request: GraphRequest): Entity {
  const { context, parameter } = request;
  const row = shownPartnerRows(context).find((each) => each.id === parameter('id'));
  if (row === undefined) throw notFound(parameter('id') ?? '');
  return shown(request, SET.type, SET.set, entityOf(row));
}

function entityOf(row: DeviceManagementPartner): Entity {
  return { ...row };
}
