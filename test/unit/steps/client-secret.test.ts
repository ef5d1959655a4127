import { describe, expect, it } from 'vitest';
import { clientSecret } from '../../../src/steps/conditional-access/secret/client-secret.ts';
import type { ObservedSecrets } from '../../../src/steps/conditional-access/secret/current-secret.ts';
import {
  isOurLabel,
  secretEnd,
  secretLabel,
} from '../../../src/steps/conditional-access/secret/secret-label.ts';
import {
  daysFromNow,
  inShort,
  KEY_ID,
  known,
  NOW,
  OTHER_KEY_ID,
  RECORDED,
  secret,
  short,
  UNDELIVERED,
  WHOLE,
  wanted,
} from '../../support/steps/samples.ts';

function seen(different: Partial<ObservedSecrets> = {}): ObservedSecrets {
  return { secrets: [secret()], kept: new Set([KEY_ID]), inUse: false, at: NOW, ...different };
}

const OTHER = secret({ keyId: OTHER_KEY_ID, displayName: 'jamf-intune 2c5f39cb', hint: 'aB1' });
const BY_HAND = secret({ keyId: OTHER_KEY_ID, displayName: 'made in the portal', hint: 'xYz' });
/** A new secret beside the one that Jamf Pro uses. */
const ROTATING = known({
  ...RECORDED,
  rotation: {
    keyId: OTHER_KEY_ID,
    hint: 'aB1',
    endDateTime: daysFromNow(365).toISOString(),
    label: 'jamf-intune 2c5f39cb',
    store: 'file',
    since: NOW.toISOString(),
  },
});
const ends = (days: number) => secret({ endDateTime: daysFromNow(days).toISOString() });
describe('client-secret: what is wrong, and what would be done', () => {
  it.each([
    ['all is well', seen(), known(RECORDED), [], []],
    ['there is none', seen({ secrets: [] }), known(), ['JI-E117'], ['create secret']],
    [
      'the recorded one has expired',
      seen({ secrets: [ends(-1)] }),
      known(RECORDED),
      ['JI-E118'],
      ['create secret', 'remove secret (destroys)'],
    ],
    [
      'its text is lost and Jamf Pro never had it',
      seen({ kept: new Set() }),
      known(UNDELIVERED),
      ['JI-E119'],
      ['create secret', 'remove secret (destroys)'],
    ],
    ['its text is gone and Jamf Pro has it', seen({ kept: new Set() }), known(RECORDED), [], []],
    [
      'its text is gone and Jamf Pro has to be given one again',
      seen({ kept: new Set(), toBeGiven: true }),
      known(RECORDED),
      [],
      ['create secret', 'remove secret (destroys)'],
    ],
    ['it ends in 31 days', seen({ secrets: [ends(31)] }), known(RECORDED), [], []],
    ['it ends in 30 days', seen({ secrets: [ends(30)] }), known(RECORDED), ['JI-E120 warning'], []],
    ['it ends tomorrow', seen({ secrets: [ends(1)] }), known(RECORDED), ['JI-E120 warning'], []],
    [
      'somebody made one by hand',
      seen({ secrets: [secret(), BY_HAND] }),
      known(RECORDED),
      ['JI-E121 info'],
      [],
    ],
    [
      'there is a second one of ours',
      seen({ secrets: [secret(), OTHER] }),
      known(RECORDED),
      [],
      ['remove secret (destroys)'],
    ],
    ['no record, and its text is here', seen(), known(), [], []],
    [
      'no record, and its text is lost',
      seen({ kept: new Set() }),
      known(),
      ['JI-E117'],
      ['create secret', 'remove secret (destroys)'],
    ],
    ['a rotation waits', seen({ secrets: [secret(), OTHER] }), ROTATING, ['JI-E124 warning'], []],
    [
      'a rotation waits, and the old one has expired',
      seen({ secrets: [ends(-1), OTHER], kept: new Set([OTHER_KEY_ID]) }),
      ROTATING,
      ['JI-E124 blocks', 'JI-E118'],
      [],
    ],
    ['no record, but Jamf Pro is connected', seen({ kept: new Set(), inUse: true }), known(), [], []],
  ])('given that %s', (_what, observed, state, findings, changes) => {
    expect(short(clientSecret.diagnose(observed, wanted(), state))).toEqual(findings);
    expect(inShort(clientSecret.plan(observed, wanted(), state))).toEqual(changes);
  });

  it('given a lost text, then the plan says why the secret goes', () => {
    const [, removal] = clientSecret.plan(seen({ kept: new Set() }), wanted(), known(UNDELIVERED));
    expect(removal?.summary).toContain('its text is lost');
  });

  it('given secrets by hand, then a removal takes only ours', () => {
    const changes = clientSecret.planRemoval(
      seen({ secrets: [secret(), BY_HAND] }),
      wanted({ removal: WHOLE }),
      known(RECORDED),
    );
    expect(inShort(changes)).toEqual(['remove secret (destroys)']);
    expect(changes[0]?.summary).toContain('q7R');
  });
});

describe('client-secret: what is remembered', () => {
  it('given one that a killed run had made and kept, then it waits to be delivered', () => {
    const learnt = clientSecret.learn?.(seen(), wanted(), known());
    expect(learnt?.resources.secret).toMatchObject({ keyId: KEY_ID, hint: 'q7R' });
    expect(learnt?.resources.secret?.deliveredAt).toBeUndefined();
  });

  it('given one that Jamf Pro is connected with, then it counts as delivered', () => {
    const learnt = clientSecret.learn?.(seen({ kept: new Set(), inUse: true }), wanted(), known());
    expect(learnt?.resources.secret?.deliveredAt).toBe(NOW.toISOString());
  });

  it('given nothing new, then the state stays the very same', () => {
    const state = known(RECORDED);
    expect(clientSecret.learn?.(seen(), wanted(), state)).toBe(state);
  });
});

describe('the end of a secret', () => {
  it.each([
    ['2026-11-23T09:00:00Z', 12, '2027-11-23T09:00:00.000Z'],
    ['2026-01-31T00:00:00Z', 1, '2026-02-28T00:00:00.000Z'],
    ['2027-12-31T23:59:59Z', 2, '2028-02-29T23:59:59.000Z'],
    ['2026-03-31T12:00:00Z', 6, '2026-09-30T12:00:00.000Z'],
    ['2026-12-15T12:00:00Z', 24, '2028-12-15T12:00:00.000Z'],
  ])('given %s and %i months, then it is %s', (from, months, end) => {
    expect(secretEnd(new Date(from), months).toISOString()).toBe(end);
  });
});

describe('the label of a secret', () => {
  it('given an intent, then the label is ours; given any other name, then it is not', () => {
    expect(isOurLabel(secretLabel('1b4e28ba-2fa1-41d2-883f-0016d3cca427'))).toBe(true);
    for (const other of [null, '', 'jamf-intune', 'jamf-intune 1b4e28ba by hand', 'Jamf-Intune 1b4e28ba']) {
      expect(isOurLabel(other)).toBe(false);
    }
  });
});
