import { describe, expect, it } from 'vitest';
import { judgePolicies, type SeenPolicies } from '../../../src/checks/intune/compliance-policies.ts';
import { connectionFound } from '../../../src/checks/intune/connection-found.ts';
import { judgeTargets } from '../../../src/checks/intune/device-compliance-targets.ts';
import { judgePartners } from '../../../src/checks/intune/other-partner.ts';
import { judgeRemoval } from '../../../src/checks/intune/removal-dates.ts';
import type { MacCompliancePolicy } from '../../../src/microsoft/compliance-policies.ts';
import type {
  ComplianceManagementPartner,
  DeviceManagementPartner,
} from '../../../src/microsoft/partners.ts';

const NOW = new Date('2026-11-23T09:00:00Z');

function row(change: Partial<DeviceManagementPartner> = {}): DeviceManagementPartner {
  return {
    id: '1',
    displayName: 'Jamf',
    isConfigured: true,
    partnerState: 'enabled',
    partnerAppType: 'singleTenantApp',
    singleTenantAppId: 'app',
    lastHeartbeat: NOW,
    targets: [],
    removalDate: undefined,
    nonCompliantDate: undefined,
    ...change,
  };
}

function compliance(change: Partial<ComplianceManagementPartner> = {}): ComplianceManagementPartner {
  return {
    id: '2',
    displayName: 'Jamf Device Compliance',
    partnerState: 'enabled',
    macOsOnboarded: true,
    macOsTargets: [{ kind: 'include', groupId: 'g' }],
    lastHeartbeat: NOW,
    ...change,
  };
}

const codes = ({ findings }: { findings: readonly { code: string }[] }) => findings.map(({ code }) => code);

describe('the connection that is found', () => {
  it.each([
    ['nothing', [], [], 'none'],
    [
      'pre-seeded rows',
      [row({ isConfigured: false, partnerAppType: 'unknown' })],
      [compliance({ macOsOnboarded: false })],
      'none',
    ],
    ['an application of the tenant', [row()], [], 'manual'],
    ['an application of Jamf', [row({ partnerAppType: 'multiTenantApp' })], [], 'cloud-connector'],
    ['an application of a new kind', [row({ partnerAppType: 'unrecognised' })], [], 'unknown'],
    ['a compliance partner', [row({ isConfigured: false })], [compliance()], 'device-compliance'],
    [
      'a compliance partner and a terminated connector',
      [row({ partnerState: 'terminated' })],
      [compliance()],
      'device-compliance',
    ],
    ['a living connector beside a compliance partner', [row()], [compliance()], 'manual'],
    ['a terminated connector alone', [row({ partnerState: 'terminated' })], [], 'manual'],
    [
      "another vendor's rows",
      [row({ displayName: 'Tanuki' })],
      [compliance({ displayName: 'Kandji' })],
      'none',
    ],
  ] as const)('given %s, then it is %4$s', (_what, partners, compliancePartners, expected) => {
    expect(connectionFound({ partners, compliancePartners })).toBe(expected);
  });
});

describe('other partners', () => {
  it.each([
    ['none', [row()], [compliance({ macOsOnboarded: false })], []],
    ['another compliance partner with Macs', [row()], [compliance({ displayName: 'Kandji' })], ['JI-I243']],
    ['another partner without Macs', [], [compliance({ displayName: 'Kandji', macOsOnboarded: false })], []],
    ['another connector that lives', [row({ displayName: 'Tanuki' })], [], ['JI-I243']],
    ['another connector that is gone', [row({ displayName: 'Tanuki', partnerState: 'terminated' })], [], []],
    [
      'an application ID beside the Cloud Connector',
      [row({ partnerAppType: 'multiTenantApp' })],
      [],
      ['JI-I244'],
    ],
    ['a clean Cloud Connector', [row({ partnerAppType: 'multiTenantApp', singleTenantAppId: null })], [], []],
  ] as const)('given %s, then %4$j', (_what, partners, compliancePartners, expected) => {
    expect(codes(judgePartners({ partners, compliancePartners }))).toEqual(expected);
  });
});

