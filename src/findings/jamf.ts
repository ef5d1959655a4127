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
  'JI-J413': {
    title: 'The secret of the API client did not arrive',
    cause:
      'Jamf Pro was asked to make it, and the answer was lost: it may exist, and Jamf Pro shows it only once',
    fix: ['jamf-intune jamf-role --rotate-credentials --jamf-username NAME  makes a new one'],
    certainty: 'certain',
    source: SOURCES.jamfApi,
  },
  'JI-J420': {
    title: 'Jamf Pro refuses part of its requests',
    cause: 'The server is overloaded, or one of its nodes is down',
    fix: ['Look again in some minutes', 'status.jamf.com tells of outages of Jamf Cloud'],
    certainty: 'certain',
    source: SOURCES.jamfApi,
  },
  'JI-J421': {
    title: 'This Jamf Pro has a known trouble with registration',
    cause:
      'Before 11.9 a Mac that gets a new Entra device id from Platform SSO does not send its compliance again',
    fix: [
      'Upgrade to Jamf Pro 11.9 or later',
      'Until then, on such a Mac: /usr/local/jamf/bin/jamfaad gatherAADInfo',
    ],
    certainty: 'possible',
    source: SOURCES.platformSso,
  },
  'JI-J422': {
    title: 'Apple push is broken',
    cause:
      'Without it Jamf Pro cannot reach the Macs; a missing push certificate also shows as AccountNotOnboarded on a Mac',
    fix: ['Jamf Pro > Settings > Global > Push certificates: renew with the same Apple account'],
    certainty: 'certain',
    source: SOURCES.troubleshooting,
  },
  'JI-J423': {
    title: 'The Apple push certificate expires soon',
    cause: 'It lasts one year; once it has expired Jamf Pro cannot reach the Macs',
    fix: ['Jamf Pro > Settings > Global > Push certificates: renew with the same Apple account'],
    certainty: 'certain',
    source: SOURCES.jamfApi,
  },
  'JI-J424': {
    title: 'Something in Jamf Pro can disturb registration',
    cause:
      'Jamf Pro raises an alert about its licences or about Platform SSO; an expired licence ends the connection',
    fix: ['Jamf Pro > notifications: read the alert', 'Ask Jamf about the licence'],
    certainty: 'possible',
    source: SOURCES.troubleshooting,
  },
  'JI-J425': {
    title: 'A clock is off',
    cause:
      'Tokens are valid for a span of time: Microsoft and Jamf Pro refuse them when a clock is off by 5 minutes',
    fix: ['Set the clock from a time server (NTP), on the computer that is named above'],
    certainty: 'certain',
    source: SOURCES.errorCodes,
  },
} as const satisfies Record<string, Entry>;
