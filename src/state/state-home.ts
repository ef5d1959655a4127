import { posix, win32 } from 'node:path';
import { profileNameUnusable } from './state-failures.ts';

const PROFILE_NAME = /^[A-Za-z0-9_-]{1,64}$/;
// Windows opens a device, not a folder, under these names; refused everywhere so that a profile can move.
const DEVICE_NAME = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The person's home folder (`os.homedir()`). */
  readonly homeDirectory: string;
}

/**
 * The folder that holds all profiles: `JAMF_INTUNE_HOME`, or the platform's place for state.
 *
 * A relative `XDG_STATE_HOME` is ignored, as the XDG specification asks; a relative `JAMF_INTUNE_HOME` is the
 * person's own choice and is resolved against the working directory by the file system.
 */
export function stateHome({ platform, env, homeDirectory }: Surroundings): string {
  const chosen = env.JAMF_INTUNE_HOME;
  if (chosen) return chosen;
  switch (platform) {
    case 'win32':
      return win32.join(env.LOCALAPPDATA || win32.join(homeDirectory, 'AppData', 'Local'), 'jamf-intune');
    case 'darwin':
      return posix.join(homeDirectory, 'Library', 'Application Support', 'jamf-intune');
    default: {
      const xdg = env.XDG_STATE_HOME;
      const base = xdg && posix.isAbsolute(xdg) ? xdg : posix.join(homeDirectory, '.local', 'state');
      return posix.join(base, 'jamf-intune');
    }
  }
}

/** Whether `name` can name a profile: letters, digits, `-` and `_`, at most 64; never a path. */
export function isProfileName(name: string): boolean {
  return PROFILE_NAME.test(name) && !DEVICE_NAME.test(name);
}

/**
 * The profile's own folder under the state home.
 *
 * @throws Failure JI-P530 when `profile` is no profile name
 */
export function profileFolder(home: string, profile: string, platform: NodeJS.Platform): string {
  if (!isProfileName(profile)) throw profileNameUnusable(profile);
  return (platform === 'win32' ? win32 : posix).join(home, profile);
}
