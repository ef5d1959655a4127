import { type Entry, SOURCES } from './entry.ts';

/** What Jamf Pro's inventory tells of the Macs (JI-J426 to JI-J431). */
export const MACS = {
  'JI-J426': {
    title: 'Macs are unresponsive because they do not check in',
    cause: 'Jamf Pro has not heard from them for 24 hours; they are expected every 15 minutes',
    fix: ['Let the person sign in to the Mac with a network: it checks in by itself'],
    certainty: 'certain',
    source: SOURCES.troubleshooting,
  },
  'JI-J427': {
    title: 'Macs are unresponsive although they check in',
    cause: 'Their Entra token could not be renewed for 24 hours',
    fix: ['Let the person who registered the Mac sign in to it: the key is in that keychain alone'],
    certainty: 'likely',
    source: SOURCES.troubleshooting,
  },
  'JI-J428': {
    title: 'Macs are deactivated',
    cause: 'Their person was asked to sign in and did not, or their record in Entra was removed',
    fix: ['Let the person register again from Self Service'],
    certainty: 'possible',
    source: SOURCES.troubleshooting,
  },
  'JI-J429': {
    title: 'Macs have not registered while others have',
    cause: 'Their people have not run the registration from Self Service, or denied JamfAAD the key',
    fix: [
      'Ask these people to register from Self Service',
      'Answer "JamfAAD wants to access key" with Allow and the login password',
    ],
    certainty: 'possible',
    source: SOURCES.troubleshooting,
  },
  'JI-J430': {
    title: 'A serial number is in Jamf Pro more than once',
    cause: 'The Mac was enrolled again without removing its old record',
    fix: ['Delete the older record in Jamf Pro > Computers'],
    certainty: 'certain',
    source: SOURCES.troubleshooting,
  },
  'JI-J431': {
    title: 'Macs of Jamf Pro are enrolled in Intune itself',
    cause:
      'Their people opened Company Portal directly and not from Self Service, or they were in Intune before',
    fix: ['Remove these Macs from Intune', 'Then let their people register from Self Service'],
    certainty: 'likely',
    source: SOURCES.troubleshooting,
  },
} as const satisfies Record<string, Entry>;
