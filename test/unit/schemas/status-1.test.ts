import { describe, expect, it } from 'vitest';
import {
  type ConnectionStatus,
  STATUS_SCHEMA,
  type StatusResult,
  type StatusStep,
} from '../../../src/engine/status-result.ts';
import { schemaNamed } from '../../support/documents/published.ts';

const validate = schemaNamed('status-1');

const step: StatusStep = {
  id: 'client-secret',
  title: 'Client secret',
  standing: 'warning',
  lines: ['expires in 19 days (2026-12-12)'],
  codes: ['JI-E120'],
};

const connected: StatusResult = {
  schema: STATUS_SCHEMA,
  status: 'connected',
  sandbox: false,
  profile: 'default',
  at: '2026-11-23T09:41:00.000Z',
  connection: 'manual',
  tenant: {
    id: '0f6d1cbb-7f4c-4d1e-9d2b-3a2b1c0d4e5f',
    domain: 'contoso.onmicrosoft.com',
    displayName: 'Contoso',
    cloud: 'global',
  },
  jamf: { url: 'https://contoso.jamfcloud.com', version: '11.30.1' },
  application: { appId: '1b4e28ba-2fa1-11d2-883f-0016d3cca427', displayName: 'Jamf Conditional Access' },
  steps: [step],
  secret: { hint: 'q7R', expires: '2026-12-12T09:41:00Z', daysLeft: 19, from: 'entra' },
  heartbeat: { at: '2026-11-23T09:37:00.000Z', ageSeconds: 240 },
  macs: { total: 3, byState: { ACTIVATED: 2, UNRESPONSIVE: 0, DEACTIVATED: 0, UNKNOWN: 0, none: 1 } },
  waiting: [],
  disconnected: null,
  next: ['jamf-intune doctor  looks closer, at the network too'],
  error: null,
  requests: { sent: 27, writes: 0 },
  elapsedMs: 1195,
};

const nothingSeen: StatusResult = {
  ...connected,
  connection: 'unknown',
  tenant: null,
  jamf: null,
  application: null,
  steps: [],
  secret: null,
  heartbeat: null,
  macs: null,
};

/** A result of every status, as the program gives it. */
const samples: Record<ConnectionStatus, StatusResult> = {
  connected,
  waiting: {
    ...connected,
    status: 'waiting',
    connection: 'none',
    steps: [{ ...step, standing: 'waiting', codes: [] }],
    heartbeat: null,
    waiting: [
      {
        what: 'Jamf Pro settings waits for somebody',
        since: '2026-11-23T09:41:00.000Z',
        command: 'jamf-intune setup',
      },
    ],
  },
  incomplete: { ...connected, status: 'incomplete', steps: [{ ...step, standing: 'todo', codes: [] }] },
  leaving: {
    ...connected,
    status: 'leaving',
    waiting: [
      {
        what: 'The connection is being taken down',
        since: '2026-11-23T09:41:00.000Z',
        command: 'jamf-intune disconnect',
      },
    ],
  },
  problems: {
    ...connected,
    status: 'problems',
    secret: { hint: null, expires: null, daysLeft: null, from: 'state' },
    heartbeat: { at: '2026-11-23T09:41:03.000Z', ageSeconds: -3 },
  },
  'other-connection': { ...connected, status: 'other-connection', connection: 'device-compliance' },
  'not-connected': {
    ...connected,
    status: 'not-connected',
    connection: 'none',
    macs: null,
    disconnected: { at: '2026-11-23T09:41:00.000Z', macsRemovedOn: '2027-02-21T09:41:00.000Z' },
  },
  'not-set-up': { ...nothingSeen, status: 'not-set-up' },
  'not-known': { ...nothingSeen, status: 'not-known', steps: [{ ...step, standing: 'unseen', codes: [] }] },
  failed: {
    ...nothingSeen,
    status: 'failed',
    error: { code: 'JI-P502', what: 'x', why: null, fix: [], field: 'tenant', exit: 2 },
  },
};

describe('the JSON Schema of status', () => {
  it.each(Object.entries(samples))('given a result that is %s, then it is valid', (_status, sample) => {
    validate(sample);
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['an unknown property', { ...connected, extra: 1 }],
    ['an unknown property of a step', { ...connected, steps: [{ ...step, seen: 'x' }] }],
    ['another schema', { ...connected, schema: 'jamf-intune/status@2' }],
    ['an unknown status', { ...connected, status: 'ok' }],
    ['an unknown standing', { ...connected, steps: [{ ...step, standing: 'green' }] }],
    ['the text of a secret', { ...connected, secret: { ...connected.secret, text: 'x' } }],
    ['a state that Jamf Pro does not have', { ...connected, macs: { total: 1, byState: { FINE: 1 } } }],
    ['a code of another form', { ...connected, steps: [{ ...step, codes: ['E1'] }] }],
    ['a look that wrote', { ...connected, requests: { sent: 1, writes: 1 } }],
  ])('given %s, then it is not valid', (_what, broken) => {
    expect(validate(broken)).toBe(false);
  });

  it.each(Object.keys(connected))('given a result without %s, then it is not valid', (key) => {
    const { [key]: _left, ...rest } = Object.fromEntries(Object.entries(connected));
    expect(validate(rest)).toBe(false);
  });
});
