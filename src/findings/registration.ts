import { type Entry, SOURCES } from './entry.ts';

/** What keeps a Mac from registering with Entra, or from counting as compliant there (JI-E15x). */
export const REGISTRATION = {
  'JI-E150': {
    title: 'The Jamf Native macOS Connector is not in this tenant',
    cause:
      'Nobody opened the administrator consent URL of Jamf Pro in this tenant, or somebody deleted the app',
    fix: [
      'Jamf Pro > Settings > Global > Conditional Access > macOS Intune Integration > Edit > Open administrator consent URL',
      'Consent as a Global Administrator of this tenant',
    ],
    certainty: 'likely',
    source: SOURCES.troubleshooting,
  },
  'JI-E151': {
    title: 'The Jamf Native macOS Connector lacks consent for everybody',
    cause: 'Somebody who is not an administrator consented, for themselves only',
    fix: [
      'Jamf Pro > Settings > Global > Conditional Access > macOS Intune Integration > Edit > Open administrator consent URL',
      'Consent as a Global Administrator of this tenant',
    ],
    certainty: 'likely',
    source: SOURCES.troubleshooting,
  },
  'JI-E152': {
    title: 'Conditional Access keeps new Macs from registering',
    cause:
      'A policy asks for a compliant device for all resources: a Mac must be compliant before it can register, and registered before it can be compliant',
    fix: [
      'Entra admin centre > Conditional Access > the policy > Target resources > Exclude: User registration app for Device Compliance',
      'Or let the policy name single resources in place of all of them',
    ],
    certainty: 'likely',
    source: SOURCES.deviceCompliance,
  },
  'JI-E153': {
    title: 'Excluding the registration app may no longer be enough',
    cause:
      'Since 2026-06-15 Conditional Access enforces policies for all resources on the baseline scopes of excluded apps too',
    fix: [
      'Try to register one Mac; error 530003 in the sign-in log of Entra confirms it',
      'Let the policy name single resources in place of all of them',
    ],
    certainty: 'possible',
    source: SOURCES.resourceExclusions,
  },
  'JI-E154': {
    title: 'Entra refused Macs that wanted to register',
    cause:
      'Error 530003: Conditional Access asks for a compliant device, and Entra did not recognise this one',
    fix: [
      'Entra admin centre > Sign-in logs > the sign-in > Conditional Access: the policy that refused',
      'Exclude the registration app from that policy',
    ],
    certainty: 'likely',
    source: SOURCES.errorCodes,
  },
  'JI-E155': {
    title: 'People of the groups have no Intune licence',
    cause: 'Policies are not applied to the Macs of people without a licence',
    fix: ['Assign a licence with Intune to these people in the Microsoft 365 admin centre'],
    certainty: 'certain',
    source: SOURCES.troubleshooting,
  },
  'JI-E156': {
    title: 'Macs are compliant in Intune and not in Entra',
    cause: 'The Mac was registered several times, and Conditional Access looks at an older record',
    fix: [
      'Delete the stale records of these Macs in Entra',
      'Then let their people register again from Self Service',
    ],
    certainty: 'likely',
    source: SOURCES.troubleshooting,
  },
  'JI-E157': {
    title: 'Macs have begun to register and not finished',
    cause: 'Entra has a record without version and compliance: the Mac never sent the rest',
    fix: [
      'On the Mac, as the signed-in person: /usr/local/jamf/bin/jamfaad gatherAADInfo',
      'If it says nothing, register again from Self Service',
    ],
    certainty: 'likely',
    source: SOURCES.deviceCompliance,
  },
  'JI-E158': {
    title: 'Macs are in Entra more than once',
    cause: 'They were enrolled before, or registered again without removing the old record',
    fix: ['Keep the newest record of each Mac and delete the others in Entra'],
    certainty: 'possible',
    source: SOURCES.troubleshooting,
  },
} as const satisfies Record<string, Entry>;
