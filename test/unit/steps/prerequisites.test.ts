import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../../src/errors/service-error.ts';
import { privilegesFor } from '../../../src/jamf/least-privileges.ts';
import { ROLE_TEMPLATES } from '../../../src/microsoft/identifiers.ts';
import type { Identity } from '../../../src/microsoft/sign-in/identity.ts';
import { judgeRights } from '../../../src/steps/conditional-access/prerequisites/judge-rights.ts';
import {
  type ObservedPrerequisites,
  prerequisites,
} from '../../../src/steps/conditional-access/prerequisites/prerequisites.ts';
import { RIGHTS } from '../../../src/steps/conditional-access/rights.ts';
import { CONDITIONAL_ACCESS } from '../../../src/steps/conditional-access.ts';
import { JAMF_URL, known, NOW, short, wanted } from '../../support/steps/samples.ts';

const NEEDED = Object.values(RIGHTS).flatMap(({ microsoft }) => microsoft);
const PERSON: Identity = {
  kind: 'person',
  name: 'admin@contoso.com',
  tenantId: wanted().tenant.id,
  permissions: NEEDED.map(({ scope }) => scope),
};
const APPLICATION: Identity = {
  ...PERSON,
  kind: 'application',
  permissions: NEEDED.flatMap(({ application }) => application.slice(0, 1)),
};
const { applicationAdministrator, cloudApplicationAdministrator, globalAdministrator, intuneAdministrator } =
  ROLE_TEMPLATES;
const ROLES = [applicationAdministrator.id, intuneAdministrator.id];
const PRIVILEGES = privilegesFor(['setup']).map(({ name }) => name);
const INTUNE = { service: 'SCO', status: 'Enabled', planId: null };
const PREMIUM = { service: 'AADPremiumService', status: 'Enabled', planId: null };
const NO_POLICY = { secretsForbidden: false, maxSecretDays: undefined, multiTenantForbidden: false };

function seen(different: Partial<ObservedPrerequisites> = {}): ObservedPrerequisites {
  return {
    organization: { id: wanted().tenant.id, displayName: 'Contoso', domains: [], plans: [INTUNE, PREMIUM] },
    purpose: 'setup',
    identity: PERSON,
    roles: ROLES,
    policy: NO_POLICY,
    jamfVersion: { text: '11.30.1', numbers: [11, 30, 1] },
    jamfHealth: { state: 'ready' },
    jamfServerUrl: JAMF_URL,
    jamfPrivileges: PRIVILEGES,
    at: NOW,
    ...different,
  };
}

function plans(...given: readonly (typeof INTUNE)[]) {
  return { organization: { ...seen().organization, plans: given } };
}

describe('prerequisites: what must be so before anything is planned', () => {
  it.each([
    ['all is well', {}, []],
    ['there is no Intune plan', plans(PREMIUM), ['JI-I201 blocks']],
    ['the Intune plan is suspended', plans({ ...INTUNE, status: 'Suspended' }, PREMIUM), ['JI-I201 blocks']],
    ['the Intune plan is in its days of grace', plans({ ...INTUNE, status: 'Warning' }, PREMIUM), []],
    ['there is no Entra ID P1', plans(INTUNE), ['JI-E112 warning']],
    ['the policy forbids secrets', { policy: { ...NO_POLICY, secretsForbidden: true } }, ['JI-E113 blocks']],
    ['the policy allows 30 days', { policy: { ...NO_POLICY, maxSecretDays: 30 } }, ['JI-E114 blocks']],
    ['the policy allows exactly as much', { policy: { ...NO_POLICY, maxSecretDays: 365 } }, []],
    ['the policy allows a day less', { policy: { ...NO_POLICY, maxSecretDays: 364 } }, ['JI-E114 blocks']],
    [
      'the policy forbids other directories',
      { policy: { ...NO_POLICY, multiTenantForbidden: true } },
      ['JI-E115 blocks'],
    ],
    ['the policy may not be read', { policy: 'not-readable' }, []],
    ['Jamf Pro is 10.0.9', { jamfVersion: { text: '10.0.9', numbers: [10, 0, 9] } }, ['JI-J401 blocks']],
    ['Jamf Pro is 10.1.0', { jamfVersion: { text: '10.1.0', numbers: [10, 1, 0] } }, []],
    ['Jamf Pro is ill', { jamfHealth: { state: 'ill', says: 'no database' } }, ['JI-J402 blocks']],
    ['Jamf Pro has another URL', { jamfServerUrl: 'https://jamf.contoso.com' }, ['JI-J403 warning']],
    ['Jamf Pro does not tell its URL', { jamfServerUrl: 'not-readable' }, []],
    ['nobody wants to change anything', { purpose: 'observe', roles: [], jamfPrivileges: [] }, []],
    ['a privilege is missing in Jamf Pro', { jamfPrivileges: PRIVILEGES.slice(1) }, ['JI-J404 warning']],
    ['Jamf Pro does not tell the privileges', { jamfPrivileges: undefined }, []],
  ] as const satisfies readonly (readonly [string, Partial<ObservedPrerequisites>, readonly string[]])[])(
    'given that %s',
    (_what, different, findings) => {
      expect(short(prerequisites.diagnose(seen(different), wanted(), known()))).toEqual(findings);
      expect(prerequisites.plan(seen(different), wanted(), known())).toEqual([]);
    },
  );

  it.each([
    [{ state: 'starting', step: 'DB_UPGRADE', percentage: 10, error: undefined }, 'is starting: DB_UPGRADE'],
    [{ state: 'needs-setup-assistant' }, 'setup assistant'],
    [{ state: 'ill', says: 'out of\u001b[2J memory' }, 'says: out of'],
    [{ state: 'not-jamf-pro' }, 'is not Jamf Pro'],
    [
      {
        state: 'unreachable',
        error: new ServiceError({ service: 'Jamf Pro', message: 'no route', outcome: 'refused' }),
      },
      'no route',
    ],
  ] as const)('given the health %j, then it is said in words', (jamfHealth, text) => {
    const [finding] = prerequisites.diagnose(seen({ jamfHealth }), wanted(), known());
    expect(finding?.seen).toContain(text);
    expect(finding?.seen).not.toContain('\u001b');
  });

  it('given a policy of 90 days, then the fix names the months that fit', () => {
    const policy = { ...NO_POLICY, maxSecretDays: 90 };
    const [finding] = prerequisites.diagnose(seen({ policy }), wanted(), known());
    expect(finding?.fix).toEqual(['jamf-intune setup --secret-months 2']);
  });

  it('given a policy of 20 days, then no number of months fits and none is named', () => {
    const policy = { ...NO_POLICY, maxSecretDays: 20 };
    const [finding] = prerequisites.diagnose(seen({ policy }), wanted(), known());
    expect(finding?.code).toBe('JI-E114');
    expect(finding?.fix).toBeUndefined();
  });
});

