import { describe, expect, it } from 'vitest';
import { judgeConditionalAccess } from '../../../src/checks/entra/conditional-access.ts';
import { judgeNativeConnector } from '../../../src/checks/entra/native-connector.ts';
import { judgePeople, type SeenGroup } from '../../../src/checks/entra/people-of-groups.ts';
import { judgeDevices, tallyDevices } from '../../../src/checks/entra/registered-devices.ts';
import { registrationAppOf } from '../../../src/checks/entra/registration-apps.ts';
import type { ConditionalAccessPolicy } from '../../../src/microsoft/conditional-access-policies.ts';
import type { RegisteredMac } from '../../../src/microsoft/registered-macs.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const HOUR_MS = 3_600_000;
const ago = (hours: number) => new Date(NOW.getTime() - hours * HOUR_MS);

const codes = ({ findings }: { findings: readonly { severity: string; code: string }[] }) =>
  findings.map(({ severity, code }) => `${severity} ${code}`);

describe('the native connector', () => {
  const principals = [{ id: '1', appId: '2', displayName: 'Jamf Native macOS Connector' }];
  const grant = (consentType: string) => ({
    id: 'g',
    clientId: '1',
    resourceId: 'r',
    consentType,
    scope: '',
  });

  it.each([
    ['missing', [], [], ['error JI-E150']],
    ['there for everybody', principals, [grant('AllPrincipals')], []],
    ['there for one person', principals, [grant('Principal')], ['error JI-E151']],
    ['there without consent', principals, [], ['error JI-E151']],
    ['there with grants that may not be read', principals, undefined, []],
  ] as const)('given it is %s, then %4$j', (_what, found, grants, expected) => {
    expect(codes(judgeNativeConnector({ principals: found, grants }))).toEqual(expected);
  });
});

describe('Conditional Access', () => {
  const APP = registrationAppOf('global');
  const policy = (change: Partial<ConditionalAccessPolicy> = {}): ConditionalAccessPolicy => ({
    id: 'p',
    displayName: 'Compliant Macs',
    state: 'enabled',
    includeApplications: ['All'],
    excludeApplications: [],
    platforms: undefined,
    includeUsers: ['All'],
    operator: 'OR',
    builtInControls: ['compliantDevice'],
    otherControls: [],
    ...change,
  });

  it.each<[string, Partial<ConditionalAccessPolicy>, readonly string[]]>([
    ['all resources', {}, ['error JI-E152']],
    ['the registration app itself', { includeApplications: [APP.toUpperCase()] }, ['error JI-E152']],
    ['Office 365 only', { includeApplications: ['Office365'] }, []],
    ['all resources but the registration app', { excludeApplications: [APP] }, ['warning JI-E153']],
    ['all resources but another app', { excludeApplications: ['other'] }, ['error JI-E152']],
    ['all resources, switched off', { state: 'disabled' }, []],
    ['all resources, only reporting', { state: 'enabledForReportingButNotEnforced' }, []],
    ['nobody', { includeUsers: ['None'] }, []],
    ['Windows', { platforms: { includePlatforms: ['windows'], excludePlatforms: [] } }, []],
    ['macOS', { platforms: { includePlatforms: ['macOS'], excludePlatforms: [] } }, ['error JI-E152']],
    [
      'all platforms but macOS',
      { platforms: { includePlatforms: ['all'], excludePlatforms: ['macOS'] } },
      [],
    ],
    ['all resources with another factor', { builtInControls: ['mfa'] }, []],
    ['compliance or another factor', { builtInControls: ['compliantDevice', 'mfa'] }, []],
    ['compliance or terms of use', { otherControls: ['terms'] }, []],
    [
      'compliance and another factor',
      { builtInControls: ['compliantDevice', 'mfa'], operator: 'AND' },
      ['error JI-E152'],
    ],
  ])('given a policy for %s, then %3$j', (_what, change, expected) => {
    const seen = {
      policies: [policy(change)],
      registrationApps: [APP],
      refused: { count: 0, atLeast: false },
    };
    expect(codes(judgeConditionalAccess(seen))).toEqual(expected);
  });

  it('given refused registrations and no policy, then they are told alone; with a policy, as its evidence', () => {
    const refused = { count: 50, atLeast: true };
    const text = 'at least 50 registrations refused with error 530003 in the last 7 days';
    const alone = judgeConditionalAccess({ policies: [], registrationApps: [APP], refused });
    expect(alone.findings).toEqual([{ code: 'JI-E154', severity: 'warning', seen: text }]);
    const proved = judgeConditionalAccess({ policies: [policy()], registrationApps: [APP], refused });
    expect(proved.findings).toMatchObject([{ code: 'JI-E152', details: [text] }]);
  });

  it('given a sign-in log that may not be read, then the report says what it lacks', () => {
    const { lines } = judgeConditionalAccess({ policies: [], registrationApps: [], refused: 'not-readable' });
    expect(lines.at(-1)).toContain('AuditLog.Read.All');
  });

  it.each([
    ['global', 'b03c10a8'],
    ['sandbox', 'b03c10a8'],
    ['usgov', 'dcf07df3'],
    ['usgov-dod', 'dcf07df3'],
  ] as const)('given the cloud %s, then a Mac registers with %s…', (cloud, start) => {
    expect(registrationAppOf(cloud)).toMatch(new RegExp(`^${start}-`));
  });
});

