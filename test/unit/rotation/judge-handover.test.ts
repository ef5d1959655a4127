import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/jamf/alerts.ts';
import {
  type HandoverBaseline,
  type HandoverSight,
  judgeHandover,
  noteDisproof,
  type Secrets,
} from '../../../src/steps/secret-rotation/judge-handover.ts';
import { APP_ID, KEY_ID, NOW, OTHER_APP_ID, OTHER_KEY_ID, row } from '../../support/steps/samples.ts';

const UNAUTHORIZED: Alert = { type: 'MII_UNATHORIZED_RESPONSE_NOTIFICATION', id: '2' };
const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const used = (keyId: string, minutes: number) => ({ keyId, at: at(minutes) });

const SECRETS: Secrets = {
  appId: APP_ID,
  fresh: { keyId: OTHER_KEY_ID, hint: 'nEw' },
  others: [{ keyId: KEY_ID, hint: 'q7R' }],
};
const ALONE: Secrets = { ...SECRETS, others: [] };
const BEFORE: HandoverBaseline = { heartbeat: at(-4), alerts: [], uses: [used(KEY_ID, -4)] };

function seen(different: Partial<HandoverSight> = {}): HandoverSight {
  return { row: row(), alerts: [], uses: [used(KEY_ID, -4)], ...different };
}
const HEARD = { row: row({ lastHeartbeat: at(1) }) };

describe('given one look while the new secret is on its way', () => {
  it.each([
    ['nothing has happened', seen(), SECRETS, 'not-yet', []],
    ['Intune heard from Jamf Pro while the old one lives', seen(HEARD), SECRETS, 'not-yet', []],
    ['Entra saw the new one', seen({ uses: [used(OTHER_KEY_ID, 1)] }), SECRETS, 'entra', []],
    [
      'Entra saw the new one, and Intune names another application',
      seen({ uses: [used(OTHER_KEY_ID, 1)], row: row({ singleTenantAppId: OTHER_APP_ID }) }),
      SECRETS,
      'not-yet',
      [],
    ],
    [
      'Entra saw the new one, and Intune does not say enabled',
      seen({ uses: [used(OTHER_KEY_ID, 1)], row: row({ partnerState: 'terminated' }) }),
      SECRETS,
      'not-yet',
      ['JI-I215'],
    ],
    [
      'Entra saw the old one again',
      seen({ ...HEARD, uses: [used(KEY_ID, 1)] }),
      SECRETS,
      'not-yet',
      ['JI-E125'],
    ],
    ['Microsoft refused Jamf Pro', seen({ alerts: [UNAUTHORIZED] }), SECRETS, 'not-yet', ['JI-J410']],
    [
      'Entra may not be asked, and Intune heard from Jamf Pro',
      seen({ ...HEARD, uses: 'not-readable' }),
      SECRETS,
      'not-yet',
      ['JI-E128'],
    ],
    [
      'Entra may not be asked, and nothing has happened',
      seen({ uses: 'not-readable' }),
      SECRETS,
      'not-yet',
      [],
    ],
    [
      'no other one lives, and Intune heard from Jamf Pro',
      seen({ ...HEARD, uses: 'not-readable' }),
      ALONE,
      'heartbeat',
      [],
    ],
    [
      'no other one lives, Intune heard from Jamf Pro, and a new alert is there',
      seen({ ...HEARD, uses: 'not-readable', alerts: [UNAUTHORIZED] }),
      ALONE,
      'not-yet',
      ['JI-E128'],
    ],
  ] as const)('when %s', (_what, now, secrets, expected, codes) => {
    const verdict = judgeHandover(BEFORE, now, secrets, undefined);
    expect(verdict.kind === 'proved' ? verdict.by : verdict.kind).toBe(expected);
    expect(verdict.kind === 'proved' ? [] : verdict.findings.map(({ code }) => code)).toEqual(codes);
  });

  it('when nothing will ever tell them apart, then that is said; a wait may end there', () => {
    const verdict = judgeHandover(BEFORE, seen({ ...HEARD, uses: 'not-readable' }), SECRETS, undefined);
    expect(verdict).toMatchObject({ kind: 'not-yet', unprovable: true });
  });
});

describe('given an alert that disproves', () => {
  const refused = seen({ alerts: [UNAUTHORIZED], uses: [used(OTHER_KEY_ID, 1)] });
  const nothing = { alerts: new Set<string>(), at: undefined };
  const noted = noteDisproof(BEFORE, refused, OTHER_KEY_ID, nothing);

  it('when Entra had seen the new secret before it, then that proves nothing any more', () => {
    expect(judgeHandover(BEFORE, refused, SECRETS, noted.at).kind).toBe('not-yet');
  });

  it('when Entra sees it again later, then it is proved although the alert still stands', () => {
    const later = seen({ alerts: [UNAUTHORIZED], uses: [used(OTHER_KEY_ID, 2)] });
    expect(noteDisproof(BEFORE, later, OTHER_KEY_ID, noted)).toBe(noted);
    expect(judgeHandover(BEFORE, later, SECRETS, noted.at)).toMatchObject({ kind: 'proved', by: 'entra' });
  });

  it('when it stood there before, then it is history', () => {
    const before = { ...BEFORE, alerts: [UNAUTHORIZED] };
    expect(noteDisproof(before, refused, OTHER_KEY_ID, nothing)).toBe(nothing);
    expect(judgeHandover(before, refused, SECRETS, undefined).kind).toBe('proved');
  });
});