describe('the rights at hand against those that are needed', () => {
  const judge = (
    different: Partial<Parameters<typeof judgeRights>[0]>,
    permissions: 'auto' | 'documented' = 'auto',
  ) =>
    judgeRights(
      { identity: PERSON, roles: ROLES, jamfPrivileges: PRIVILEGES, ...different },
      wanted({ permissions }),
    );

  it.each([
    ['the two least roles', ROLES, []],
    ['Global Administrator alone', [globalAdministrator.id], []],
    ['Global Administrator in capitals', [globalAdministrator.id.toUpperCase()], []],
    ['Cloud Application Administrator', [cloudApplicationAdministrator.id, intuneAdministrator.id], []],
    ['no role for applications', [intuneAdministrator.id], ['JI-E110 blocks']],
    ['no Intune role, which may be a custom one', [applicationAdministrator.id], ['JI-E110 warning']],
    ['no role at all', [], ['JI-E110 blocks', 'JI-E110 warning']],
    ['roles that Graph does not tell', 'unknown', []],
  ] as const)('given %s, then %j is judged as %j', (_what, roles, findings) => {
    expect(short(judge({ roles }))).toEqual(findings);
  });

  it('given `documented`, then consenting to a Graph permission needs a higher role', () => {
    expect(short(judge({}, 'documented'))).toEqual(['JI-E110 blocks']);
    expect(judge({ roles: [globalAdministrator.id] }, 'documented')).toEqual([]);
  });

  it.each(NEEDED.map(({ scope }) => scope))(
    'given a person without %s, then it is named with its reason',
    (scope) => {
      const permissions = PERSON.permissions.filter((one) => one !== scope);
      const [finding, ...more] = judge({ identity: { ...PERSON, permissions } });
      expect(short([...(finding ? [finding] : []), ...more])).toEqual(['JI-E111 blocks']);
      expect(finding?.details).toEqual([expect.stringMatching(new RegExp(`^${scope}: \\w`))]);
    },
  );

  it('given an application, then one of several permissions is enough, and roles of people do not matter', () => {
    expect(judge({ identity: APPLICATION, roles: [] })).toEqual([]);
    const more = APPLICATION.permissions.filter((one) => one !== 'Application.ReadWrite.OwnedBy');
    expect(
      judge({ identity: { ...APPLICATION, permissions: [...more, 'Application.ReadWrite.All'] } }),
    ).toEqual([]);
    expect(short(judge({ identity: { ...APPLICATION, permissions: more } }))).toEqual(['JI-E111 blocks']);
  });

  it('given a missing privilege of Jamf Pro, then it is named with its reason', () => {
    const [finding] = judge({ jamfPrivileges: [] });
    expect(finding?.details).toEqual(privilegesFor(['setup']).map(({ name, why }) => `${name}: to ${why}`));
  });
});

describe('the list of steps', () => {
  it('given the manual connection, then its steps stand in the order of the procedure, with rights for each', () => {
    const ids = CONDITIONAL_ACCESS.map(({ id }) => id);
    expect(ids).toEqual([
      'prerequisites',
      'app-registration',
      'api-permission',
      'client-secret',
      'intune-connector',
      'jamf-settings',
      'enrollment-groups',
      'proof',
    ]);
    expect(Object.keys(RIGHTS).toSorted()).toEqual(ids.toSorted());
  });
});
