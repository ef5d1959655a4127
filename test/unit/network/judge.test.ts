import { describe, expect, it } from 'vitest';
import { ENDPOINTS } from '../../../src/network/catalogue.ts';
import type { Certificates } from '../../../src/network/certificate-chain.ts';
import type { Endpoint } from '../../../src/network/endpoint.ts';
import type {
  ApplicationOutcome,
  DnsEvidence,
  Evidence,
  PathEvidence,
} from '../../../src/network/evidence.ts';
import { judge } from '../../../src/network/judge.ts';

function row(id: string, more: Partial<Endpoint> = {}): Endpoint {
  const found = ENDPOINTS.find((endpoint) => endpoint.id === id);
  if (found === undefined) throw new Error(`the catalogue has no ${id}`);
  return { ...found, ...more };
}

const INTUNE = row('microsoft.manage');
const PUSH = row('apple.api.push.443');
const CAPTIVE = row('apple.captive.80');
const JAMF_CLOUD = row('jamf.server.443', { host: 'contoso.jamfcloud.com' });
const JAMF_OWN = row('jamf.server.8443', { host: 'jamf.contoso.com' });

const GOOD: Certificates = {
  anchor: 'public',
  error: null,
  issuerOrganization: 'Microsoft Corporation',
  issuer: 'Microsoft TLS CA',
  validFrom: 'a',
  validTo: 'b',
};
const APPLE: Certificates = { ...GOOD, issuerOrganization: 'Apple Inc.', issuer: 'Apple CA' };

const dns = (
  v4: readonly string[] | string,
  v6: readonly string[] | string = 'ENODATA',
  system: string[] = [],
) => {
  const answer = (given: readonly string[] | string): DnsEvidence['v4'] =>
    typeof given === 'string' ? { kind: 'none', code: given } : { kind: 'addresses', addresses: given };
  return { v4: answer(v4), v6: answer(v6), system, ms: 1 };
};

const tcpFailed = (code: string): PathEvidence => ({ address: '1.2.3.4', tcp: { ok: false, ms: 1, code } });
const tlsFailed = (code: string): PathEvidence => ({
  address: '1.2.3.4',
  tcp: { ok: true, ms: 1 },
  tls: { ok: false, ms: 1, code },
});
const secured = (
  certificates: Certificates,
  application: ApplicationOutcome | undefined = { kind: 'listened', ms: 200, closed: false },
  refusedAlpn = false,
): PathEvidence => ({
  address: '17.1.2.3',
  tcp: { ok: true, ms: 1 },
  tls: { ok: true, ms: 1, alpn: null, refusedAlpn, certificates },
  ...(application === undefined ? {} : { application }),
});
const answer = (status: number, headers: Record<string, string> = {}, body = ''): ApplicationOutcome => ({
  kind: 'answer',
  ms: 1,
  status,
  headers,
  body,
});

const evidence = (direct: PathEvidence, more: Partial<Evidence> = {}): Evidence => ({
  direct,
  clockAheadMs: null,
  ...more,
});

function verdictOf(endpoint: Endpoint, given: Evidence): string {
  const { verdict, how } = judge(endpoint, given);
  return how === undefined ? verdict : `${verdict}/${how}`;
}

function withoutApplication({ address, tcp, tls }: PathEvidence): PathEvidence {
  return { address, ...(tcp && { tcp }), ...(tls && { tls }) };
}

const HOUR = 3_600_000;
const PROXY = 'http://proxy.test:8080';
const pushed = answer(403, { 'apns-id': 'x' }, '{"reason":"MissingProviderToken"}');

