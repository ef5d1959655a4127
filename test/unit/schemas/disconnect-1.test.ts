import { describe, expect, it } from 'vitest';
import {
  DISCONNECT_SCHEMA,
  type DisconnectResult,
  type DisconnectStatus,
  type DisconnectStepResult,
} from '../../../src/engine/disconnect-result.ts';
import { schemaNamed } from '../../support/documents/published.ts';

const validate = schemaNamed('disconnect-1');

const change = {
  action: 'remove',
  target: 'connector',
  summary: 'Jamf: clear the application ID',
  details: [],
  by: 'tool',
  destroys: true,
} as const;

const step: DisconnectStepResult = {
  id: 'intune-connector',
  title: 'Intune connector',
  status: 'done',
  changes: [change],
  lines: ['application ID cleared'],
  findings: [],
};

const done: DisconnectResult = {
  schema: DISCONNECT_SCHEMA,
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
  leaving: {
    jamf: {
      total: 3,
      byState: { ACTIVATED: 1, UNRESPONSIVE: 0, DEACTIVATED: 0, UNKNOWN: 1, none: 1 },
      registered: 1,
      people: 1,
    },
    intune: { macs: 1, people: 1, byCompliance: { compliant: 1 } },
    policies: ['Require compliant Macs'],
  },
  end: { partnerState: 'terminated', macsRemovedOn: '2027-02-21T09:41:00.000Z', macsNonCompliantOn: null },
  steps: [step, { ...step, id: 'app-registration', status: 'kept', changes: [] }],
  next: ['jamf-intune setup  connects again'],
  error: null,
  requests: { sent: 41, writes: 2 },
  elapsedMs: 4211,
};

/** A result of every status, as the program gives it. */
const samples: Record<DisconnectStatus, DisconnectResult> = {
  done,
  waiting: {
    ...done,
    status: 'waiting',
    steps: [
      {
        ...step,
        id: 'jamf-settings',
        status: 'waiting',
        changes: [{ ...change, action: 'guide', by: 'you' }],
      },
      { ...step, status: 'not-reached' },
    ],
  },
  failed: {
    ...done,
    status: 'failed',
    tenant: null,
    jamf: null,
    application: null,
    leaving: null,
    end: null,
    steps: [],
    error: { code: 'JI-P510', what: 'Disconnecting was declined', why: null, fix: [], field: null, exit: 7 },
  },
  planned: {
    ...done,
    status: 'planned',
    steps: [{ ...step, status: 'planned' }],
    requests: { sent: 12, writes: 0 },
  },
  'nothing-to-do': {
    ...done,
    status: 'nothing-to-do',
    leaving: null,
    end: { partnerState: null, macsRemovedOn: null, macsNonCompliantOn: null },
    steps: [{ ...step, status: 'gone', changes: [] }],
    requests: { sent: 12, writes: 0 },
  },
};

describe('the JSON Schema of disconnect', () => {
  it.each(Object.entries(samples))('given a result that is %s, then it is valid', (_status, sample) => {
    validate(sample);
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['an unknown property', { ...done, extra: 1 }],
    ['an unknown property of a step', { ...done, steps: [{ ...step, secret: 'x' }] }],
    ['another schema', { ...done, schema: 'jamf-intune/disconnect@2' }],
    ['an unknown status', { ...done, status: 'ok' }],
    ['a step that nobody takes away', { ...done, steps: [{ ...step, id: 'proof' }] }],
    ['a status that only setup has', { ...done, steps: [{ ...step, status: 'exists' }] }],
    ['a date that is none', { ...done, end: { ...samples.done.end, macsRemovedOn: 'soon' } }],
    ['a count that is none', { ...done, leaving: { ...done.leaving, intune: { macs: -1 } } }],
    ['a plan that wrote', { ...samples.planned, requests: { sent: 1, writes: 1 } }],
    ['nothing', null],
  ])('given %s, then it is not valid', (_what, broken) => {
    expect(validate(broken)).toBe(false);
  });

  it.each(Object.keys(done))('given a result without %s, then it is not valid', (key) => {
    const { [key]: _left, ...rest } = Object.fromEntries(Object.entries(done));
    expect(validate(rest)).toBe(false);
  });
});
