import {
  type Check,
  DOCTOR_SCHEMA,
  type DoctorFinding,
  type DoctorResult,
} from '../../../src/engine/doctor-result.ts';
import type { ProbeResult } from '../../../src/network/probe-result.ts';

/** A name that tries everything: markup, a terminal's escape, the other direction, quotes, a pipe, a mention. */
export const HOSTILE = '<script>alert("1")</script>\u001b[31m\u202e & \'x\' | `y` @team ]]> \\';

const SOURCE = { url: 'https://learn.microsoft.com/intune/jamf', checked: '2026-11-23' } as const;

const sampleChecks: readonly Check[] = [
  check('app-registration', 'entra', 'App registration', 'passed', ['as it should be']),
  check('api-permission', 'entra', 'API permission', 'failed', ['2 permissions, 1 expected']),
  check('client-secret', 'entra', 'Client secret', 'warning', ['expires in 19 days (2026-12-12)']),
  check('intune-connector', 'intune', 'Connector', 'passed', ['active · heard from Jamf Pro 4 minutes ago']),
  check('jamf-server', 'jamf', 'Server', 'passed', ['11.30.1 · healthy']),
  check('jamf-alerts', 'jamf', 'Alerts', 'skipped', ['the API role lacks "Read Notifications"']),
];

const sampleFindings: readonly DoctorFinding[] = [
  {
    code: 'JI-E102',
    severity: 'error',
    step: 'api-permission',
    title: '2 permissions, 1 expected',
    seen: 'update_device_attributes, User.Read',
    details: [],
    cause: 'Jamf registration fails when the application has any other permission',
    fix: ['jamf-intune setup --only api-permission'],
    certainty: 'certain',
    source: SOURCE,
  },
  {
    code: 'JI-E120',
    severity: 'warning',
    step: 'client-secret',
    title: 'The secret expires soon',
    seen: 'expires in 19 days (2026-12-12)',
    details: ['made by Ada Lovelace <ada@contoso.com>'],
    cause: 'Entra ends every client secret on its day',
    fix: ['jamf-intune rotate-secret'],
    certainty: 'certain',
    source: SOURCE,
  },
  {
    code: 'JI-N301',
    severity: 'error',
    step: 'microsoft.enterpriseregistration',
    title: 'TLS is intercepted',
    seen: 'enterpriseregistration.windows.net:443 showed a certificate by "Contoso Proxy CA"',
    details: [],
    cause: 'A proxy opens the connection and signs it anew',
    fix: [
      'Exempt enterpriseregistration.windows.net from TLS inspection',
      'jamf-intune doctor --only network',
    ],
    certainty: 'certain',
    source: SOURCE,
  },
];

const sampleProbes: readonly ProbeResult[] = [
  probe({
    id: 'apple.courier.7.5223',
    owner: 'apple',
    host: '7-courier.push.apple.com',
    port: 5223,
    from: 'clients',
  }),
  probe({
    id: 'apple.courier.7.443',
    owner: 'apple',
    host: '7-courier.push.apple.com',
    required: false,
    from: 'clients',
    verdict: 'blocked',
    how: 'drop',
    stage: 'tcp',
    detail: 'no answer within 3 s',
    timings: { dns: 12, total: 3012 },
    fix: ['Open TCP 443 to 17.0.0.0/8'],
  }),
  probe({
    id: 'apple.api.push.443',
    owner: 'apple',
    host: 'api.push.apple.com',
    protocol: 'http2',
    from: 'jamf-server',
    verdict: 'not-testable-from-here',
    stage: 'none',
    detail: "only meaningful on Jamf Pro's server",
    addresses: [],
    issuer: null,
    alpn: null,
    timings: { total: 0 },
    fix: ['jamf-intune doctor --only network --as jamf-server'],
  }),
  probe({
    id: 'apple.gateway.2195',
    owner: 'apple',
    host: 'gateway.push.apple.com',
    port: 2195,
    from: 'jamf-server',
    required: 'legacy',
    verdict: 'legacy',
    stage: 'none',
    detail: 'switched off by Apple on 2021-03-31; nothing to open',
    timings: { total: 0 },
  }),
  probe({
    id: 'apple.feedback.2196',
    owner: 'apple',
    host: 'feedback.push.apple.com',
    port: 2196,
    from: 'jamf-server',
    required: 'legacy',
    verdict: 'legacy',
    stage: 'none',
    detail: 'switched off by Apple on 2021-03-31; nothing to open',
    timings: { total: 0 },
  }),
  probe({
    id: 'microsoft.manage',
    host: 'manage.microsoft.com',
    from: 'clients',
    timings: { dns: 4, total: 41 },
    remarks: [{ kind: 'front-door', text: 'answered through Azure Front Door' }],
  }),
  probe({ id: 'microsoft.portal.manage', host: 'portal.manage.microsoft.com', from: 'clients' }),
  probe({ id: 'microsoft.login', host: 'login.microsoftonline.com', from: 'clients' }),
  probe({
    id: 'microsoft.enterpriseregistration',
    host: 'enterpriseregistration.windows.net',
    from: 'clients',
    verdict: 'intercepted',
    stage: 'tls',
    detail: 'certificate by "Contoso Proxy CA"',
    issuer: 'Contoso Proxy CA',
    fix: ['Exempt enterpriseregistration.windows.net from TLS inspection'],
  }),
  probe({ id: 'microsoft.graph.admin', host: 'graph.microsoft.com', from: 'admin' }),
  probe({
    id: 'microsoft.graph',
    host: 'graph.microsoft.com',
    from: 'jamf-server',
    verdict: 'not-testable-from-here',
    stage: 'none',
    detail: "only meaningful on Jamf Pro's server",
    timings: { total: 0 },
    fix: ['jamf-intune doctor --only network --as jamf-server'],
  }),
  probe({ id: 'jamf.server.443', owner: 'jamf', host: 'contoso.jamfcloud.com', from: 'clients' }),
  probe({ id: 'jamf.server.admin', owner: 'jamf', host: 'contoso.jamfcloud.com', from: 'admin' }),
];