describe('the people of the groups', () => {
  const people = (from: number, to: number, hasIntune: boolean | undefined = true) =>
    Array.from({ length: to - from }, (_, index) => ({
      id: String(from + index),
      userPrincipalName: `p${from + index}@contoso.com`,
      hasIntune,
    }));
  const group = (change: Partial<SeenGroup>): SeenGroup => ({
    name: '"G"',
    kind: 'include',
    people: people(0, 10),
    cut: false,
    devices: 0,
    ...change,
  });
  const exclude = (from: number, to: number) => group({ kind: 'exclude', people: people(from, to) });

  it.each<[string, readonly SeenGroup[], readonly string[]]>([
    ['licensed', [group({})], []],
    [
      'partly without a licence',
      [group({ people: [...people(0, 7), ...people(7, 10, false)] })],
      ['warning JI-E155'],
    ],
    [
      'without a licence but excluded',
      [group({ people: [...people(0, 9), ...people(9, 10, false)] }), exclude(9, 10)],
      [],
    ],
    ['of unknown licence', [group({ people: people(0, 10, undefined) })], []],
    ['nobody', [group({ people: [] })], ['error JI-I222']],
    ['nobody to exclude', [group({}), exclude(0, 0)], ['warning JI-I222']],
    ['partly excluded', [group({}), exclude(5, 20)], []],
    ['all excluded', [group({}), exclude(0, 10)], ['error JI-I223']],
  ])('given people who are %s, then %3$j', (_what, groups, expected) => {
    expect(codes(judgePeople(groups))).toEqual(expected);
  });

  it('given people in two groups, then each counts once, n of m is said, and what was not looked at', () => {
    const groups = [
      group({ people: people(0, 6, false) }),
      group({ people: people(4, 10, false), cut: true }),
    ];
    const { lines, findings } = judgePeople(groups);
    expect(findings[0]).toMatchObject({
      seen: '10 of 10 people without Intune',
      details: expect.arrayContaining(['and 5 more']),
    });
    expect(lines[0]).toContain('only the first 20000 were looked at');
  });

  it('given an empty group with devices, then it says that devices do not count', () => {
    const { findings } = judgePeople([group({ people: [], devices: 3 })]);
    expect(findings[0]?.seen).toBe('include group "G" holds 3 devices and no people');
  });
});

describe('the Macs in Entra', () => {
  const mac = (change: Partial<RegisteredMac> = {}): RegisteredMac => ({
    deviceId: 'a',
    displayName: 'Mac',
    isCompliant: true,
    operatingSystemVersion: '26.1',
    registrationDateTime: ago(240),
    approximateLastSignInDateTime: ago(1),
    ...change,
  });
  async function* each(macs: readonly RegisteredMac[]) {
    yield* macs;
  }

  it.each<[string, readonly RegisteredMac[], readonly string[]]>([
    ['compliant', [mac()], []],
    ['not compliant in either', [mac({ deviceId: 'b', isCompliant: false })], []],
    ['compliant in Intune only', [mac({ isCompliant: false })], ['warning JI-E156']],
    ['just registered', [mac({ isCompliant: null, registrationDateTime: ago(0.5) })], []],
    [
      'begun 2 hours ago',
      [mac({ deviceId: 'b', isCompliant: null, operatingSystemVersion: null, registrationDateTime: ago(2) })],
      ['warning JI-E157'],
    ],
    [
      'begun half an hour ago',
      [
        mac({
          deviceId: 'b',
          isCompliant: null,
          operatingSystemVersion: null,
          registrationDateTime: ago(0.5),
        }),
      ],
      [],
    ],
    [
      'begun 2 months ago',
      [
        mac({
          deviceId: 'b',
          isCompliant: null,
          operatingSystemVersion: null,
          registrationDateTime: ago(1440),
        }),
      ],
      [],
    ],
    ['two of one name in use', [mac(), mac({ deviceId: 'b' })], []],
    [
      'two of one name, one left behind',
      [mac(), mac({ deviceId: 'b', approximateLastSignInDateTime: ago(2400) })],
      ['warning JI-E158'],
    ],
  ])('given a Mac that is %s, then %3$j', async (_what, macs, expected) => {
    const tally = await tallyDevices(each(macs), new Set(['a']), NOW);
    expect(codes(judgeDevices(tally, true))).toEqual(expected);
  });

  it('given that Intune may not be read, then the report says that nothing was compared', () => {
    const tally = { count: 0, examples: [] };
    const { lines } = judgeDevices(
      { total: 3, disagreeing: tally, unfinished: tally, repeated: tally },
      false,
    );
    expect(lines).toEqual([
      '3 Macs registered',
      'not compared with Intune (needs DeviceManagementManagedDevices.Read.All)',
    ]);
  });
});
