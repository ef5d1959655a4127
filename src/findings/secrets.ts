import { type Entry, SOURCES } from './entry.ts';

/** What can be wrong with the place where the client secret is kept (JI-P54x). */
export const SECRETS = {
  'JI-P540': {
    title: 'There is no system keychain that can be used here',
    cause: 'Servers, containers and services have none, or the session does not lead to it',
    fix: [
      'jamf-intune setup --secret-store none  keeps the secret in memory until Jamf Pro has it',
      'jamf-intune setup --secret-store file  keeps it in a file that only you can read',
    ],
    certainty: 'likely',
    source: SOURCES.own,
  },
  'JI-P541': {
    title: 'The system keychain is locked',
    cause: 'Nobody has unlocked it in this session, as is usual over SSH',
    fix: [
      'On macOS: security unlock-keychain',
      'jamf-intune setup --secret-store none  keeps the secret in memory until Jamf Pro has it',
      'jamf-intune setup --secret-store file  keeps it in a file that only you can read',
    ],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P542': {
    title: 'The system keychain refused access',
    cause: 'The question of the system was answered with no, or a policy forbids it',
    fix: [
      'Run the command again and allow the access when the system asks',
      'jamf-intune setup --secret-store none  keeps the secret in memory until Jamf Pro has it',
      'jamf-intune setup --secret-store file  keeps it in a file that only you can read',
    ],
    certainty: 'likely',
    source: SOURCES.own,
  },
  'JI-P543': {
    title: 'The system keychain did not answer',
    cause: 'It may be asking for a password in a window that nobody sees, as over SSH',
    fix: [
      'Unlock it at the screen of this computer and run the command again',
      'jamf-intune setup --secret-store none  keeps the secret in memory until Jamf Pro has it',
      'jamf-intune setup --secret-store file  keeps it in a file that only you can read',
    ],
    certainty: 'likely',
    source: SOURCES.own,
  },
  'JI-P544': {
    title: 'The system keychain did not keep a trial value',
    cause: 'It took a value and gave something else back; a secret would be lost in it',
    fix: [
      'jamf-intune setup --secret-store none  keeps the secret in memory until Jamf Pro has it',
      'jamf-intune setup --secret-store file  keeps it in a file that only you can read',
    ],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P545': {
    title: 'Other users of this computer can read the secrets',
    cause:
      'The file of secrets has rights for its group or for others, by a hand, a copy or a restored backup',
    fix: [
      'Close it: chmod 600 with the path that the message names',
      'If other people use this computer, delete the secret in Entra; then: jamf-intune setup  makes a new one',
    ],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P546': {
    title: 'The file of secrets is damaged',
    cause: 'It is not the JSON that this program writes',
    fix: ['Move it away', 'Then: jamf-intune setup  removes the lost secret in Entra and makes a new one'],
    certainty: 'certain',
    source: SOURCES.own,
  },
} as const satisfies Record<string, Entry>;
