import type { DoctorCheck } from './check.ts';
import { conditionalAccess } from './entra/conditional-access.ts';
import { nativeConnector } from './entra/native-connector.ts';
import { peopleOfGroups } from './entra/people-of-groups.ts';
import { registeredDevices } from './entra/registered-devices.ts';
import { compliancePolicies } from './intune/compliance-policies.ts';
import { deviceComplianceTargets } from './intune/device-compliance-targets.ts';
import { otherPartner } from './intune/other-partner.ts';
import { removalDates } from './intune/removal-dates.ts';
import { alerts } from './jamf/alerts.ts';
import { clock } from './jamf/clock.ts';
import { macs } from './jamf/macs.ts';
import { server } from './jamf/server.ts';
import { needsIntune } from './needs-intune.ts';

/** What the doctor looks at besides the steps, in the order in which it is printed. */
export const CHECKS: readonly DoctorCheck[] = [
  needsIntune(nativeConnector),
  conditionalAccess,
  needsIntune(peopleOfGroups),
  registeredDevices,
  needsIntune(otherPartner),
  needsIntune(compliancePolicies),
  needsIntune(deviceComplianceTargets),
  needsIntune(removalDates),
  server,
  alerts,
  clock,
  macs,
];
