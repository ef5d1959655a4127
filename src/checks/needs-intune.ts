import { hasIntune, readOrganization } from '../microsoft/organization.ts';
import type { DoctorCheck } from './check.ts';
import { readableOrUndefined } from './shared-reads.ts';

/**
 * A check that can say nothing about a tenant without Intune: there each of its reads is refused, and the prerequisites
 * name the one cause of all that.
 */
export function needsIntune(check: DoctorCheck): DoctorCheck {
  return {
    ...check,
    async look(session) {
      const organization = await readableOrUndefined(() =>
        session.once('organization', () => readOrganization(session.graph)),
      );
      return organization === undefined || hasIntune(organization.plans)
        ? check.look(session)
        : { skipped: 'the tenant has no Intune (JI-I201)' };
    },
  };
}
