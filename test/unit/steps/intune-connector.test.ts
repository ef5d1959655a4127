import { describe, expect, it } from 'vitest';
import {
  heartbeatAge,
  isAlive,
  lastHeard,
} from '../../../src/steps/conditional-access/connector/connector-health.ts';
import { intuneConnector } from '../../../src/steps/conditional-access/connector/intune-connector.ts';
import {
  APP_ID,
  DAY_MS,
  daysFromNow,
  inShort,
  known,
  NOW,
  OTHER_APP_ID,
  RECORDED,
  row,
  short,
  wanted,
} from '../../support/steps/samples.ts';

const seen = (...jamf: readonly ReturnType<typeof row>[]) => ({ rows: jamf, jamf });

describe('intune-connector: what is wrong, and what would be done', () => {
  it.each([
    ['all is well', seen(row()), [], []],
    ['there is no row of Jamf', seen(), ['JI-I210 blocks'], []],
    ['there are two rows of Jamf', seen(row(), row({ id: 'partner-jamf-2' })), ['JI-I211 blocks'], []],
    [
      'Jamf comes through the Cloud Connector',
      seen(row({ partnerAppType: 'multiTenantApp' })),
      ['JI-I212 blocks', 'JI-I217'],
      ['change connector'],
    ],
    [
      'it has another application ID',
      seen(row({ singleTenantAppId: OTHER_APP_ID })),
      ['JI-I213'],
      ['change connector (destroys)'],
    ],
    ['Intune has rejected it', seen(row({ partnerState: 'rejected' })), ['JI-I214'], []],
    ['it has no application ID', seen(row({ singleTenantAppId: null })), ['JI-I216'], ['change connector']],
    [
      'its application type is unknown',
      seen(row({ partnerAppType: 'unknown' })),
      ['JI-I217'],
      ['change connector'],
    ],
    ['it is terminated, which the settings mend', seen(row({ partnerState: 'terminated' })), [], []],
  ])('given that %s', (_what, observed, findings, changes) => {
    expect(short(intuneConnector.diagnose(observed, wanted(), known(RECORDED)))).toEqual(findings);
    expect(inShort(intuneConnector.plan(observed, wanted(), known(RECORDED)))).toEqual(changes);
  });

  it('given another application ID, then the plan says what it replaces', () => {
    const [change] = intuneConnector.plan(
      seen(row({ singleTenantAppId: OTHER_APP_ID })),
      wanted(),
      known(RECORDED),
    );
    expect(change?.details).toEqual([`replaces ${OTHER_APP_ID}`]);
  });

  it('given no application yet, then the plan already says that the connector will be set', () => {
    expect(inShort(intuneConnector.plan(seen(row({ singleTenantAppId: null })), wanted(), known()))).toEqual([
      'change connector',
    ]);
  });

  it('given rows that are not Jamf, then they are shown', () => {
    const others = { rows: [row({ displayName: 'Other\u001b[31m MDM' })], jamf: [] };
    const [finding] = intuneConnector.diagnose(others, wanted(), known());
    expect(finding?.details?.[0]).toContain('Other');
    expect(finding?.details?.[0]).not.toContain('\u001b');
  });

  it.each([
    ['our application', row(), ['remove connector (destroys)']],
    ['another application', row({ singleTenantAppId: OTHER_APP_ID }), []],
  ])('given a connector with %s, then the removal is %j', (_what, one, changes) => {
    expect(inShort(intuneConnector.planRemoval(seen(one), wanted(), known(RECORDED)))).toEqual(changes);
  });
});

describe('whether a connection is alive', () => {
  it.each([
    ['heard just now', row(), true],
    ['another application', row({ singleTenantAppId: OTHER_APP_ID }), false],
    ['terminated', row({ partnerState: 'terminated' }), false],
    ['never heard', row({ lastHeartbeat: undefined }), false],
    ['heard 71 hours ago', row({ lastHeartbeat: new Date(NOW.getTime() - 3 * DAY_MS + 3_600_000) }), true],
    ['heard 3 days ago', row({ lastHeartbeat: daysFromNow(-3) }), false],
  ])('given %s, then %s is %s', (_what, one, alive) => {
    expect(isAlive(one, APP_ID, NOW)).toBe(alive);
  });

  it('given no row, or no application, then it is not', () => {
    expect(isAlive(undefined, APP_ID, NOW)).toBe(false);
    expect(isAlive(row(), undefined, NOW)).toBe(false);
  });

  it('given a heartbeat, then its age is told in words', () => {
    expect(heartbeatAge(row(), NOW)).toBe(240_000);
    expect(lastHeard(row(), NOW)).toBe('heard from Jamf Pro 4 min ago');
    expect(lastHeard(row({ lastHeartbeat: NOW }), NOW)).toBe('heard from Jamf Pro less than a minute ago');
    expect(lastHeard(undefined, NOW)).toBe('never heard from Jamf Pro');
  });
});