/** Some of everything: what passed, failed, warned, was skipped, is retired, and cannot be tested from here. */
export const sampleResult: DoctorResult = {
  schema: DOCTOR_SCHEMA,
  status: 'problems',
  sandbox: false,
  profile: 'default',
  program: { version: '0.1.0', node: '20.20.2', platform: 'darwin arm64' },
  at: '2026-11-23T09:41:00.000Z',
  connection: 'manual',
  tenant: {
    id: '0f6d1cbb-7f4c-4d1e-9d2b-3a2b1c0d4e5f',
    domain: 'contoso.onmicrosoft.com',
    displayName: 'Contoso',
    cloud: 'global',
  },
  jamf: { url: 'https://contoso.jamfcloud.com', version: '11.30.1' },
  summary: { passed: 10, warnings: 2, failed: 2, skipped: 1, notTestable: 2 },
  checks: sampleChecks,
  findings: sampleFindings,
  probes: sampleProbes,
  observations: {
    secretDaysLeft: 19,
    heartbeatAgeSeconds: 240,
    macsByState: { ACTIVATED: 214, UNRESPONSIVE: 3 },
  },
  error: null,
  requests: { sent: 31, writes: 0 },
  elapsedMs: 1900,
};

/** As the sample, with every text that comes from outside replaced by the hostile one. */
export const hostileResult: DoctorResult = {
  ...sampleResult,
  profile: HOSTILE,
  tenant: {
    id: '0f6d1cbb-7f4c-4d1e-9d2b-3a2b1c0d4e5f',
    domain: HOSTILE,
    displayName: HOSTILE,
    cloud: HOSTILE,
  },
  checks: sampleChecks.map((one) => ({ ...one, title: HOSTILE, lines: [HOSTILE] })),
  findings: sampleFindings.map((one) => ({
    ...one,
    title: HOSTILE,
    seen: HOSTILE,
    details: [HOSTILE],
    cause: HOSTILE,
    fix: [HOSTILE],
    source: { url: `javascript:${HOSTILE}`, checked: HOSTILE },
  })),
  probes: sampleProbes.map((one) => ({
    ...one,
    host: HOSTILE,
    protocol: HOSTILE,
    purpose: HOSTILE,
    detail: HOSTILE,
    issuer: HOSTILE,
    fix: [HOSTILE],
    source: HOSTILE,
  })),
  observations: { ...sampleResult.observations, macsByState: { [HOSTILE]: 1 } },
};

/** Healthy, and nothing more than the least there can be. */
export const barestResult: DoctorResult = {
  ...sampleResult,
  status: 'not-signed-in',
  connection: 'unknown',
  tenant: null,
  jamf: null,
  summary: { passed: 0, warnings: 0, failed: 0, skipped: 0, notTestable: 0 },
  checks: [],
  findings: [],
  probes: [],
  observations: { secretDaysLeft: null, heartbeatAgeSeconds: null, macsByState: null },
};

function check(
  id: string,
  room: Check['room'],
  title: string,
  outcome: Check['outcome'],
  lines: string[],
): Check {
  return { id, room, title, outcome, lines };
}

/** A healthy endpoint of Microsoft, but for what is given. */
export function probe(given: Partial<ProbeResult> & Pick<ProbeResult, 'id' | 'host'>): ProbeResult {
  return {
    owner: 'microsoft',
    port: 443,
    protocol: 'https',
    from: 'clients',
    required: true,
    purpose: 'Device registration',
    verdict: 'reachable',
    stage: 'application',
    detail: 'answered',
    addresses: ['192.0.2.7'],
    issuer: 'DigiCert Inc',
    alpn: 'h2',
    timings: { dns: 2, tcp: 5, tls: 9, total: 30 },
    fix: [],
    source: 'https://learn.microsoft.com/intune/endpoints',
    ...given,
  };
}
