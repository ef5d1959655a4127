import { z } from 'zod';
import type { SandboxContext } from '../service.ts';
import type { CompliancePartner } from '../world.ts';
import { Assignments, acceptedTargets } from './assignment-target.ts';
import { parseBody } from './body.ts';
import { answerList } from './collection.ts';
import { READ_INTUNE_SETTINGS, WRITE_INTUNE_SETTINGS } from './intune-permissions.ts';
import type { Entity, GraphRequest, Operation } from './operation.ts';
import { notFound } from './refusal.ts';
import { shown } from './shape.ts';

const SET = {
  set: 'deviceManagement/complianceManagementPartners',
  type: 'complianceManagementPartner',
} as const;
const PATHS = ['/deviceManagement/complianceManagementPartners/{id}'];

const ChangeBody = z
  .strictObject({
    '@odata.type': z.literal('#microsoft.graph.complianceManagementPartner'),
    macOsOnboarded: z.boolean(),
    macOsEnrollmentAssignments: Assignments,
  })
  .partial();

/** The rows of Partner compliance management (microsoft.md §4.5). There is no terminate here. */
export const COMPLIANCE_PARTNER_OPERATIONS: readonly Operation[] = [
  {
    method: 'GET',
    paths: ['/deviceManagement/complianceManagementPartners'],
    access: READ_INTUNE_SETTINGS,
    answer: (request) =>
      answerList(request, {
        ...SET,
        items: request.context.world.compliancePartners.map((row) => entityOf(request, row)),
      }),
  },
  {
    method: 'GET',
    paths: PATHS,
    access: READ_INTUNE_SETTINGS,
    answer: (request) => ({
      status: 200,
      body: shown(request, SET.type, SET.set, entityOf(request, rowOf(request))),
    }),
  },
  {
    method: 'PATCH',
    paths: PATHS,
    access: WRITE_INTUNE_SETTINGS,
    answer: (request) => {
      const row = rowOf(request);
      const body = parseBody(request, ChangeBody);
      if (body.macOsEnrollmentAssignments !== undefined) {
        row.macOsEnrollmentAssignments = acceptedTargets(request.context, body.macOsEnrollmentAssignments);
      }
      if (body.macOsOnboarded !== undefined) row.macOsOnboarded = body.macOsOnboarded;
      return { status: 200, body: shown(request, SET.type, SET.set, entityOf(request, row)) };
    },
  },
];

function rowOf({ context, parameter }: GraphRequest): CompliancePartner {
  const id = parameter('id') ?? '';
  const row = context.world.compliancePartners.find((each) => each.id === id);
  if (row === undefined) throw notFound(id);
  return row;
}

function entityOf({ context }: GraphRequest, row: CompliancePartner): Entity {
  return { ...befallen(context, row), androidEnrollmentAssignments: [], iosEnrollmentAssignments: [] };
}

/** A row with what faults make of it; nothing is kept of that. */
function befallen({ has }: SandboxContext, row: CompliancePartner): CompliancePartner {
  const isJamf = row.displayName.startsWith('Jamf');
  if (has('other-partner') && row.displayName.startsWith('Kandji'))
    return { ...row, macOsOnboarded: true, partnerState: 'enabled' };
  if (!has('compliance-partner-for-all') || !isJamf) return row;
  const target = { '@odata.type': '#microsoft.graph.allLicensedUsersAssignmentTarget' };
  return { ...row, macOsOnboarded: true, macOsEnrollmentAssignments: [{ target }] };
}
