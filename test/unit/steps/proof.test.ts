import { describe, expect, it } from 'vitest';
import type { ObservedProof, TokenProof } from '../../../src/steps/conditional-access/proof/judge-proof.ts';
import { proof } from '../../../src/steps/conditional-access/proof/proof.ts';
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

const TENANT = wanted().tenant.id;

function token(different: Partial<Extract<TokenProof, { kind: 'token' }>> = {}): TokenProof {
  return {
    kind: 'token',
    appId: APP_ID,
    tenantId: TENANT,
    roles: ['update_device_attributes'],
    discovery: 'allowed',
    ...different,
  };
}

function seen(different: Partial<ObservedProof> = {}): ObservedProof {
  return { appId: APP_ID, token: token(), connector: row(), at: NOW, ...different };
}

describe('proof: what is wrong, and whether there is anything to look for', () => {
  it.each([
    ['all is proved', seen(), []],
    ['the secret is not on this computer', seen({ token: { kind: 'not-possible' } }), []],
    [
      'Entra refuses the application',
      seen({ token: { kind: 'refused', code: 'AADSTS7000222', message: 'expired' } }),
      ['JI-E130'],
    ],
    ['the token has no role', seen({ token: token({ roles: [] }) }), ['JI-E131']],
    [
      'the token has a role too many',
      seen({ token: token({ roles: ['get_device_compliance', 'update_device_attributes'] }) }),
      ['JI-E131'],
    ],
    ['the token is another tenant’s', seen({ token: token({ tenantId: OTHER_APP_ID }) }), ['JI-E132']],
    ['the token is another application’s', seen({ token: token({ appId: OTHER_APP_ID }) }), ['JI-E132']],
    ['service discovery is refused', seen({ token: token({ discovery: 'refused' }) }), ['JI-E116 warning']],
    ['there is no row', seen({ connector: undefined }), ['JI-I230']],
    ['the row is unresponsive', seen({ connector: row({ partnerState: 'unresponsive' }) }), ['JI-I230']],
    ['Intune never heard', seen({ connector: row({ lastHeartbeat: undefined }) }), ['JI-I231']],
    ['Intune heard 3 days ago', seen({ connector: row({ lastHeartbeat: daysFromNow(-3) }) }), ['JI-I231']],
    [
      'Intune heard a day ago',
      seen({ connector: row({ lastHeartbeat: daysFromNow(-1) }) }),
      ['JI-I231 warning'],
    ],
    [
      'Intune heard less than a day ago',
      seen({ connector: row({ lastHeartbeat: new Date(NOW.getTime() - DAY_MS + 1) }) }),
      [],
    ],
  ])('given that %s', (_what, observed, findings) => {
    const wrong = findings.some((finding) => !finding.includes(' '));
    expect(short(proof.diagnose(observed, wanted(), known(RECORDED)))).toEqual(findings);
    expect(inShort(proof.plan(observed, wanted(), known(RECORDED)))).toEqual(
      wrong ? ['prove connection'] : [],
    );
  });

  it('given what was proved, then it is told with its age', () => {
    expect(proof.describe(seen(), wanted(), known())).toEqual([
      'token carries update_device_attributes · service discovery allowed',
      'connector enabled · heard from Jamf Pro 4 min ago',
    ]);
    const [first] = proof.describe(seen({ token: { kind: 'not-possible' } }), wanted(), known());
    expect(first).toContain('not tried');
  });

  it('given the end of the connection, then there is nothing of it to remove', () => {
    expect(proof.planRemoval(seen(), wanted(), known(RECORDED))).toEqual([]);
  });
});
