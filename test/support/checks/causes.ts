import type { FindingCode } from '../../../src/findings/book.ts';
import { FAULTS, type Fault } from '../../../src/sandbox/faults.ts';
import { FAULT_CASES } from '../doctor/faults.ts';

/** One documented cause of failure, and how the doctor tells it. */
export interface Cause {
  /** What goes wrong, as the documents have it. */
  readonly what: string;
  /** Codes that name it, with the step or check that finds them. */
  readonly told: readonly { readonly code: FindingCode; readonly by: string }[];
  /** Faults of the sandbox that provoke it. */
  readonly faults: readonly Fault[];
  /** Why the doctor does not tell it, or not all of it. */
  readonly because?: string;
}

const by = (by: string, ...codes: FindingCode[]): Cause['told'] => codes.map((code) => ({ code, by }));

/** The causes that Microsoft and Jamf document, in the order of the fact sheet. */
export const CAUSES: readonly Cause[] = [
  {
    what: 'The Mac did not check in for 24 hours',
    told: by('macs', 'JI-J426'),
    faults: ['macs-unresponsive'],
  },
  {
    what: "The Mac's Entra token was not renewed for 24 hours",
    told: by('macs', 'JI-J427'),
    faults: ['token-not-renewed'],
  },
  {
    what: 'A Microsoft app asks for the keychain',
    told: [],
    faults: [],
    because: 'it shows on the Mac only',
  },
  {
    what: 'The application has a wrong permission, or more than one',
    told: by('api-permission', 'JI-E102'),
    faults: ['extra-permission'],
  },
  { what: 'Admin consent is missing', told: by('api-permission', 'JI-E108'), faults: ['no-consent'] },
  {
    what: 'The Jamf Native macOS Connector is missing, or its consent is',
    told: by('native-connector', 'JI-E150', 'JI-E151'),
    faults: ['native-connector-missing', 'native-connector-consented-by-one'],
  },
  {
    what: 'Wrong tenant',
    told: [...by('sign-in', 'JI-E142'), ...by('alerts', 'JI-J411')],
    faults: [],
    because:
      'no API gives the tenant that was typed into Jamf Pro, so there it shows as a connection that fails (fault wrong-tenant of the sandbox)',
  },
  {
    what: 'A licence of Jamf Pro has expired',
    told: [...by('alerts', 'JI-J424'), ...by('removal-dates', 'JI-I245')],
    faults: ['jamf-licence-exceeded', 'connector-terminated'],
  },
  {
    what: 'People or tenant have no licence for Intune or Entra ID P1',
    told: [...by('licences-of-people', 'JI-E155'), ...by('prerequisites', 'JI-I201', 'JI-E112')],
    faults: ['unlicensed-people', 'no-licence'],
    because: 'JI-E112 is tried by the table tests of the step',
  },
  {
    what: 'Company Portal was opened directly and not from Self Service',
    told: by('macs', 'JI-J431'),
    faults: ['wrong-door'],
  },
  {
    what: 'The integration is switched off',
    told: [...by('proof', 'JI-I230', 'JI-I231'), ...by('removal-dates', 'JI-I245')],
    faults: ['connector-terminated', 'connector-unresponsive', 'heartbeat-old'],
  },
  {
    what: 'A Mac was registered several times',
    told: by('registered-devices', 'JI-E158'),
    faults: ['duplicate-devices'],
  },
  {
    what: 'The person denied JamfAAD the key',
    told: by('macs', 'JI-J429'),
    faults: ['macs-not-registered'],
    because: 'that the Mac has not registered can be told, not why',
  },
  {
    what: 'Compliant in Intune and not in Entra',
    told: by('registered-devices', 'JI-E156'),
    faults: ['compliance-not-in-entra'],
  },
  { what: 'A Mac is there twice', told: by('macs', 'JI-J430'), faults: ['duplicate-macs'] },
  {
    what: 'The compliance policy targets devices, or nobody',
    told: by('compliance-policies', 'JI-I240', 'JI-I241'),
    faults: ['policy-for-nobody', 'policy-for-devices'],
  },
  {
    what: 'The disk is not encrypted',
    told: by('compliance-policies', 'JI-I242'),
    faults: ['policy-asks-for-filevault'],
  },
  {
    what: 'Ports are closed',
    told: [],
    faults: [],
    because: 'the network probes tell it, from this computer; see the codes JI-N3xx',
  },
  {
    what: 'The client secret has expired, or will soon',
    told: by('client-secret', 'JI-E118', 'JI-E120'),
    faults: ['secret-expired', 'secret-expires-soon'],
  },
  {
    what: 'Two Jamf Pro on one tenant, or two kinds of connection',
    told: [...by('intune-connector', 'JI-I212', 'JI-I213', 'JI-I211'), ...by('other-partner', 'JI-I244')],
    faults: ['cloud-connector', 'connector-twice'],
    because:
      'a second Jamf Pro shows only once it has put its own application into the row (JI-I213, tried by the table tests of the step); JI-I212 gives way to JI-I244 where the manual connection was left beside the other',
  },
  {
    what: 'The manual configuration was left beside the Cloud Connector',
    told: by('other-partner', 'JI-I244'),
    faults: ['cloud-connector'],
  },
  {
    what: "Permissions of the Cloud Connector's apps were changed",
    told: [],
    faults: [],
    because:
      'the permissions that these apps of Jamf need today are published nowhere; the only list is of 2020, and a comparison with it would accuse healthy tenants',
  },
  {
    what: 'The compliance partner is set for all users',
    told: by('device-compliance-targets', 'JI-I246'),
    faults: ['compliance-partner-for-all'],
  },
  {
    what: "The person is not in the connector's groups",
    told: [
      ...by('enrollment-groups', 'JI-I220', 'JI-I221', 'JI-I225'),
      ...by('licences-of-people', 'JI-I222', 'JI-I223'),
    ],
    faults: ['connector-for-all', 'group-gone', 'group-empty', 'everybody-excluded'],
    because:
      'for a single person it cannot be told: whoever is in no group may be meant to be in none (JI-I225 is tried by the table tests of the step)',
  },
  {
    what: 'The Mac is not in the smart group of Device Compliance',
    told: [],
    faults: [],
    because: 'which smart groups were chosen can be read through no API of Jamf Pro',
  },
  {
    what: 'Conditional Access blocks the registration app',
    told: by('conditional-access', 'JI-E152', 'JI-E153', 'JI-E154'),
    faults: ['conditional-access-blocks-registration', 'baseline-scopes', 'registration-refused'],
  },
  {
    what: 'Registration was begun and not finished',
    told: by('registered-devices', 'JI-E157'),
    faults: ['shell-records'],
  },
  { what: 'Another partner holds macOS', told: by('other-partner', 'JI-I243'), faults: ['other-partner'] },
  {
    what: 'The Mac came to Intune without being retired from its old MDM',
    told: by('macs', 'JI-J431'),
    faults: ['wrong-door'],
    because:
      'what Entra shows as the MDM of such a Mac is documented nowhere; seen is that Intune itself manages it',
  },
  {
    what: 'The document asks for two permissions and then for one',
    told: by('proof', 'JI-E116'),
    faults: [],
    because:
      'it is no failure: the permission profile decides (JI-E116 is tried by the table tests of the step)',
  },
];

