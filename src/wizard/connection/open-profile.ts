import type { Host } from '../../host.ts';
import { openStateStore } from '../../state/open-state-store.ts';
import { stateHome } from '../../state/state-home.ts';
import type { StateStore } from '../../state/state-store.ts';

/** The folder that holds all profiles of this person on this computer. */
export function homeOf({ platform, env, homeFolder }: Pick<Host, 'platform' | 'env' | 'homeFolder'>): string {
  return stateHome({ platform, env, homeDirectory: homeFolder });
}

/** The state file of one profile, as this run of the program reads and writes it. */
export function openProfile(host: Host, profile: string): StateStore {
  return openStateStore({
    ...host,
    home: homeOf(host),
    profile,
    host: host.computer,
    tool: `jamf-intune ${host.version}`,
  });
}
