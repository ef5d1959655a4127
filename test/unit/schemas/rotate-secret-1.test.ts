import { describe, expect, it } from 'vitest';
import { ROTATE_SECRET_SCHEMA, type RotateSecretResult } from '../../../src/engine/rotate-result.ts';
import { schemaNamed } from '../../support/documents/published.ts';

const fits = schemaNamed('rotate-secret-1');

const AT = '2026-11-23T09:41:00.000Z';

const done: RotateSecretResult = {
  schema: ROTATE_SECRET_SCHEMA,
  status: 'done',
  sandbox: false,
  profile: 'default',
  tenant: {
    id: '0f6d1cbb-7f4c-4d1e-9d2b-3a2b1c0d4e5f',
    domain: 'contoso.onmicrosoft.com',
    displayName: 'Contoso',
    cloud: 'global',
  },
  jamf: { url: 'https://contoso.jamfcloud.com', version: '11.30.1' },
  application: { appId: '1b4e28ba-2fa1-11d2-883f-0016d3cca427', displayName: 'Jamf Conditional Access' },
  secret: { hint: 'q7R', expires: '2027-11-23T09:41:00.000Z', daysLeft: 365, from: 'state' },
  rotation: { stage: 'finished', hint: 'q7R', expires: AT, since: AT, proved: { at: AT, by: 'entra' } },
  steps: [
    { id: 'new-secret', title: 'New client secret', status: 'done', changes: [], lines: [], findings: [] },
  ],
  next: ['jamf-intune status  shows how the connection is'],
  error: null,
  requests: { sent: 42, writes: 2 },
  elapsedMs: 1195,
};

const nothing: RotateSecretResult = { ...done, status: 'failed', secret: null, rotation: null, steps: [] };
const error = { code: 'JI-E126', what: 'There is none', why: null, fix: [], field: null, exit: 1 };

describe('given the schema of what rotate-secret answers', () => {
  it.each<[string, RotateSecretResult]>([
    ['a rotation that is finished', done],
    [
      'one that waits',
      {
        ...done,
        status: 'waiting',
        rotation: {
          ...done.rotation,
          stage: 'pending-in-jamf',
          hint: 'nEw',
          expires: AT,
          since: AT,
          proved: null,
        },
      },
    ],
    ['a check', { ...done, status: 'expiring', rotation: null, steps: [], requests: { sent: 9, writes: 0 } }],
    [
      'a secret that never expires',
      { ...done, secret: { hint: null, expires: null, daysLeft: null, from: 'entra' } },
    ],
    [
      'a run that failed before anything was known',
      { ...nothing, tenant: null, jamf: null, application: null, error },
    ],
  ])('when it is %s, then it fits', (_what, document) => {
    expect(fits(document)).toBe(true);
  });

  it.each<[string, object]>([
    ['another schema', { ...done, schema: 'jamf-intune/setup@1' }],
    ['a status that is none', { ...done, status: 'rotated' }],
    ['a property too many', { ...done, secretText: 'no' }],
    ['a step of another command', { ...done, steps: [{ ...done.steps[0], id: 'proof' }] }],
    ['a check that wrote', { ...done, status: 'valid' }],
    ['a proof by nobody', { ...done, rotation: { ...done.rotation, proved: { at: AT, by: 'hope' } } }],
    ['one without its secret', { ...done, secret: undefined }],
  ])('when it has %s, then it does not fit', (_what, document) => {
    expect(fits(JSON.parse(JSON.stringify(document)))).toBe(false);
  });
});
