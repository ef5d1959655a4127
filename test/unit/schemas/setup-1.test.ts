import { describe, expect, it } from 'vitest';
import {
  SETUP_SCHEMA,
  type SetupResult,
  type SetupStatus,
  type SetupStepResult,
} from '../../../src/engine/result.ts';
import { schemaNamed } from '../../support/documents/published.ts';

const validate = schemaNamed('setup-1');

const change = {
  action: 'create',
  target: 'application',
  summary: 'create "Jamf Conditional Access"',
  details: ['accounts in any organizational directory'],
  by: 'tool',
  destroys: false,
} as const;

const finding = {
  code: 'JI-E110',
  severity: 'error',
  title: 'A role is missing',
  seen: 'Cloud Application Administrator only',
  details: [],
  cause: 'The consent needs another role',
  fix: ['Ask an administrator'],
  certainty: 'certain',
  source: { url: 'https://learn.microsoft.com/', checked: '2026-11-23' },
} as const;

const step: SetupStepResult = {
  id: 'app-registration',
  title: 'App registration',
  status: 'done',
  changes: [change],
  lines: ['created · 1b4e28ba-2fa1-11d2-883f-0016d3cca427'],
  findings: [],
};

const done: SetupResult = {
  schema: SETUP_SCHEMA,
  status: 'done',
  sandbox: false,
  profile: 'default',
  connection: 'conditional-access',
  tenant: {
    id: '0f6d1cbb-7f4c-4d1e-9d2b-3a2b1c0d4e5f',
    domain: 'contoso.onmicrosoft.com',
    displayName: 'Contoso',
    cloud: 'global',
  },
  jamf: { url: 'https://contoso.jamfcloud.com', version: '11.30.1' },
  application: { appId: '1b4e28ba-2fa1-11d2-883f-0016d3cca427', displayName: 'Jamf Conditional Access' },
  steps: [step],
  next: ['Deploy Company Portal through Jamf Pro'],
  error: null,
  requests: { sent: 41, writes: 6 },
  elapsedMs: 4211,
};

/** A result of every status, as the program gives it. */
const samples: Record<SetupStatus, SetupResult> = {
  done,
  waiting: {
    ...done,
    status: 'waiting',
    steps: [
      step,
      {
        ...step,
        id: 'jamf-settings',
        status: 'waiting',
        changes: [{ ...change, action: 'guide', by: 'you' }],
      },
    ],
  },
  failed: {
    ...done,
    status: 'failed',
    tenant: null,
    jamf: null,
    application: null,
    steps: [
      { ...step, id: 'prerequisites', status: 'failed', changes: [], findings: [finding] },
      { ...step, status: 'not-reached' },
      { ...step, id: 'enrollment-groups', status: 'skipped' },
    ],
    error: {
      code: 'JI-J406',
      what: 'https://contoso.jamfcloud.com answers, but not as Jamf Pro',
      why: null,
      fix: [],
      field: 'jamfUrl',
      exit: 2,
    },
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
    jamf: { url: 'https://localhost:8443', version: null },
    sandbox: true,
    steps: [{ ...step, status: 'exists', changes: [] }],
    requests: { sent: 12, writes: 0 },
  },
};

describe('the JSON Schema of setup', () => {
  it.each(Object.entries(samples))('given a result that is %s, then it is valid', (_status, sample) => {
    validate(sample);
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['an unknown property', { ...done, extra: 1 }],
    ['an unknown property of a step', { ...done, steps: [{ ...step, secret: 'x' }] }],
    [
      'an unknown property of a change',
      { ...done, steps: [{ ...step, changes: [{ ...change, apply: 1 }] }] },
    ],
    ['an unknown property of the tenant', { ...done, tenant: { ...done.tenant, region: 'EU' } }],
    ['another schema', { ...done, schema: 'jamf-intune/setup@2' }],
    ['an unknown status', { ...done, status: 'ok' }],
    ['an unknown step', { ...done, steps: [{ ...step, id: 'network' }] }],
    ['a tenant id that is none', { ...done, tenant: { ...done.tenant, id: 'contoso' } }],
    ['a Jamf Pro without https', { ...done, jamf: { url: 'http://jamf', version: null } }],
    [
      'a finding code of another form',
      { ...done, steps: [{ ...step, findings: [{ ...finding, code: 'E1' }] }] },
    ],
    ['an exit code that is not promised', { ...done, error: { ...samples.failed.error, exit: 9 } }],
    ['requests that are no numbers', { ...done, requests: { sent: '41', writes: 0 } }],
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
