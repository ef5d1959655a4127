import type { JamfHealth } from '../../../jamf/health.ts';
import { readServerUrl } from '../../../jamf/server-url.ts';
import { isAtLeast, type JamfVersion, readVersion } from '../../../jamf/version.ts';
import {
  type AppManagementPolicy,
  readAppManagementPolicy,
} from '../../../microsoft/app-management-policy.ts';
import { listMyDirectoryRoles } from '../../../microsoft/directory-roles.ts';
import {
  hasEntraPremium,
  hasIntune,
  type Organization,
  readOrganization,
} from '../../../microsoft/organization.ts';
import type { Identity } from '../../../microsoft/sign-in/identity.ts';
import { visible } from '../../../terminal/visible.ts';
import type { Session } from '../../session.ts';
import type { Finding, Step } from '../../step.ts';
import { secretEnd } from '../secret/secret-label.ts';
import { judgeRights } from './judge-rights.ts';

/** The document's minimum for the manual connection. */
const OLDEST_JAMF_PRO = '10.1.0';
const DAY_MS = 24 * 60 * 60 * 1000;

export interface ObservedPrerequisites {
  readonly organization: Organization;
  readonly purpose: Session['purpose'];
  readonly identity: Identity;
  /** Template ids of the person's directory roles; `unknown` where Graph tells only that there are some. */
  readonly roles: readonly string[] | 'unknown';
  readonly policy: AppManagementPolicy | 'not-readable';
  readonly jamfVersion: JamfVersion;
  readonly jamfHealth: JamfHealth;
  readonly jamfServerUrl: string | 'not-readable';
  readonly jamfPrivileges: readonly string[] | undefined;
  readonly at: Date;
}

/** The preflight: what must be so before anything is planned. It changes nothing and names who can grant what is missing. */
export const prerequisites: Step<ObservedPrerequisites> = {
  id: 'prerequisites',
  title: 'Prerequisites',

  async observe(session) {
    const { graph, jamf, identity } = session;
    const [organization, roles, policy, jamfVersion, jamfHealth, jamfServerUrl] = await Promise.all([
      session.once('organization', () => readOrganization(graph)),
      identity.kind === 'person' ? readRoles(session) : ([] as const),
      readAppManagementPolicy(graph),
      session.once('jamf-version', () => readVersion(jamf)),
      session.jamfHealth(),
      readServerUrl(jamf),
    ]);
    return {
      organization,
      purpose: session.purpose,
      identity,
      roles,
      policy,
      jamfVersion,
      jamfHealth,
      jamfServerUrl,
      jamfPrivileges: session.jamfIdentity.privileges,
      at: session.clock.now(),
    };
  },

  describe({ organization, jamfVersion }) {
    return [`${visible(organization.displayName)} has Intune · Jamf Pro ${jamfVersion.text} is well`];
  },

  plan: () => [],

  diagnose(observed, wanted) {
    return [
      ...judgeLicences(observed.organization),
      // Whoever only looks needs none of the rights to change things.
      ...(observed.purpose === 'setup' ? judgeRights(observed, wanted) : []),
      ...judgePolicy(observed, wanted.secretMonths),
      ...judgeJamf(observed, wanted.jamfUrl),
    ];
  },

  planRemoval: () => [],
};

/** Template ids of the directory roles that the signed-in person holds. */
export async function readRoles({
  graph,
  once,
}: Pick<Session, 'graph' | 'once'>): Promise<readonly string[] | 'unknown'> {
  const roles = await once('directory-roles', () => listMyDirectoryRoles(graph));
  const ids = roles.flatMap(({ templateId }) => templateId ?? []);
  // With `User.Read` alone Graph may give objects without their properties (contracts, limited information).
  return ids.length < roles.length ? 'unknown' : ids;
}

function judgeLicences(organization: Organization): readonly Finding[] {
  const finding = { step: 'prerequisites', severity: 'error', blocks: true } as const;
  return [
    ...(hasIntune(organization.plans)
      ? []
      : [
          {
            ...finding,
            code: 'JI-I201' as const,
            seen: `${visible(organization.displayName)} has no active Intune plan`,
          },
        ]),
    ...(hasEntraPremium(organization.plans)
      ? []
      : [
          {
            step: 'prerequisites' as const,
            severity: 'warning' as const,
            code: 'JI-E112' as const,
            seen: 'no active Microsoft Entra ID P1 plan was found',
          },
        ]),
  ];
}

function judgePolicy({ policy, at }: ObservedPrerequisites, months: number): readonly Finding[] {
  if (policy === 'not-readable') return [];
  const finding = { step: 'prerequisites', severity: 'error', blocks: true } as const;
  const days = Math.ceil((secretEnd(at, months).getTime() - at.getTime()) / DAY_MS);
  const findings: Finding[] = [];
  if (policy.secretsForbidden)
    findings.push({ ...finding, code: 'JI-E113', seen: "the tenant's policy forbids client secrets" });
  if (policy.maxSecretDays !== undefined && days > policy.maxSecretDays) {
    const allowed = Math.floor(policy.maxSecretDays / 31);
    findings.push({
      ...finding,
      code: 'JI-E114',
      seen: `${months} months asked for, the tenant's policy allows ${policy.maxSecretDays} days`,
      ...(allowed >= 1 && { fix: [`jamf-intune setup --secret-months ${allowed}`] }),
    });
  }
  if (policy.multiTenantForbidden) {
    findings.push({
      ...finding,
      code: 'JI-E115',
      seen: "the tenant's policy forbids applications for other directories",
    });
  }
  return findings;
}

function judgeJamf(
  { jamfVersion, jamfHealth, jamfServerUrl }: ObservedPrerequisites,
  jamfUrl: string,
): readonly Finding[] {
  const finding = { step: 'prerequisites', severity: 'error', blocks: true } as const;
  const findings: Finding[] = [];
  if (!isAtLeast(jamfVersion, OLDEST_JAMF_PRO)) {
    findings.push({
      ...finding,
      code: 'JI-J401',
      seen: `Jamf Pro is ${jamfVersion.text}, ${OLDEST_JAMF_PRO} or later is needed`,
    });
  }
  if (jamfHealth.state !== 'ready')
    findings.push({ ...finding, code: 'JI-J402', seen: describeHealth(jamfHealth) });
  if (jamfServerUrl !== 'not-readable' && jamfServerUrl !== jamfUrl) {
    findings.push({
      step: 'prerequisites',
      severity: 'warning',
      code: 'JI-J403',
      seen: `Jamf Pro calls itself ${visible(jamfServerUrl)}, ${jamfUrl} was given`,
      fix: [`jamf-intune setup --jamf-url ${visible(jamfServerUrl)}`],
    });
  }
  return findings;
}

function describeHealth(health: Exclude<JamfHealth, { state: 'ready' }>): string {
  switch (health.state) {
    case 'starting':
      return `Jamf Pro is starting: ${visible(health.step)}`;
    case 'needs-setup-assistant':
      return "Jamf Pro's setup assistant was never finished";
    case 'ill':
      return `Jamf Pro says: ${visible(health.says)}`;
    case 'not-jamf-pro':
      return 'what answers at this address is not Jamf Pro';
    case 'unreachable':
      return `Jamf Pro does not answer its health check: ${visible(health.error.message)}`;
  }
}