/** What belongs to no documented cause and can be told all the same. */
export const MORE_CAUSES: readonly Cause[] = [
  {
    what: 'Jamf Pro is ill or busy',
    told: by('server', 'JI-J402', 'JI-J420'),
    faults: ['jamf-unhealthy', 'jamf-busy'],
  },
  {
    what: 'Jamf Pro is old',
    told: [...by('prerequisites', 'JI-J401'), ...by('server', 'JI-J421')],
    faults: ['jamf-old', 'jamf-before-11-9'],
  },
  {
    what: "Apple's push certificate has expired, or will soon",
    told: by('alerts', 'JI-J422', 'JI-J423'),
    faults: ['push-certificate-expired', 'push-certificate-expiring'],
  },
  {
    what: 'An alert about the connection stands in Jamf Pro',
    told: by('alerts', 'JI-J411'),
    faults: ['old-alert'],
  },
  { what: 'A clock is off', told: by('clock', 'JI-J425'), faults: ['jamf-clock-ahead'] },
  { what: 'Macs are deactivated', told: by('macs', 'JI-J428'), faults: ['macs-deactivated'] },
  {
    what: 'Intune has no row for Jamf',
    told: by('intune-connector', 'JI-I210'),
    faults: ['connector-missing'],
  },
];

/** docs/causes.md */
export function causesPage(): string {
  const row = ({ what, told, faults, because }: Cause, number: string) => {
    const codes = told.map(({ code, by: who }) => `${code} (\`${who}\`)`).join(', ') || '–';
    const provoked = faults.map((fault) => `\`${fault}\``).join(', ') || '–';
    return `| ${number} | ${what} | ${codes} | ${provoked} | ${because ?? ''} |`;
  };
  const head = [
    '| | Cause | What `doctor` says (step or check) | Fault of the sandbox | Limits |',
    '|---|---|---|---|---|',
  ];
  return [
    '# Causes of failure',
    '',
    'The 30 causes that Microsoft and Jamf document, and which code of `jamf-intune doctor` names each. Where a cause cannot be told, or not wholly, the last column says why.',
    '',
    'Made from `test/support/checks/causes.ts` and `test/support/doctor/faults.ts` by `npx vitest run test/unit/checks --update`.',
    '',
    ...head,
    ...CAUSES.map((cause, at) => row(cause, String(at + 1))),
    '',
    '## What else can be told',
    '',
    ...head,
    ...MORE_CAUSES.map((cause) => row(cause, '')),
    '',
    '## What the doctor said',
    '',
    'Every fault of the sandbox, and what `doctor --sandbox` said of it: a test makes each, runs the whole command and expects exactly this cause and no other. Faults make a living connection ill, unless they meet the set-up. `…` stands for what varies.',
    '',
    '| Fault | How it was provoked | Code | What the doctor said | |',
    '|---|---|---|---|---|',
    ...Object.entries(FAULTS).map(([fault, how]) => faultRow(fault, how)),
    '',
  ].join('\n');
}

function faultRow(fault: string, how: string): string {
  const [, { when, told, because = '' }] = Object.entries(FAULT_CASES).find(([name]) => name === fault) ?? [
    fault,
    { when: 'connected' as const },
  ];
  const provoked = when === 'new' ? `${how}; at the set-up` : how;
  const said = told === undefined ? 'nothing' : `${told.severity}: ${told.seen}`;
  return `| \`${fault}\` | ${provoked} | ${told?.code ?? '–'} | ${said} | ${because} |`;
}
