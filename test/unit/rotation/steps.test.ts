import { describe, expect, it } from 'vitest';
import type { Rotation, State } from '../../../src/state/state.ts';
import { forgetApplication } from '../../../src/steps/conditional-access/recorded-application.ts';
import { newSecret, type ObservedNewSecret } from '../../../src/steps/secret-rotation/new-secret.ts';
import { oldSecret } from '../../../src/steps/secret-rotation/old-secret.ts';
import {
  endRotation,
  rotationLine,
  rotationState,
} from '../../../src/steps/secret-rotation/rotation-state.ts';
import { type ObservedHandover, secretHandover } from '../../../src/steps/secret-rotation/secret-handover.ts';
import {
  APP_ID,
  application,
  daysFromNow,
  inShort,
  KEY_ID,
  known,
  NOW,
  OTHER_KEY_ID,
  RECORDED,
  row,
  secret,
  short,
  UNDELIVERED,
  wanted,
} from '../../support/steps/samples.ts';

const PENDING: Rotation = {
  keyId: OTHER_KEY_ID,
  hint: 'nEw',
  endDateTime: daysFromNow(365).toISOString(),
  label: 'jamf-intune 2c5f39cb',
  store: 'file',
  since: NOW.toISOString(),
  replaces: KEY_ID,
};
const TRIED: Rotation = { ...PENDING, triedAt: NOW.toISOString() };
const OFFERED: Rotation = { ...TRIED, offeredAt: NOW.toISOString() };
const PROVED: Rotation = { ...OFFERED, proved: { at: NOW.toISOString(), by: 'entra' } };
const during = (rotation: Rotation): State => known({ ...RECORDED, rotation });

const NEW = secret({ keyId: OTHER_KEY_ID, displayName: PENDING.label, hint: 'nEw' });
const BY_HAND = secret({ keyId: '93c6a032-a729-495a-8ab1-889e5b44c2af', displayName: 'portal', hint: 'xYz' });
const BOTH = { secrets: [secret(), NEW], kept: new Set([KEY_ID, OTHER_KEY_ID]), inUse: true, at: NOW };
const LOST = { ...BOTH, kept: new Set([KEY_ID]) };
const OLD = { ...BOTH, secrets: [secret()] };

function seen(different: Partial<ObservedNewSecret> = {}): ObservedNewSecret {
  return { application: application(), connector: row(), secrets: OLD, ...different };
}
const OVER = wanted({ rotation: { finish: false, startOver: true } });
const MAKE = ['create secret', 'prove secret'];
const ANEW = ['remove secret (destroys)', ...MAKE];

describe('new-secret: what would be done', () => {
  it.each([
    ['there is none yet', seen(), known(RECORDED), wanted(), MAKE],
    ['it was made and not tried', seen({ secrets: BOTH }), during(PENDING), wanted(), ['prove secret']],
    ['it was tried', seen({ secrets: BOTH }), during(TRIED), wanted(), []],
    ['Jamf Pro uses it', seen({ secrets: BOTH }), during(PROVED), wanted(), []],
    ['Jamf Pro uses it, and it is gone all the same', seen(), during(PROVED), wanted(), []],
    ['somebody removed it', seen(), during(OFFERED), wanted(), MAKE],
    ['its text is lost and nobody had it', seen({ secrets: LOST }), during(TRIED), wanted(), ANEW],
    ['its text is lost and Jamf Pro may have it', seen({ secrets: LOST }), during(OFFERED), wanted(), []],
    ['it is to be given up', seen({ secrets: LOST }), during(OFFERED), OVER, ANEW],
    ['it is to be given up, and nobody had it', seen({ secrets: BOTH }), during(TRIED), OVER, []],
  ])('given that %s', (_what, observed, state, wish, changes) => {
    expect(inShort(newSecret.plan(observed, wish, state))).toEqual(changes);
  });

  it.each([
    ['all is well', seen({ secrets: BOTH }), during(TRIED), []],
    ['it is not there', seen(), during(TRIED), ['JI-E124']],
    ['there is no application', seen({ application: undefined }), known(), ['JI-E126 blocks']],
    [
      'the connector names none',
      seen({ connector: row({ singleTenantAppId: null }) }),
      known(RECORDED),
      ['JI-E126 blocks'],
    ],
    ['the set-up is not at its end', seen(), known(UNDELIVERED), ['JI-E126 blocks']],
  ])('given that %s, then it says so', (_what, observed, state, findings) => {
    expect(short(newSecret.diagnose(observed, wanted(), state))).toEqual(findings);
  });

  it('given no state, then the application and the secret in use are learnt, and an adopted one as such', () => {
    const learnt = newSecret.learn?.(seen(), wanted({ adoptApp: APP_ID }), known());
    expect(learnt?.resources.application).toMatchObject({ appId: APP_ID, adopted: true });
    expect(learnt?.resources.secret).toMatchObject({ keyId: KEY_ID });
  });

  it('given an old secret that has expired, then the new one is not taken for the one in use', () => {
    const expired = { ...BOTH, secrets: [secret({ endDateTime: daysFromNow(-1).toISOString() }), NEW] };
    const state = during(OFFERED);
    expect(newSecret.learn?.(seen({ secrets: expired }), wanted(), state)).toBe(state);
  });
});

