import { describe, expect, test } from 'vitest';
import { AADSTS, aadstsPage, explainAadsts } from '../../../src/microsoft/aadsts.ts';
import { interpretPolicy } from '../../../src/microsoft/app-management-policy.ts';
import { explainGraphError } from '../../../src/microsoft/graph-errors.ts';
import { isoDurationInDays } from '../../../src/microsoft/iso-duration.ts';
import { hasEntraPremium, hasIntune } from '../../../src/microsoft/organization.ts';
import {
  DELEGATED_PERMISSIONS,
  defaultScope,
  delegatedScopes,
  permissionNames,
} from '../../../src/microsoft/sign-in/scopes.ts';
import { readClaims } from '../../../src/microsoft/sign-in/token-claims.ts';

describe('ISO 8601 durations', () => {
  test.each([
    ['P180D', 180],
    ['P4DT12H30M5S', 4],
    ['P1Y', 365],
    ['P3M', 90],
    ['P2W', 14],
    ['PT36H', 1],
    ['P', undefined],
    ['P1DT', undefined],
    ['180', undefined],
    ['-P1D', undefined],
  ])('given %j, when it is counted in days, then it is %j', (duration, days) => {
    expect(isoDurationInDays(duration)).toBe(days);
  });
});

describe('the app management policy', () => {
  const password = (restrictionType: string, state: string, maxLifetime?: string) => ({
    restrictionType,
    state,
    maxLifetime,
  });

  test.each([
    ['a policy that is off', false, [password('passwordAddition', 'enabled')], { secretsForbidden: false }],
    ['secrets forbidden', true, [password('passwordAddition', 'enabled')], { secretsForbidden: true }],
    [
      'a restriction that is off',
      true,
      [password('passwordAddition', 'disabled')],
      { secretsForbidden: false },
    ],
    [
      'two lifetimes',
      true,
      [password('passwordLifetime', 'enabled', 'P90D'), password('passwordLifetime', 'enabled', 'P30D')],
      { maxSecretDays: 30 },
    ],
    [
      'keys limited only',
      true,
      [password('symmetricKeyLifetime', 'enabled', 'P30D')],
      { maxSecretDays: undefined },
    ],
  ])('given %s, when it is interpreted, then it is so', (_, isEnabled, passwordCredentials, expected) => {
    const policy = interpretPolicy({ isEnabled, applicationRestrictions: { passwordCredentials } });
    expect(policy).toMatchObject(expected);
  });

  test('given an audience that is forbidden, when it is interpreted, then multi-tenant is forbidden', () => {
    const audiences = { azureAdMultipleOrgs: { state: 'enabled' } };
    const policy = interpretPolicy({
      isEnabled: true,
      applicationRestrictions: { passwordCredentials: [], audiences },
    });
    expect(policy.multiTenantForbidden).toBe(true);
  });
});

describe('licences', () => {
  const plan = (service: string, status: string, planId: string | null = null) => ({
    service,
    status,
    planId,
  });

  test.each([
    [[plan('SCO', 'Enabled')], true, false],
    [[plan('SCO', 'Deleted')], false, false],
    [[plan('Renamed', 'Warning', 'c1ec4a95-1f05-45b3-a911-aa3fa01094f5')], true, false],
    [[plan('AADPremiumService', 'Enabled'), plan('SCO', 'Suspended')], false, true],
    [[], false, false],
  ])('given %j, when they are judged, then Intune is %j and Premium %j', (plans, intune, premium) => {
    expect([hasIntune(plans), hasEntraPremium(plans)]).toEqual([intune, premium]);
  });
});

describe('the tables of errors', () => {
  test('given every AADSTS entry, when it is read, then it has a meaning and an instruction without a full stop', () => {
    for (const [number, { meaning, fix }] of Object.entries(AADSTS)) {
      expect(number).toMatch(/^\d{5,7}$/);
      for (const text of [meaning, fix]) expect(text).toMatch(/^[A-Z].*[^.]$/);
      expect(`${meaning} ${fix}`).not.toMatch(/successfully|please|unable to|oops/i);
    }
  });

  test('given codes from outside, when they are explained, then names of the language are no codes', () => {
    expect(explainAadsts('AADSTS7000215')?.meaning).toBe('The client secret is wrong');
    expect(explainAadsts('AADSTSconstructor')).toBeUndefined();
    expect(explainGraphError('toString', '')).toBeUndefined();
    expect(explainGraphError('BadRequest', 'Request not applicable to target tenant.')?.meaning).toContain(
      'Intune licence',
    );
    expect(aadstsPage('https://login.microsoftonline.com', 'AADSTS65001')).toBe(
      'https://login.microsoftonline.com/error?code=65001',
    );
  });
});

describe('scopes', () => {
  test('given a national cloud, when scopes are made, then each names its Graph', () => {
    const scopes = delegatedScopes('setup', 'https://graph.microsoft.us');
    expect(scopes).toContain('https://graph.microsoft.us/Application.ReadWrite.All');
    expect(permissionNames(scopes, 'https://graph.microsoft.us')).toEqual(
      [...DELEGATED_PERMISSIONS.setup].sort(),
    );
  });

  test('given scopes as Entra answers them, when names are taken, then sign-in scopes are left out', () => {
    const answered = [
      'openid',
      'profile',
      'User.Read',
      'https://graph.microsoft.com/Group.Read.All',
      'email',
    ];
    expect(permissionNames(answered, 'https://graph.microsoft.com')).toEqual(['Group.Read.All', 'User.Read']);
  });

  test('given a resource that ends in a slash, when its scope is made, then the slash is double', () => {
    expect(defaultScope('https://api.manage.microsoft.com/')).toBe(
      'https://api.manage.microsoft.com//.default',
    );
  });
});

describe('claims', () => {
  const jwt = (payload: string) => `e30.${Buffer.from(payload).toString('base64url')}.sig`;

  test.each([
    ['an opaque token', 'opaque'],
    ['broken JSON', jwt('{')],
    ['a wrong type', jwt('{"roles":"x"}')],
  ])('given %s, when claims are read, then there are none', (_, token) => {
    expect(readClaims(token)).toBeUndefined();
  });

  test('given a token of version 2, when claims are read, then azp is the application', () => {
    expect(readClaims(jwt('{"azp":"a","tid":"t","roles":["b","a"]}'))).toEqual({
      appId: 'a',
      tenantId: 't',
      roles: ['a', 'b'],
    });
  });
});
