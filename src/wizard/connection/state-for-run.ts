import type { Host } from '../../host.ts';
import type { Wanted } from '../../inputs/wanted.ts';
import { STATE_FORMAT, STATE_VERSION, type State } from '../../state/state.ts';

/** The state that a run goes on from: the earlier one with what was decided now, or a new one. Saved at the first change. */
export function stateForRun(
  earlier: State | undefined,
  wanted: Wanted,
  { random, clock, version }: Pick<Host, 'random' | 'clock' | 'version'>,
): State {
  const { connection, cloud, tenant, jamfUrl, appName, adoptApp, permissions, secretMonths, secretStore } =
    wanted;
  const decided = {
    connection,
    cloud,
    tenant,
    jamfUrl,
    answers: {
      ...earlier?.answers,
      appName,
      ...(adoptApp !== undefined && { adoptApp }),
      permissions,
      secretMonths,
      secretStore,
      includeGroups: [...wanted.includeGroups],
      excludeGroups: [...wanted.excludeGroups],
    },
  };
  if (earlier !== undefined) return { ...earlier, ...decided };
  return {
    format: STATE_FORMAT,
    version: STATE_VERSION,
    lineage: random.uuid(),
    serial: 0,
    savedBy: `jamf-intune ${version}`,
    savedAt: clock.now().toISOString(),
    profile: wanted.profile,
    ...decided,
    resources: {},
    steps: {},
    intents: [],
  };
}