describe('the targets of Device Compliance', () => {
  it.each([
    ['a group', compliance(), []],
    ['all users', compliance({ macOsTargets: [{ kind: 'all-licensed-users' }] }), ['JI-I246']],
    [
      'all users, but no Macs',
      compliance({ macOsOnboarded: false, macOsTargets: [{ kind: 'all-licensed-users' }] }),
      [],
    ],
    [
      'all users of another vendor',
      compliance({ displayName: 'Kandji', macOsTargets: [{ kind: 'all-licensed-users' }] }),
      [],
    ],
  ] as const)('given %s, then %2$j', (_what, partner, expected) => {
    expect(codes(judgeTargets([partner]))).toEqual(expected);
  });
});

describe('the removal of Macs', () => {
  it.each([
    ['2027-02-21T09:00:00Z', 231, '231 Macs will be removed from Intune on 2027-02-21 (in 90 days)'],
    ['2026-11-24T08:00:00Z', 1, '1 Mac will be removed from Intune on 2026-11-24 (in 1 day)'],
    ['2026-11-22T09:00:00Z', undefined, 'its Macs will be removed from Intune on 2026-11-22 (now due)'],
    [undefined, 0, '0 Macs will be removed from Intune on a day that Intune does not tell'],
  ] as const)('given %s and %s Macs, then it says so', (date, macs, expected) => {
    const removalDate = date === undefined ? undefined : new Date(date);
    const { findings } = judgeRemoval([{ removalDate, nonCompliantDate: undefined }], macs, NOW);
    expect(findings[0]?.seen).toBe(`the connection is terminated; ${expected}`);
  });
});

describe('compliance policies', () => {
  const policy = (change: Partial<MacCompliancePolicy> = {}): MacCompliancePolicy => ({
    id: 'p',
    displayName: 'Macs',
    needsEncryption: false,
    targets: [{ kind: 'include', groupId: 'g' }],
    ...change,
  });
  const groups = (people: number | undefined, devices: number | undefined): SeenPolicies['groups'] =>
    new Map([['g', { name: '"G"', people, devices }]]);

  it.each([
    ['none', [], groups(1, 0), undefined, ['JI-I240']],
    ['one for nobody', [policy({ targets: [] })], groups(1, 0), undefined, ['JI-I240']],
    [
      'one that only excludes',
      [policy({ targets: [{ kind: 'exclude', groupId: 'g' }] })],
      groups(1, 0),
      undefined,
      ['JI-I240'],
    ],
    ['one for people', [policy()], groups(200, 0), undefined, []],
    ['one for people and their devices', [policy()], groups(200, 12), undefined, []],
    ['one for devices', [policy()], groups(0, 12), undefined, ['JI-I241']],
    ['one for an empty group', [policy()], groups(0, 0), undefined, []],
    ['one for a group that cannot be read', [policy()], groups(undefined, undefined), undefined, []],
    [
      'one for all devices',
      [policy({ targets: [{ kind: 'all-devices' }] })],
      groups(1, 0),
      undefined,
      ['JI-I241'],
    ],
    [
      'one for all users',
      [policy({ targets: [{ kind: 'all-licensed-users' }] })],
      groups(1, 0),
      undefined,
      [],
    ],
    ['one that asks for FileVault', [policy({ needsEncryption: true })], groups(1, 0), 23, ['JI-I242']],
    ['one that asks for FileVault, which all have', [policy({ needsEncryption: true })], groups(1, 0), 0, []],
    [
      'one that asks for FileVault and is for nobody',
      [policy({ needsEncryption: true, targets: [] })],
      groups(1, 0),
      23,
      ['JI-I240'],
    ],
  ] as const)('given %s, then %5$j', (_what, policies, seenGroups, unencrypted, expected) => {
    expect(codes(judgePolicies({ policies, groups: seenGroups, unencrypted }))).toEqual(expected);
  });
});
