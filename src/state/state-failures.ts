import { Failure } from '../errors/failure.ts';
import { visible } from '../terminal/visible.ts';
import { errorCode } from './error-code.ts';

/**
 * The refusals of the state room, each with its cause and its remedy. Exit code 6 (`state locked or unreadable`)
 * but for the profile's name, which is bad input.
 */

const NOTHING_CHANGED = 'The file was left as it is';

export function profileNameUnusable(profile: string): Failure {
  return new Failure({
    code: 'JI-P530',
    exit: 2,
    what: `"${visible(profile, 80)}" cannot name a profile`,
    why: 'A profile is a folder on this computer; its name has 1 to 64 letters, digits, "-" or "_", and is no device name of Windows.',
    fix: ['Choose another name: --profile contoso-production'],
    field: 'profile',
  });
}

export function stateDamaged(path: string, reason: string): Failure {
  return new Failure({
    code: 'JI-P531',
    exit: 6,
    what: `The state file is damaged and has no good previous copy: ${visible(path)}`,
    why: `${visible(reason)}. ${NOTHING_CHANGED}, because it may be the only record of what was made in the tenant.`,
    fix: [
      `Restore ${visible(path)} from a backup of this computer`,
      'Or move it away and run `jamf-intune setup` again: what it made is found in the tenant by its keys',
    ],
  });
}

export function stateNotOurs(path: string): Failure {
  return new Failure({
    code: 'JI-P532',
    exit: 6,
    what: `Not a state file of jamf-intune: ${visible(path)}`,
    why: `The file is readable JSON of another format. ${NOTHING_CHANGED}.`,
    fix: [
      'Move the file away, or choose another folder: JAMF_INTUNE_HOME=/path jamf-intune setup',
      'Or choose another profile: --profile NAME',
    ],
  });
}

export function stateNewer(path: string, found: number, known: number): Failure {
  return new Failure({
    code: 'JI-P533',
    exit: 6,
    what: `The state file was written by a newer jamf-intune: ${visible(path)}`,
    why: `It has format version ${found}; this program knows versions up to ${known}. ${NOTHING_CHANGED}.`,
    fix: ['Install the newer version: npm install --global jamf-intune@latest'],
  });
}

export function stateInvalid(path: string, problem: string): Failure {
  const shown = visible(path);
  return new Failure({
    code: 'JI-P534',
    exit: 6,
    what: `The state file has a value that does not belong there: ${shown}`,
    why: `${visible(problem)}. ${NOTHING_CHANGED}.`,
    fix: [
      `Correct that value in ${shown}`,
      ...(path.endsWith('.bak') ? [] : [`Or go back to the copy before it: mv '${shown}.bak' '${shown}'`]),
    ],
  });
}

/** Why a file or folder of the profile is not to be trusted. */
export type Unsafe = 'symbolic-link' | 'not-a-file' | 'not-a-folder' | 'other-owner';

const UNSAFE: Record<Unsafe, { readonly why: string; readonly fix: (path: string) => string }> = {
  'symbolic-link': {
    why: 'It is a symbolic link; whoever set it decides what is read and overwritten.',
    fix: (path) => `Look where it leads and remove it: ls -l '${path}'; rm '${path}'`,
  },
  'not-a-file': {
    why: 'It is no regular file.',
    fix: (path) => `Look at it and move it away: ls -l '${path}'`,
  },
  'not-a-folder': { why: 'It is no folder.', fix: (path) => `Look at it and move it away: ls -l '${path}'` },
  'other-owner': {
    why: 'It belongs to another user of this computer, often after a run with sudo.',
    fix: (path) => `Make it yours, or run as its owner: sudo chown "$(id -un)" '${path}'`,
  },
};

export function pathUnsafe(path: string, unsafe: Unsafe): Failure {
  const { why, fix } = UNSAFE[unsafe];
  return new Failure({
    code: 'JI-P535',
    exit: 6,
    what: `Not safe to use: ${visible(path)}`,
    why,
    fix: [fix(visible(path))],
  });
}

const DISK: Record<string, readonly [why: string, fix: string]> = {
  ENOSPC: ['The disk is full.', 'Free some space on that disk and run the command again'],
  EDQUOT: ['Your disk quota is used up.', 'Free some space in your home folder and run the command again'],
  EROFS: ['That disk is read-only.', 'Choose a folder on another disk: JAMF_INTUNE_HOME=/path'],
  EACCES: [
    'This user may not do that there.',
    'Give yourself access, or choose a folder: JAMF_INTUNE_HOME=/path',
  ],
  EPERM: [
    'The system forbids that there.',
    'Give yourself access, or choose a folder: JAMF_INTUNE_HOME=/path',
  ],
  EIO: [
    'The disk reports an input/output error.',
    'Check the disk, or choose another: JAMF_INTUNE_HOME=/path',
  ],
};

/** A file of the profile could not be read or written; `doing` completes "Could not …". */
export function fileTrouble(doing: string, path: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const code = errorCode(error) ?? 'unknown error';
  const [why, fix] = DISK[code] ?? ['', 'Choose a folder on a local disk: JAMF_INTUNE_HOME=/path'];
  return new Failure({
    code: 'JI-P536',
    exit: 6,
    what: `Could not ${doing}: ${visible(path)}`,
    why: `${why} (${code})`.trim(),
    fix: [fix],
    cause: error,
  });
}

export function stateChangedMeanwhile(path: string, seen: string): Failure {
  return new Failure({
    code: 'JI-P539',
    exit: 6,
    what: `The state file changed since it was read: ${visible(path)}`,
    why: `${visible(seen)} Saving would overwrite what another run recorded; nothing was saved.`,
    fix: ['Run the command again: it starts from the file as it is now'],
  });
}