describe('given evidence about one endpoint', () => {
  it.each<[string, Endpoint, Evidence, string]>([
    [
      'no such name in both families',
      INTUNE,
      evidence({ address: null }, { dns: dns('ENOTFOUND', 'ENOTFOUND') }),
      'dns-filtered',
    ],
    [
      'no address in both families',
      INTUNE,
      evidence({ address: null }, { dns: dns('ENODATA') }),
      'dns-filtered',
    ],
    ['SERVFAIL', INTUNE, evidence({ address: null }, { dns: dns('ESERVFAIL', 'ESERVFAIL') }), 'dns-broken'],
    ['REFUSED', INTUNE, evidence({ address: null }, { dns: dns('EREFUSED', 'EREFUSED') }), 'dns-broken'],
    ['half silent', INTUNE, evidence({ address: null }, { dns: dns('ETIMEOUT', 'ENODATA') }), 'dns-broken'],
    ['a private address', INTUNE, evidence({ address: null }, { dns: dns(['10.1.2.3']) }), 'dns-filtered'],
    [
      'an IPv6 sinkhole',
      INTUNE,
      evidence({ address: null }, { dns: dns('ENODATA', ['::']) }),
      'dns-filtered',
    ],
    [
      'a private address of the own server',
      JAMF_OWN,
      evidence(secured(GOOD, answer(204)), { dns: dns(['10.1.2.3']) }),
      'reachable',
    ],
    [
      'a name that only the system knows',
      INTUNE,
      evidence(secured(GOOD), { dns: dns('ENOTFOUND', 'ENOTFOUND', ['1.2.3.4']) }),
      'reachable',
    ],
    ['172.32 is public', INTUNE, evidence(secured(GOOD), { dns: dns(['172.32.0.1']) }), 'reachable'],

    ['TCP deadline', INTUNE, evidence(tcpFailed('DEADLINE')), 'blocked/drop'],
    ['ETIMEDOUT', INTUNE, evidence(tcpFailed('ETIMEDOUT')), 'blocked/drop'],
    ['ECONNREFUSED', INTUNE, evidence(tcpFailed('ECONNREFUSED')), 'blocked/reset'],
    ['EHOSTUNREACH', INTUNE, evidence(tcpFailed('EHOSTUNREACH')), 'blocked/reject'],
    ['EACCES', INTUNE, evidence(tcpFailed('EACCES')), 'blocked/reject'],
    ['an unknown error', INTUNE, evidence(tcpFailed('EWEIRD')), 'tcp-error'],
    [
      'plain TCP',
      row('microsoft.manage.80'),
      evidence({ address: '1.2.3.4', tcp: { ok: true, ms: 1 } }),
      'reachable',
    ],

    ['plain text', INTUNE, evidence(tlsFailed('ERR_SSL_WRONG_VERSION_NUMBER')), 'intercepted'],
    ['too long a packet', INTUNE, evidence(tlsFailed('ERR_SSL_PACKET_LENGTH_TOO_LONG')), 'intercepted'],
    ['TLS deadline', INTUNE, evidence(tlsFailed('DEADLINE')), 'blocked/tls-stall'],
    ['a cut in TLS', INTUNE, evidence(tlsFailed('ECONNRESET')), 'blocked/sni'],
    ['another TLS error', INTUNE, evidence(tlsFailed('ERR_SSL_WEIRD')), 'tls-error'],
    ['protocol refused', PUSH, evidence(secured(APPLE, undefined, true)), 'intercepted'],

    [
      'expired, clock unknown',
      INTUNE,
      evidence(secured({ ...GOOD, anchor: 'none', error: 'CERT_HAS_EXPIRED' })),
      'tls-error',
    ],
    [
      'expired, clock right',
      INTUNE,
      evidence(secured({ ...GOOD, anchor: 'none', error: 'CERT_HAS_EXPIRED' }), { clockAheadMs: 60_000 }),
      'tls-error',
    ],
    [
      'expired, clock ahead',
      INTUNE,
      evidence(secured({ ...GOOD, anchor: 'none', error: 'CERT_HAS_EXPIRED' }), { clockAheadMs: 3 * HOUR }),
      'clock',
    ],
    [
      'not yet valid, clock behind',
      INTUNE,
      evidence(secured({ ...GOOD, anchor: 'none', error: 'CERT_NOT_YET_VALID' }), {
        clockAheadMs: -3 * HOUR,
      }),
      'clock',
    ],
    [
      'unknown authority',
      INTUNE,
      evidence(secured({ ...GOOD, anchor: 'none', error: 'SELF_SIGNED_CERT_IN_CHAIN' })),
      'intercepted',
    ],
    [
      'wrong name',
      INTUNE,
      evidence(secured({ ...GOOD, anchor: 'none', error: 'ERR_TLS_CERT_ALTNAME_INVALID' })),
      'intercepted',
    ],
    [
      'a private authority that is trusted',
      INTUNE,
      evidence(secured({ ...GOOD, anchor: 'private' })),
      'intercepted',
    ],
    [
      'a private authority, own Jamf Pro',
      JAMF_OWN,
      evidence(secured({ ...GOOD, anchor: 'private' }, answer(204))),
      'reachable',
    ],
    [
      'a private authority, Jamf Cloud',
      JAMF_CLOUD,
      evidence(secured({ ...GOOD, anchor: 'private' }, answer(204))),
      'intercepted',
    ],
    [
      "Apple's root at Microsoft's name",
      INTUNE,
      evidence(secured({ ...APPLE, anchor: 'apple' })),
      'intercepted',
    ],
    [
      "Apple's own root at Apple's name",
      row('apple.gdmf.443'),
      evidence(secured({ ...APPLE, anchor: 'apple' })),
      'reachable',
    ],
    [
      'another public issuer, content network',
      row('apple.captive.443'),
      evidence(secured(GOOD)),
      'reachable',
    ],
    ['another public issuer, push', PUSH, evidence(secured(GOOD, pushed)), 'intercepted'],

    ['push answers', PUSH, evidence(secured(APPLE, pushed)), 'reachable'],
    [
      'push without apns-id',
      PUSH,
      evidence(secured(APPLE, answer(403, {}, '{"reason":"MissingProviderToken"}'))),
      'intercepted',
    ],
    [
      'push without reason',
      PUSH,
      evidence(secured(APPLE, answer(403, { 'apns-id': 'x' }, '<html>'))),
      'intercepted',
    ],
    ['push without h2', PUSH, evidence(withoutApplication(secured(APPLE))), 'intercepted'],
    [
      'a surprising answer after a good certificate',
      row('microsoft.graph'),
      evidence(secured(GOOD, answer(503))),
      'reachable',
    ],
    [
      'no answer after a good certificate',
      row('microsoft.graph'),
      evidence(secured(GOOD, { kind: 'failed', ms: 1, code: 'ECONNRESET' })),
      'tls-error',
    ],
    [
      'closed after the handshake',
      INTUNE,
      evidence(secured(GOOD, { kind: 'listened', ms: 3, closed: true })),
      'tls-error',
    ],
    [
      'portal by redirect',
      CAPTIVE,
      evidence({
        address: '1.2.3.4',
        tcp: { ok: true, ms: 1 },
        application: answer(302, { location: 'http://portal' }),
      }),
      'intercepted',
    ],
    [
      'portal by content',
      CAPTIVE,
      evidence({ address: '1.2.3.4', tcp: { ok: true, ms: 1 }, application: answer(200, {}, 'Welcome') }),
      'intercepted',
    ],

    [
      'dropped, tunnel healthy',
      INTUNE,
      evidence(tcpFailed('DEADLINE'), {
        tunnel: { ...secured(GOOD), proxy: { kind: 'opened', ms: 1 }, proxyShown: PROXY },
      }),
      'proxy-required',
    ],
    [
      'no DNS, tunnel healthy',
      INTUNE,
      evidence(
        { address: null },
        {
          dns: dns('ENOTFOUND', 'ENOTFOUND'),
          tunnel: { ...secured(GOOD), proxy: { kind: 'opened', ms: 1 }, proxyShown: PROXY },
        },
      ),
      'proxy-required',
    ],
    [
      'dropped, proxy wants sign-in',
      PUSH,
      evidence(tcpFailed('DEADLINE'), {
        tunnel: {
          address: null,
          proxy: { kind: 'refused', ms: 1, status: 407, schemes: ['Negotiate'] },
          proxyShown: PROXY,
        },
      }),
      'proxy-auth',
    ],
    [
      'reachable, proxy wants sign-in where it must not',
      INTUNE,
      evidence(secured(GOOD), {
        tunnel: {
          address: null,
          proxy: { kind: 'refused', ms: 1, status: 407, schemes: [] },
          proxyShown: PROXY,
        },
      }),
      'proxy-auth',
    ],
    [
      'dropped, proxy refuses',
      INTUNE,
      evidence(tcpFailed('DEADLINE'), {
        tunnel: {
          address: null,
          proxy: { kind: 'refused', ms: 1, status: 403, schemes: [] },
          proxyShown: PROXY,
        },
      }),
      'blocked/drop',
    ],
    [
      'reachable, proxy inspects',
      INTUNE,
      evidence(secured(GOOD), {
        tunnel: {
          ...secured({ ...GOOD, anchor: 'private' }),
          proxy: { kind: 'opened', ms: 1 },
          proxyShown: PROXY,
        },
      }),
      'intercepted',
    ],

    [
      'retired, whatever happens',
      row('apple.gateway.2195'),
      evidence(tcpFailed('DEADLINE'), { dns: dns('ESERVFAIL') }),
      'legacy',
    ],
  ])('when it is %s, then the verdict follows', (_what, endpoint, given, expected) => {
    expect(verdictOf(endpoint, given)).toBe(expected);
  });

  it.each<[string, Endpoint, Evidence, string]>([
    [
      'dead IPv6',
      INTUNE,
      evidence(secured(GOOD), { ipv6: { ok: false, ms: 1, code: 'DEADLINE' } }),
      'ipv6-dead',
    ],
    [
      'split DNS',
      INTUNE,
      evidence(secured(GOOD), { dns: dns('ENOTFOUND', 'ENOTFOUND', ['1.2.3.4']) }),
      'split-dns',
    ],
    [
      "an address that is not Apple's",
      PUSH,
      evidence({ ...secured(APPLE, pushed), address: '104.1.2.3' }),
      'outside-apple',
    ],
    ['another public issuer', INTUNE, evidence(secured(APPLE)), 'unusual-issuer'],
    [
      'a private authority of the own server',
      JAMF_OWN,
      evidence(secured({ ...GOOD, anchor: 'private' }, answer(204))),
      'private-authority',
    ],
    ['an unusual answer', row('microsoft.graph'), evidence(secured(GOOD, answer(503))), 'unusual-answer'],
    [
      'Azure Front Door dropped',
      INTUNE,
      evidence({ ...tcpFailed('DEADLINE'), address: '13.107.228.9' }),
      'front-door',
    ],
    [
      'a proxy that refuses',
      INTUNE,
      evidence(secured(GOOD), {
        tunnel: {
          address: null,
          proxy: { kind: 'refused', ms: 1, status: 403, schemes: [] },
          proxyShown: PROXY,
        },
      }),
      'proxy',
    ],
  ])('when there is %s, then it is remarked', (_what, endpoint, given, kind) => {
    expect(judge(endpoint, given).remarks?.map((remark) => remark.kind)).toEqual([kind]);
  });

  it('when all is well, then nothing is remarked', () => {
    const given = evidence(secured(APPLE, pushed), { ipv6: { ok: true, ms: 1 }, dns: dns(['17.1.2.3']) });
    expect(judge(PUSH, given)).toMatchObject({ verdict: 'reachable', remarks: [] });
  });

  it('when a portal sends control characters, then they are shown and do not act', () => {
    const portal = answer(302, { location: 'http://a/\u001b[2J' });
    const given = evidence({ address: '1.2.3.4', tcp: { ok: true, ms: 1 }, application: portal });
    expect(judge(CAPTIVE, given).detail).not.toContain('\u001b');
  });
});
