import { type Entry, SOURCES } from './entry.ts';

/** What can be wrong with a sign-in to Microsoft: the application's own, and that of whoever sets it up (JI-E13x to JI-E19x). */
export const ENTRA_SIGN_IN = {
  'JI-E130': {
    title: "Entra refuses the application's sign-in",
    cause:
      'The secret is wrong, expired or not replicated yet, or the application lacks its service principal',
    fix: ['jamf-intune setup  looks again and mends what it can'],
    certainty: 'likely',
    source: SOURCES.errorCodes,
  },
  'JI-E131': {
    title: "The application's token carries the wrong roles",
    cause: 'Consent is missing or too wide, or has not reached the token service yet (up to an hour)',
    fix: ['jamf-intune setup --only api-permission', 'Then: jamf-intune setup'],
    certainty: 'likely',
    source: SOURCES.troubleshooting,
  },
  'JI-E132': {
    title: 'The token belongs to another application or tenant',
    cause: 'The sign-in went to another tenant than the one that was set up',
    fix: ['jamf-intune setup --tenant DOMAIN  with the right tenant'],
    certainty: 'certain',
    source: SOURCES.errorCodes,
  },
  'JI-E140': {
    title: 'Microsoft Entra refused the sign-in',
    cause:
      'Its AADSTS code tells: a wrong tenant, a blocked account, missing consent, or a policy of the tenant',
    fix: ['https://login.microsoftonline.com/error  explains every AADSTS code'],
    certainty: 'certain',
    source: SOURCES.errorCodes,
  },
  'JI-E141': {
    title: 'Microsoft Graph refused the request',
    cause: 'The signed-in identity may not do this, or a policy of the tenant forbids it',
    fix: ['Look at the code and the message above', 'jamf-intune setup  goes on from here'],
    certainty: 'certain',
    source: SOURCES.application,
  },
  'JI-E142': {
    title: 'The sign-in went to another tenant than the one asked for',
    cause: 'The account belongs to another tenant, or the name of the tenant is mistyped',
    fix: [
      'Sign in with an account of that tenant',
      'jamf-intune setup --tenant DOMAIN  with the right tenant',
    ],
    certainty: 'certain',
    source: SOURCES.troubleshooting,
  },
  'JI-E190': {
    title: 'Nobody finished the sign-in to Microsoft',
    cause:
      'The browser was closed or runs on another computer, or the device code expired before it was entered',
    fix: [
      'jamf-intune setup  starts the sign-in anew',
      'jamf-intune setup --device-code  when there is no browser on this computer',
    ],
    certainty: 'likely',
    source: SOURCES.own,
  },
  'JI-E191': {
    title: 'The client certificate cannot be used',
    cause: 'The file cannot be read, holds no certificate or no private key, or the key is encrypted',
    fix: [
      'Point AZURE_CLIENT_CERTIFICATE_PATH to a PEM file with the certificate and its unencrypted private key',
      'From a .pfx file: openssl pkcs12 -in client.pfx -nodes -out client.pem',
    ],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-E192': {
    title: 'The federated token file cannot be used',
    cause: 'It is not there, cannot be read, or holds no token',
    fix: ['Check AZURE_FEDERATED_TOKEN_FILE, and that the platform has written a token there'],
    certainty: 'certain',
    source: SOURCES.own,
  },
} as const satisfies Record<string, Entry>;
