import type { ExaminedStep } from '../../engine/doctor.ts';
import type { CheckRoom } from '../../engine/doctor-result.ts';
import type { ListedStep, PartId, StepId } from '../../steps/step.ts';

/** Where each step's line stands in the doctor's answer, and which right its look needs (failures-and-users.md §6). */
const EXAMINED: Readonly<Record<PartId, { readonly room: CheckRoom; readonly needs: string }>> = {
  prerequisites: { room: 'entra', needs: 'User.Read' },
  'app-registration': { room: 'entra', needs: 'Application.Read.All' },
  'api-permission': { room: 'entra', needs: 'Application.Read.All' },
  'client-secret': { room: 'entra', needs: 'Application.Read.All' },
  'intune-connector': { room: 'intune', needs: 'DeviceManagementServiceConfig.Read.All' },
  'jamf-settings': { room: 'jamf', needs: 'DeviceManagementServiceConfig.Read.All' },
  'enrollment-groups': {
    room: 'intune',
    needs: 'DeviceManagementServiceConfig.Read.All and Group.ReadBasic.All',
  },
  proof: { room: 'intune', needs: 'Application.Read.All and DeviceManagementServiceConfig.Read.All' },
};

/** The steps as the doctor reads them. */
export function examinedSteps(steps: readonly ListedStep[]): readonly ExaminedStep[] {
  return steps.flatMap((step) => (isPart(step.id) ? [{ step, ...EXAMINED[step.id] }] : []));
}

function isPart(id: StepId): id is PartId {
  return Object.hasOwn(EXAMINED, id);
}