describe('secret-handover: what would be done', () => {
  const uses = [{ keyId: OTHER_KEY_ID, at: daysFromNow(0) }];
  const sight = { row: row(), alerts: [], uses: [] };
  function looks(different: Partial<ObservedHandover> = {}): ObservedHandover {
    const there = application({ secrets: BOTH.secrets });
    return { application: there, writer: undefined, sight, at: NOW, ...different };
  }
  const FINISH = wanted({ rotation: { finish: true, startOver: false } });
  it.each([
    [
      'nothing was done yet',
      looks({ sight: undefined }),
      known(RECORDED),
      wanted(),
      ['guide jamf-settings (you)'],
    ],
    ['it waits', looks(), during(OFFERED), wanted(), ['guide jamf-settings (you)']],
    [
      'Entra has seen it',
      looks({ sight: { ...sight, uses } }),
      during(OFFERED),
      wanted(),
      ['prove jamf-settings'],
    ],
    ['a person says so', looks(), during(OFFERED), FINISH, ['prove jamf-settings']],
    ['it is proved', looks(), during(PROVED), wanted(), []],
  ])('given that %s', (_what, observed, state, wish, changes) => {
    expect(inShort(secretHandover.plan(observed, wish, state))).toEqual(changes);
  });

  it('given that it waits, then the step is not done; given the proof, then it is', () => {
    expect(short(secretHandover.diagnose(looks(), wanted(), during(OFFERED)))).toEqual(['JI-E124']);
    expect(short(secretHandover.diagnose(looks(), wanted(), during(PROVED)))).toEqual([]);
  });
});

describe('old-secret: what goes, and what stays', () => {
  it.each([
    ['two of ours', BOTH, during(PROVED), ['remove secret (destroys)'], ['JI-E124']],
    ['the new one alone', { ...BOTH, secrets: [NEW] }, during(PROVED), [], []],
    ['one made by hand', { ...BOTH, secrets: [NEW, BY_HAND] }, during(PROVED), [], ['JI-E121 info']],
    ['no proof yet', BOTH, during(OFFERED), ['remove secret (destroys)'], []],
  ])('given %s', (_what, observed, state, changes, findings) => {
    expect(inShort(oldSecret.plan(observed, wanted(), state))).toEqual(changes);
    expect(short(oldSecret.diagnose(observed, wanted(), state))).toEqual(findings);
  });
});

describe('what the state says of a rotation', () => {
  it.each([
    ['none', known(RECORDED), undefined],
    ['pending-in-jamf', during(OFFERED), 'pending in Jamf Pro'],
    ['old-to-remove', during(PROVED), 'still to be removed'],
  ])('given %s', (kind, state, words) => {
    expect(rotationState(state).kind).toBe(kind);
    if (words === undefined) expect(rotationLine(state)).toBeUndefined();
    else expect(rotationLine(state)).toContain(words);
  });

  it('given that the application is gone, then its secrets are forgotten, the new one too', () => {
    expect(forgetApplication(during(OFFERED)).resources).toEqual({});
  });

  it('given a proof, then the end takes the rotation and its steps out of the state; without one it does nothing', () => {
    const steps = { 'old-secret': { status: 'done', at: NOW.toISOString() } } as const;
    const state = { ...during(PROVED), steps };
    expect(endRotation(state)).toMatchObject({ steps: {}, resources: RECORDED });
    expect(endRotation(state).resources.rotation).toBeUndefined();
    const pending = during(OFFERED);
    expect(endRotation(pending)).toBe(pending);
  });
});
