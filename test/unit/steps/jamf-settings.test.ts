import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/jamf/alerts.ts';
import { jamfPath } from '../../../src/jamf/path.ts';
import {
  type Baseline,
  judgeConnection,
} from '../../../src/steps/conditional-access/settings/connection-watch.ts';
import {
  jamfSettings,
  type ObservedSettings,
} from '../../../src/steps/conditional-access/settings/jamf-settings.ts';
import {
  APP_ID,
  daysFromNow,
  inShort,
  known,
  NOW,
  OTHER_APP_ID,
  RECORDED,
  row,
  short,
  UNDELIVERED,
  wanted,
} from '../../support/steps/samples.ts';

const ERROR: Alert = { type: 'CONDITIONAL_ACCESS_CONNECTION_ERROR', id: '1' };
const UNAUTHORIZED: Alert = { type: 'MII_UNATHORIZED_RESPONSE_NOTIFICATION', id: '2' };
const PUSH: Alert = { type: 'PUSH_CERT_EXPIRED', id: '3' };

function seen(different: Partial<ObservedSettings> = {}): ObservedSettings {
  return { connector: row(), appId: APP_ID, alerts: [], writer: undefined, at: NOW, ...different };
}

const WRITER = {
  method: 'PUT',
  path: jamfPath`/api/v1/conditional-access/settings`,
  schema: { properties: new Map(), required: [] },
  invented: true,
} as const satisfies ObservedSettings['writer'];

describe('jamf-settings: what is wrong, and what would be done', () => {
  it.each([
    ['all is well', seen(), RECORDED, [], []],
    [
      'Jamf Pro never had the secret',
      seen({ connector: row({ partnerState: 'unknown', lastHeartbeat: undefined }) }),
      UNDELIVERED,
      ['JI-J412'],
      ['guide jamf-settings (you)'],
    ],
    [
      'a newer secret waits, though it is connected',
      seen(),
      UNDELIVERED,
      ['JI-J412'],
      ['guide jamf-settings (you)'],
    ],
    [
      'Jamf Pro had it and the connection ended',
      seen({ connector: row({ partnerState: 'terminated' }) }),
      RECORDED,
      ['JI-I230'],
      ['guide jamf-settings (you)'],
    ],
    [
      'Intune has not heard for 4 days',
      seen({ connector: row({ lastHeartbeat: daysFromNow(-4) }) }),
      RECORDED,
      ['JI-I230'],
      ['guide jamf-settings (you)'],
    ],
    [
      'old alerts stand beside a living connection',
      seen({ alerts: [ERROR, PUSH] }),
      RECORDED,
      ['JI-J411 warning'],
      [],
    ],
    [
      'this server publishes a way to write them',
      seen({ connector: undefined, writer: WRITER }),
      UNDELIVERED,
      ['JI-J412'],
      ['change jamf-settings'],
    ],
  ])('given that %s', (_what, observed, resources, findings, changes) => {
    expect(short(jamfSettings.diagnose(observed, wanted(), known(resources)))).toEqual(findings);
    expect(inShort(jamfSettings.plan(observed, wanted(), known(resources)))).toEqual(changes);
  });

  it('given the invented operation, then the plan says that no Jamf Pro has it', () => {
    const observed = seen({ connector: undefined, writer: WRITER });
    const [change] = jamfSettings.plan(observed, wanted(), known(UNDELIVERED));
    expect(change?.details?.[0]).toContain('invented by the sandbox');
  });

  it.each([
    ['enabled for us', row(), ['guide jamf-settings (you)']],
    ['enabled for another application', row({ singleTenantAppId: OTHER_APP_ID }), []],
    ['terminated', row({ partnerState: 'terminated' }), []],
  ])('given a row that is %s, then the removal is %j', (_what, connector, changes) => {
    expect(inShort(jamfSettings.planRemoval(seen({ connector }), wanted(), known(RECORDED)))).toEqual(
      changes,
    );
  });
});

describe('whether Jamf Pro has connected since somebody pressed Save', () => {
  const before: Baseline = { heartbeat: daysFromNow(-1), alerts: [] };
  const beat = new Date(NOW.getTime() - 1_000);

  it.each([
    ['a younger heartbeat of an enabled row', before, row({ lastHeartbeat: beat }), 'connected'],
    ['a first heartbeat', { ...before, heartbeat: undefined }, row({ lastHeartbeat: beat }), 'connected'],
    ['the same heartbeat as before', { ...before, heartbeat: beat }, row({ lastHeartbeat: beat }), 'not-yet'],
    [
      'a heartbeat for another application',
      before,
      row({ lastHeartbeat: beat, singleTenantAppId: OTHER_APP_ID }),
      'not-yet',
    ],
    [
      'a heartbeat of a row that is not enabled',
      before,
      row({ lastHeartbeat: beat, partnerState: 'unknown' }),
      'not-yet',
    ],
    ['no row', before, undefined, 'not-yet'],
  ] as const)('given %s, then %s is %s', (_what, baseline, now, kind) => {
    expect(judgeConnection(baseline, { row: now, alerts: [] }, APP_ID).kind).toBe(kind);
  });

  it.each([
    ['nothing', row({ lastHeartbeat: undefined }), [], [], 'Intune has not heard from Jamf Pro yet'],
    ['rejected', row({ partnerState: 'rejected' }), [], ['JI-I214'], 'Intune has rejected the connection'],
    ['terminated', row({ partnerState: 'terminated' }), [], ['JI-I215'], 'Intune says Terminated'],
    [
      'unauthorized',
      row({ partnerState: 'unknown' }),
      [UNAUTHORIZED],
      ['JI-J410'],
      'Microsoft refused Jamf Pro',
    ],
    ['a connection error', row({ partnerState: 'unknown' }), [ERROR], ['JI-J411'], 'Jamf Pro cannot connect'],
    ['an alert about something else', row({ partnerState: 'unknown' }), [PUSH], [], 'not heard'],
  ])('given %s, then it is recognised and named', (_what, now, alerts, findings, text) => {
    const verdict = judgeConnection(before, { row: now, alerts }, APP_ID);
    if (verdict.kind !== 'not-yet') throw new Error('it is not connected');
    expect(short(verdict.findings)).toEqual(findings);
    expect(verdict.text).toContain(text);
  });

  it('given an alert that stood there before, then it says nothing about this Save', () => {
    const verdict = judgeConnection(
      { ...before, alerts: [ERROR] },
      { row: undefined, alerts: [ERROR] },
      APP_ID,
    );
    expect(verdict).toMatchObject({ kind: 'not-yet', findings: [] });
  });
});
