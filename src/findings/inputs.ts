import { type Entry, SOURCES } from './entry.ts';

/** What can be wrong with what was typed, given or left out (JI-P501 to JI-P508, JI-P52x). */
export const INPUTS = {
  'JI-P501': {
    title: 'Inputs are missing',
    cause: 'Nobody could be asked: there is no terminal, or --no-input or --json was given',
    fix: [
      'Give each one by its flag, its environment variable or its key in the answers file',
      'jamf-intune setup --help  lists them all',
    ],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P502': {
    title: 'An input cannot be used',
    cause:
      'Its value has the wrong form, or the answers file has a key that does not exist or may not stand there',
    fix: ['Give what the message says is expected', 'jamf-intune setup --help  lists every input'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P503': {
    title: 'The answers file cannot be read',
    cause: 'It is not there, or this user may not read it',
    fix: ['Check the path and its rights: ls -l FILE', 'jamf-intune setup --answers FILE'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P504': {
    title: 'The answers file cannot be understood',
    cause: 'It is no valid JSON or YAML, or not a mapping of keys to values',
    fix: [
      'Correct the line and column that the message names',
      "Quote values that look like something else: tenant: 'contoso.onmicrosoft.com'",
    ],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P506': {
    title: 'The .env file cannot be read',
    cause: 'This user may not read it, or it is no regular file',
    fix: [
      'Give yourself access: chmod 600 .env',
      'Or move it away: its values can stand in the environment as well',
    ],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P507': {
    title: 'A file of certificate authorities cannot be used',
    cause: 'It cannot be read, holds no certificate, or a certificate in it is broken',
    fix: [
      'Give a PEM file with certificates: --ca FILE, or NODE_EXTRA_CA_CERTS',
      'From a DER file: openssl x509 -inform der -in ca.cer -out ca.pem',
    ],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P508': {
    title: 'The proxy address cannot be used',
    cause: 'HTTPS_PROXY, ALL_PROXY or HTTP_PROXY is not the address of an HTTP proxy',
    fix: ['export HTTPS_PROXY=http://proxy.example.com:8080', 'Or go without: unset HTTPS_PROXY'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P520': {
    title: 'A group was not found, or its name is ambiguous',
    cause: 'No group of the tenant has that name or ID, or several have the name',
    fix: [
      'jamf-intune setup --include-group ID  with the Object ID of the group',
      'Entra admin centre > Groups: look for its name and its Object ID',
    ],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P522': {
    title: 'The profile is another connection',
    cause:
      'It was begun with another tenant, another Jamf Pro, or the sandbox, and one profile is one connection',
    fix: ['jamf-intune setup --profile NAME  keeps this connection under a name of its own'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P523': {
    title: 'The trace cannot be written',
    cause: 'The folder does not exist, or this user may not write there',
    fix: ['jamf-intune setup --trace FILE  with a file that can be written'],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P524': {
    title: 'The plan file cannot be used',
    cause: 'It cannot be read or written, or was not saved by this program for this connection',
    fix: [
      'jamf-intune setup --plan --out FILE  saves a plan',
      'jamf-intune setup --from-plan FILE  applies it',
    ],
    certainty: 'certain',
    source: SOURCES.own,
  },
  'JI-P529': {
    title: 'Nobody can be asked here',
    cause: 'A question came up and there is no terminal, or --no-input or --json was given',
    fix: [
      'Run the command in a terminal, or give the answer as an option or in an answers file',
      'jamf-intune setup --help  lists them all',
    ],
    certainty: 'certain',
    source: SOURCES.own,
  },
} as const satisfies Record<string, Entry>;
