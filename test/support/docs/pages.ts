import { BOOK } from '../../../src/findings/book.ts';
import type { Entry } from '../../../src/findings/entry.ts';
import { JAMF_USES, type JamfUse, NEEDED_PRIVILEGES } from '../../../src/jamf/least-privileges.ts';
import { ROLE_TEMPLATES } from '../../../src/microsoft/identifiers.ts';
import { DELEGATED_PERMISSIONS } from '../../../src/microsoft/sign-in/scopes.ts';
import { FAULTS } from '../../../src/sandbox/faults.ts';
import { RIGHTS } from '../../../src/steps/conditional-access/rights.ts';

/** The pages of the documents that are made from the program's own tables. */

const MADE_BY = 'by `npx vitest run test/unit/docs --update`.';

const ROOMS: readonly (readonly [prefix: string, title: string])[] = [
  ['JI-E1', 'Microsoft Entra'],
  ['JI-I2', 'Microsoft Intune'],
  ['JI-N3', 'The network'],
  ['JI-J4', 'Jamf Pro'],
  ['JI-P5', 'This program and this computer'],
];

/** docs/findings.md: the whole book. */
export function findingsPage(): string {
  const entries: readonly (readonly [string, Entry])[] = Object.entries(BOOK);
  const parts = ROOMS.flatMap(([prefix, title]) => [
    `## ${title}`,
    '',
    ...entries
      .filter(([code]) => code.startsWith(prefix))
      .sort(([one], [other]) => one.localeCompare(other))
      .flatMap(findingOf),
  ]);
  return page(
    'Codes',
    [
      'Every code that the program prints, with its cause and its fix. `jamf-intune explain CODE` says the same without a network.',
      '',
      `Made from \`src/findings/book.ts\` ${MADE_BY}`,
    ],
    parts,
  );
}

function findingOf([code, { title, cause, fix, certainty, source }]: readonly [
  string,
  Entry,
]): readonly string[] {
  const where = source.url.startsWith('https://')
    ? `[source](${source.url}), read on ${source.checked}`
    : 'our own';
  return [
    `### ${code} · ${title}`,
    '',
    `**Cause** (${certainty}): ${plain(cause)}`,
    '',
    ...fix.map((line, at) => `${at + 1}. ${fixOf(line)}`),
    '',
    `<sub>${where}</sub>`,
    '',
  ];
}

/** docs/rights.md: what the program needs, of whom, and why. */
export function rightsPage(): string {
  const steps = Object.entries(RIGHTS).flatMap(([step, { microsoft, oneRoleOf }]) =>
    microsoft.map(
      ({ scope, application, why }) =>
        `| \`${step}\` | \`${scope}\` | ${application.map((name) => `\`${name}\``).join(' or ')} | ${oneRoleOf.map((role) => ROLE_TEMPLATES[role].name).join(' or ') || '–'} | ${why} |`,
    ),
  );
  const named = new Set(
    Object.values(RIGHTS).flatMap(({ microsoft }) => microsoft.map(({ scope }) => scope)),
  );
  const others = DELEGATED_PERMISSIONS.setup.filter((permission) => !named.has(permission));
  const privileges = NEEDED_PRIVILEGES.filter(({ uses }) => uses.some(isBuilt)).map(
    ({ name, uses, why, optional }) =>
      `| ${name} | ${uses.filter(isBuilt).join(', ')} | to ${why} | ${optional ? 'no' : 'yes'} |`,
  );
  return page(
    'Rights',
    [
      'What the program needs, of whom, and why. It compares this with what the signed-in identity has before it shows a plan.',
      '',
      `Made from \`src/steps/conditional-access/rights.ts\`, \`src/microsoft/sign-in/scopes.ts\` and \`src/jamf/least-privileges.ts\` ${MADE_BY}`,
    ],
    [
      '## Microsoft',
      '',
      'A person consents to the delegated permission and holds one of the roles. An application, in unattended runs, holds the application permission and needs no role.',
      '',
      '| Step | A person consents to | An application holds | The person is one of | Why |',
      '|---|---|---|---|---|',
      ...steps,
      '',
      `A person is asked to consent to these as well; without them the program says what it could not look at: ${others.map((name) => `\`${name}\``).join(', ')}.`,
      '',
      'With `--permissions documented`, or where `auto` finds that the second permission is needed, its consent takes a Privileged Role Administrator or a Global Administrator.',
      '',
      '## Jamf Pro',
      '',
      'The API role of the client or user that the program signs in with. `jamf-intune jamf-role` prints it and can make it.',
      '',
      '| Privilege | For | Why | Must be |',
      '|---|---|---|---|',
      ...privileges,
      '',
      'Nothing is written with it. Whoever fills in the page in the console needs *Update Conditional Access* there.',
      '',
    ],
  );
}

/** The uses that commands of today have. */
function isBuilt(use: JamfUse): boolean {
  return use === JAMF_USES[0];
}

/** docs/faults.md: what the sandbox can do wrong on purpose. */
export function faultsPage(): string {
  return page(
    'Faults of the sandbox',
    [
      '`jamf-intune sandbox --fault NAME,NAME` makes them, `--fault none` takes them away. What they are for: [sandbox.md](sandbox.md).',
      '',
      `Made from \`src/sandbox/faults.ts\` ${MADE_BY}`,
    ],
    [
      '| Fault | What happens |',
      '|---|---|',
      ...Object.entries(FAULTS).map(([name, meaning]) => `| \`${name}\` | ${meaning} |`),
      '',
    ],
  );
}

function page(title: string, lead: readonly string[], body: readonly string[]): string {
  return `${[`# ${title}`, '', ...lead, '', ...body].join('\n').trimEnd()}\n`;
}

/** A fix begins with its command; two spaces part it from what it does. Nothing in a text is taken for a tag. */
function fixOf(text: string): string {
  const [, lead = '', command, rest = ''] = /^(Then: )?(jamf-intune .*?)(?: {2}(.*))?$/u.exec(text) ?? [];
  if (command === undefined) return plain(text);
  return `${lead}\`${command}\`${rest === '' ? '' : ` ${plain(rest)}`}`;
}

function plain(text: string): string {
  return text.replaceAll('<', '&lt;');
}
