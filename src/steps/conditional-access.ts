import { intuneConnector } from './conditional-access/connector/intune-connector.ts';
import { enrollmentGroups } from './conditional-access/groups/enrollment-groups.ts';
import { apiPermission } from './conditional-access/permission/api-permission.ts';
import { prerequisites } from './conditional-access/prerequisites/prerequisites.ts';
import { proof } from './conditional-access/proof/proof.ts';
import { appRegistration } from './conditional-access/registration/app-registration.ts';
import { clientSecret } from './conditional-access/secret/client-secret.ts';
import { jamfSettings } from './conditional-access/settings/jamf-settings.ts';
import { type ListedStep, listed } from './step.ts';

/** The manual connection, in the order in which it is built. */
export const CONDITIONAL_ACCESS: readonly ListedStep[] = [
  listed(prerequisites),
  listed(appRegistration),
  listed(apiPermission),
  listed(clientSecret),
  listed(intuneConnector),
  listed(jamfSettings),
  listed(enrollmentGroups),
  listed(proof),
];

/**
 * The same in the order in which it is taken down, the one that hurts nobody: Jamf Pro stops first, while it can still
 * tell Intune; the application goes last, or Jamf Pro would raise alerts for ever (microsoft.md §5.7, jamf.md §15).
 */
export const REMOVAL_ORDER: readonly ListedStep[] = [
  listed(jamfSettings),
  listed(intuneConnector),
  listed(enrollmentGroups),
  listed(clientSecret),
  listed(apiPermission),
  listed(appRegistration),
];
