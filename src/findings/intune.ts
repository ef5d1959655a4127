import { type Entry, SOURCES } from './entry.ts';

/** What can be wrong with Intune's side of the connection (JI-I2xx). */
export const INTUNE = {
  'JI-I201': {
    title: 'The tenant has no Intune licence',
    cause: 'No active Intune plan was found among the plans of the organization',
    fix: ['Buy or renew Intune in the Microsoft 365 admin centre, then run setup again'],
    certainty: 'certain',
    source: SOURCES.manualSetup,
  },
  'JI-I210': {
    title: 'Intune lists no partner row for Jamf',
    cause:
      'Intune makes these rows itself; without it nothing can be connected, and this program makes none up',
    fix: [
      'Intune admin centre > Tenant administration > Connectors and tokens > Partner device management: look whether Jamf is there',
    ],
    certainty: 'possible',
    source: SOURCES.partner,
  },
  'JI-I211': {
    title: 'Intune lists several partner rows for Jamf',
    cause: 'Which one is the right one cannot be told from here',
    fix: [
      'Intune admin centre > Tenant administration > Connectors and tokens > Partner device management: remove what is not used',
    ],
    certainty: 'certain',
    source: SOURCES.partner,
  },
  'JI-I212': {
    title: 'Jamf is connected through the Cloud Connector',
    cause: 'The Cloud Connector and the manual connection must not be mixed',
    fix: ['Keep the Cloud Connector, or disconnect it in Jamf Pro first'],
    certainty: 'certain',
    source: SOURCES.manualSetup,
  },
  'JI-I213': {
    title: 'The connector names another application',
    cause: 'Another Jamf Pro, or an earlier set-up, is connected; a tenant takes one manual connection',
    fix: ['jamf-intune setup --only intune-connector  sets ours, which cuts the other one off'],
    certainty: 'certain',
    source: SOURCES.manualSetup,
  },
  'JI-I214': {
    title: 'Intune has rejected the connection',
    cause: 'Microsoft has not supported new manual connections since 2025-01-31',
    fix: [
      'Use Device Compliance, the connection that Microsoft supports',
      'Ask Microsoft support about an existing connection',
    ],
    certainty: 'likely',
    source: SOURCES.deviceCompliance,
  },
  'JI-I215': {
    title: 'Intune says Terminated',
    cause:
      'The integration was switched off in Jamf Pro or terminated in Intune, or a Jamf or Intune licence has expired',
    fix: ['Check both licences', 'Save the settings in Jamf Pro again: jamf-intune setup'],
    certainty: 'likely',
    source: SOURCES.troubleshooting,
  },
  'JI-I216': {
    title: 'The connector has no application ID',
    cause: 'The connection was never set up, or somebody cleared the field',
    fix: ['jamf-intune setup --only intune-connector'],
    certainty: 'certain',
    source: SOURCES.manualSetup,
  },
  'JI-I217': {
    title: "The connector's application type is not single-tenant",
    cause: 'The manual connection uses an application of your own tenant',
    fix: ['jamf-intune setup --only intune-connector'],
    certainty: 'certain',
    source: SOURCES.partner,
  },
  'JI-I220': {
    title: 'The connector targets everybody',
    cause: 'Everybody would be sent to Jamf for enrollment; groups are what the procedure asks for',
    fix: ['jamf-intune setup --only enrollment-groups --include-group NAME'],
    certainty: 'certain',
    source: SOURCES.manualSetup,
  },
  'JI-I221': {
    title: 'A group on the connector no longer exists',
    cause: 'It was deleted in Entra',
    fix: ['jamf-intune setup --only enrollment-groups --include-group NAME'],
    certainty: 'certain',
    source: SOURCES.manualSetup,
  },
  'JI-I222': {
    title: 'A group on the connector holds no people',
    cause: 'Only user groups count here; a device group, or an empty one, enrolls nobody',
    fix: ['Choose a group of people: jamf-intune setup --only enrollment-groups --include-group NAME'],
    certainty: 'certain',
    source: SOURCES.manualSetup,
  },
  'JI-I223': {
    title: 'People are both included and excluded',
    cause: 'Exclude overrides include: their Macs are directed to Intune',
    fix: ['Nothing, if that is what you want'],
    certainty: 'certain',
    source: SOURCES.manualSetup,
  },
  'JI-I224': {
    title: 'Some of these Macs are enrolled in Intune now',
    cause:
      'A Mac that is enrolled in the other MDM must unenroll and enroll again before it is managed properly',
    fix: ['Unenroll these Macs from Intune, then enroll them with Jamf'],
    certainty: 'certain',
    source: SOURCES.manualSetup,
  },
  'JI-I225': {
    title: "The connector's groups are not the ones asked for",
    cause: 'They were never set, or somebody changed them',
    fix: ['jamf-intune setup --only enrollment-groups'],
    certainty: 'certain',
    source: SOURCES.manualSetup,
  },
  'JI-I230': {
    title: 'The connector is not active',
    cause: 'Jamf Pro has not connected, or Intune has not heard from it for long',
    fix: ['jamf-intune setup --only jamf-settings'],
    certainty: 'likely',
    source: SOURCES.troubleshooting,
  },
  'JI-I231': {
    title: 'Intune has not heard from Jamf Pro lately',
    cause: 'The secret expired, the integration is switched off, or Jamf Pro cannot reach Microsoft',
    fix: ['Jamf Pro > notifications: look for alerts about Intune', 'jamf-intune setup'],
    certainty: 'possible',
    source: SOURCES.troubleshooting,
  },
  'JI-I240': {
    title: 'No compliance policy for Macs reaches anybody',
    cause: 'Intune has none for macOS, or none is assigned, so no Mac is ever found compliant by rule',
    fix: ['Intune admin centre > Devices > Compliance: assign a policy for macOS to a group of people'],
    certainty: 'certain',
    source: SOURCES.assignPolicies,
  },
  'JI-I241': {
    title: 'A compliance policy is aimed at devices',
    cause:
      'With Jamf, Intune evaluates policies for people only: a policy for a device group is never evaluated',
    fix: ['Intune admin centre > Devices > Compliance > the policy > Assignments: choose a group of people'],
    certainty: 'certain',
    source: SOURCES.troubleshooting,
  },
  'JI-I242': {
    title: 'A compliance policy asks for FileVault, which Macs do not have',
    cause: 'Intune finds a Mac without full disk encryption not compliant',
    fix: ['Turn FileVault on with a configuration profile of Jamf Pro before the policy is enforced'],
    certainty: 'certain',
    source: SOURCES.assignPolicies,
  },
  'JI-I243': {
    title: 'Another compliance partner holds macOS',
    cause: 'Intune takes one partner for each platform',
    fix: [
      'Intune admin centre > Tenant administration > Connectors and tokens > Partner compliance management: remove the other one first',
    ],
    certainty: 'certain',
    source: SOURCES.partners,
  },
  'JI-I244': {
    title: 'The manual connection was left behind beside the Cloud Connector',
    cause: 'The two must not be mixed: the application ID of the manual one has to be emptied',
    fix: [
      'Intune admin centre > Partner device management > Jamf: empty the field of the application ID and save',
      'Connect the Cloud Connector within 24 hours, so that Macs keep reporting',
    ],
    certainty: 'likely',
    source: SOURCES.troubleshooting,
  },
  'JI-I245': {
    title: 'Intune will remove the Macs',
    cause: 'The connection is terminated; Intune removes what it registered after 90 days',
    fix: ['jamf-intune setup  connects again and keeps the Macs'],
    certainty: 'certain',
    source: SOURCES.partner,
  },
  'JI-I246': {
    title: 'The compliance partner is set for all users',
    cause: 'Microsoft: choosing all users inhibits the connection',
    fix: [
      'Intune admin centre > Partner compliance management > Jamf Device Compliance: choose groups in place of all users',
    ],
    certainty: 'certain',
    source: SOURCES.deviceCompliance,
  },
  'JI-I247': {
    title: 'The connection has not ended yet',
    cause: 'The integration is still on in Jamf Pro, or Jamf Pro could not tell Intune that it is off',
    fix: [
      'Jamf Pro > Settings > Global > Conditional Access > macOS Intune Integration > Edit: clear "Enable Intune Integration for macOS" and save',
      'jamf-intune disconnect  goes on from here',
      'jamf-intune disconnect --terminate  lets Intune end it where nobody can do that',
    ],
    certainty: 'likely',
    source: SOURCES.manualSetup,
  },
} as const satisfies Record<string, Entry>;
