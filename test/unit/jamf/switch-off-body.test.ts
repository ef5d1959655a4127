import { describe, expect, it } from 'vitest';
import { findSettingsWriter } from '../../../src/jamf/settings-writer.ts';
import { shapeSwitchOff } from '../../../src/jamf/switch-off-body.ts';
import { Secret } from '../../../src/secrets/secret.ts';

const OFF = { sovereignCloud: 'Global', tenantName: 'contoso.com', applicationId: 'an-id' };

function writerWith(properties: Record<string, object>, required: readonly string[]) {
  const schema = { type: 'object', properties, required };
  const writer = findSettingsWriter({
    paths: {
      '/v1/conditional-access/intune': {
        put: { requestBody: { content: { 'application/json': { schema } } } },
      },
    },
  });
  if (writer === undefined) throw new Error('no writer was found');
  return writer;
}

const text = { type: 'string' };
const ALL = {
  enabled: { type: 'boolean' },
  sovereignCloud: { type: 'string', enum: ['GLOBAL', 'USGOV'] },
  tenantName: text,
  applicationId: text,
  clientSecret: text,
};

describe('given an operation that writes the settings', () => {
  it('when the secret is at hand, then everything is said, with the switch off', () => {
    const secret = new Secret('abc');
    expect(shapeSwitchOff(writerWith(ALL, Object.keys(ALL)), { ...OFF, clientSecret: secret })).toEqual({
      kind: 'shaped',
      body: {
        enabled: false,
        sovereignCloud: 'GLOBAL',
        tenantName: 'contoso.com',
        applicationId: 'an-id',
        clientSecret: secret,
      },
    });
  });

  it('when the secret is lost and not required, then it is left out and nothing is made up', () => {
    const shaped = shapeSwitchOff(writerWith(ALL, ['enabled']), OFF);
    expect(shaped.kind === 'shaped' && Object.keys(shaped.body)).toEqual([
      'enabled',
      'sovereignCloud',
      'tenantName',
      'applicationId',
    ]);
  });

  it.each([
    ['the secret is lost and required', ALL, ['clientSecret'], 'clientSecret'],
    ['it requires what nobody knows', { ...ALL, colour: text }, ['colour'], 'colour'],
    ['it has no switch', { ...ALL, enabled: text }, [], 'no switch'],
  ])('when %s, then it cannot be used', (_what, properties, required, why) => {
    const shaped = shapeSwitchOff(writerWith(properties, required), OFF);
    expect(shaped.kind === 'cannot' && shaped.reason).toContain(why);
  });
});
