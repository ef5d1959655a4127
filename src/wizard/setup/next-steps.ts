import type { SetupOutcome } from '../../engine/setup.ts';
import type { Cloud } from '../../microsoft/clouds.ts';
import { afterFailure } from '../run/after-failure.ts';

/** What comes next, most important first. */
export function nextSteps(outcome: SetupOutcome, cloud: Cloud | undefined, goOn: string): readonly string[] {
  switch (outcome.status) {
    case 'done':
    case 'nothing-to-do':
      return afterSetup(cloud);
    case 'planned':
      return [`${goOn}  carries the plan out`];
    case 'waiting':
      return [`${goOn}  goes on from here`];
    case 'failed':
      return afterFailure(outcome.failure, goOn);
  }
}

/** The document's last part: deploy Company Portal, assign policies, register the first Mac. */
function afterSetup(cloud: Cloud | undefined): readonly string[] {
  const portal =
    cloud === undefined || cloud.name === 'sandbox' ? 'https://intune.microsoft.com' : cloud.intunePortal;
  return [
    'Deploy Company Portal for macOS with Jamf Pro: https://aka.ms/macoscompanyportal',
    `Assign a macOS compliance policy to your user groups: ${portal} > Devices > Compliance`,
    'Register the first Mac: its user opens Company Portal from Jamf Self Service, never directly',
  ];
}
