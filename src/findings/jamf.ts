import { type Entry, SOURCES } from './entry.ts';

/** What can be wrong with Jamf Pro and its side of the connection (JI-J4xx). */
export const JAMF = {
  'JI-J401': {
    title: 'Jamf Pro is too old',
    cause: 'The manual connection needs Jamf Pro 10.1.0 or later',
    fix: ['Upgrade Jamf Pro'],
    certainty: 'certain',
    source: SOURCES.manualSetup,
  },
  'JI-J402': {
    title: 'Jamf Pro is not well',
    cause: 'It is starting, or its own health check reports an error',
    fix: [
      'Wait until Jamf Pro is up, then run setup again',
      'status.jamf.com tells of outages of Jamf Cloud',
    ],
    certainty: 'certain',
    source: SOURCES.jamfApi,
  },
  'JI-J403': {
    title: 'Jamf Pro calls itself by another URL',
    cause: 'The redirect URI has to be the URL that Jamf Pro uses for itself',
    fix: ['jamf-intune setup --jamf-url URL  with the URL that Jamf Pro names'],
    certainty: 'likely',
    source: SOURCES.manualSetup,
  },
  'JI-J404': {
    title: 'The Jamf Pro account lacks privileges',
    cause: 'Its API role does not include them',
    fix: ['jamf-intune jamf-role  prints the role with the least privileges that are needed'],
    certainty: 'certain',
    source: SOURCES.jamfApi,
  },
  'JI-J405': {
    title: 'Jamf Pro refused the sign-in',
    cause: 'The API client or account is wrong, disabled, or its password has expired',
    fix: ['Check JAMF_CLIENT_ID and JAMF_CLIENT_SECRET, or JAMF_USERNAME and JAMF_PASSWORD'],
    certainty: 'certain',
    source: SOURCES.jamfApi,
  },
  'JI-J406': {
    title: 'What answers at this address is not Jamf Pro',
    cause: 'The URL is wrong, or a proxy or sign-in page answers in its place',
    fix: [
      'Open the URL in a browser: it must show the Jamf Pro sign-in page',
      'jamf-intune setup --jamf-url URL',
    ],
    certainty: 'likely',
    source: SOURCES.jamfApi,
  },
  'JI-J407': {
    title: 'Jamf Pro refused the request',
    cause: 'The account lacks a privilege, or the server could not do it',
    fix: ['jamf-intune jamf-role  prints the role with the least privileges that are needed'],
    certainty: 'likely',
    source: SOURCES.jamfApi,
  },
  'JI-J408': {
    title: 'Making an API role and client needs a Jamf Pro user account',
    cause: 'An API client that may make API clients could widen its own role',
    fix: [
      'Set JAMF_USERNAME and JAMF_PASSWORD to a local Jamf Pro account that may create API roles and API integrations',
      'jamf-intune jamf-role --create --jamf-username NAME',
    ],
    certainty: 'certain',
    source: SOURCES.jamfApi,
  },
  'JI-J409': {
    title: 'The API role or client cannot be made',
    cause:
      'Several roles or clients have its name, the client belongs to another Jamf app, or this Jamf Pro does not know a privilege that is needed',
    fix: [
      'Jamf Pro > Settings > System > API roles and clients: look at the role and client of that name',
      'jamf-intune jamf-role --create  again when they are in order',
    ],
    certainty: 'certain',
    source: SOURCES.jamfApi,
  },
  'JI-J410': {
    title: 'Microsoft refuses Jamf Pro',
    cause:
      'The application ID, the tenant name or the client secret in Jamf Pro is wrong or expired, or consent is missing',
    fix: [
      'Enter the four fields in Jamf Pro again, the client secret by copy and paste',
      'jamf-intune setup --only api-permission',
    ],
    certainty: 'likely',
    source: SOURCES.troubleshooting,
  },
  'JI-J411': {
    title: 'Jamf Pro cannot connect to Microsoft Intune',
    cause: 'Wrong settings, a permission too many or too few, or a network that blocks Jamf Pro',
    fix: [
      'Compare the four fields in Jamf Pro with those shown here',
      'jamf-intune setup --only api-permission',
    ],
    certainty: 'possible',
    source: SOURCES.troubleshooting,
  },
  'JI-J412': {
    title: 'Jamf Pro does not have the settings yet',
    cause: 'Nobody has entered and saved them, or saving them has not worked',
    fix: ['jamf-intune setup --only jamf-settings'],
    certainty: 'certain',
    source: SOURCES.manualSetup,
  },
} as const satisfies Record<string, Entry>;
