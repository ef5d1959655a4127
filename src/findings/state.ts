import { type Entry, SOURCES } from './entry.ts';

/** What can be wrong with the file in which a profile remembers what was made (JI-P53x). */
export const STATE = {
  'JI-P530': {
    title: 'The name cannot be that of a profile',
    cause: 'A profile is a folder on this computer: its name has 1 to 64 letters, digits, "-" or "_"',
    fix: ['jamf-intune setup --profile NAME  with another name'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P531': {
    title: 'The state file is damaged and has no good previous copy',
    cause: 'The disk, another program or a hand wrote into it',
    fix: [
      'Restore the file from a backup of this computer',
      'Or move it away, then: jamf-intune setup  finds in the tenant by its keys what was made',
    ],
    certainty: 'likely',
    source: SOURCES.own,
  },
  'JI-P532': {
    title: 'The file is not a state file of this program',
    cause: 'The folder holds a file of another program in its place',
    fix: [
      'Move the file away, or choose another folder with JAMF_INTUNE_HOME',
      'Or choose another profile: jamf-intune setup --profile NAME',
    ],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P533': {
    title: 'The state file was written by a newer version of this program',
    cause: 'A newer version ran on this profile, here or on another computer',
    fix: ['Run the newer version of this program'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P534': {
    title: 'The state file has a value that does not belong there',
    cause: 'Somebody edited the file, or a defect wrote it',
    fix: [
      'Correct the value that the message names',
      'Or go back to the copy beside it, the file that ends in .bak',
    ],
    certainty: 'likely',
    source: SOURCES.own,
  },
  'JI-P535': {
    title: 'A file or folder of the profile is not safe to use',
    cause:
      'It is a symbolic link, no regular file, or belongs to another user of this computer, often after a run with sudo',
    fix: ['Look at it: ls -l', 'If it should be yours: sudo chown "$(id -un)"'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P536': {
    title: 'A file of the profile could not be read or written',
    cause: 'The disk is full or read-only, or this user has no access',
    fix: ['Give yourself access or free some space', 'Or choose another folder with JAMF_INTUNE_HOME'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P537': {
    title: 'Another run is working on the profile',
    cause: 'The run that the message names holds the lock of the profile',
    fix: ['Wait until it ends, or end it, then run the command again'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P538': {
    title: 'The profile is locked, and nobody can tell by whom',
    cause: 'The lock was set on another computer, or cannot be read',
    fix: ['Make sure that no other run works on this profile, then remove the lock that the message names'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P539': {
    title: 'The state file changed since it was read',
    cause:
      'Another program or a restored backup wrote it in the middle of the run; nothing was saved over it',
    fix: ['Run the command again: it starts from the file as it is now'],
    certainty: 'likely',
    source: SOURCES.own,
  },
} as const satisfies Record<string, Entry>;
