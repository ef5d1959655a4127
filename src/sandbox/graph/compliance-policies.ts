import type { SandboxContext } from '../service.ts';
import { uuidFrom } from '../uuid-from.ts';
import { answerList } from './collection.ts';
import { READ_INTUNE_POLICIES } from './intune-permissions.ts';
import type { Entity, Operation } from './operation.ts';
import { notFound } from './refusal.ts';

const POLICY_ID = uuidFrom('compliance policy for Macs');
const SET = 'deviceManagement/deviceCompliancePolicies';

/** Intune's compliance policies: one for Macs, for the people of "Mac users". */
export const COMPLIANCE_POLICY_OPERATIONS: readonly Operation[] = [
  {
    method: 'GET',
    paths: ['/deviceManagement/deviceCompliancePolicies'],
    access: READ_INTUNE_POLICIES,
    answer: (request) =>
      answerList(request, {
        set: SET,
        type: 'deviceCompliancePolicy',
        items: [showPolicy(request.context)],
      }),
  },
  {
    method: 'GET',
    paths: ['/deviceManagement/deviceCompliancePolicies/{id}/assignments'],
    access: READ_INTUNE_POLICIES,
    answer: (request) => {
      const id = request.parameter('id') ?? '';
      if (id !== POLICY_ID) throw notFound(id);
      return answerList(request, {
        set: `${SET}('${id}')/assignments`,
        type: 'deviceCompliancePolicyAssignment',
        items: assignmentsOf(request.context),
      });
    },
  },
];

function showPolicy({ has }: SandboxContext): Entity {
  return {
    '@odata.type': '#microsoft.graph.macOSCompliancePolicy',
    id: POLICY_ID,
    displayName: 'Macs at Contoso',
    description: null,
    createdDateTime: '2026-01-01T00:00:00Z',
    lastModifiedDateTime: '2026-01-01T00:00:00Z',
    version: 1,
    osMinimumVersion: '14.0',
    passwordRequired: true,
    storageRequireEncryption: has('policy-asks-for-filevault'),
  };
}

function assignmentsOf({ world, has }: SandboxContext): readonly Entity[] {
  if (has('policy-for-nobody')) return [];
  const name = has('policy-for-devices') ? 'Lab Macs' : 'Mac users';
  const groupId = world.groups.find(({ displayName }) => displayName === name)?.id ?? '';
  return [
    {
      id: `${POLICY_ID}_${groupId}`,
      target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId },
    },
  ];
}
