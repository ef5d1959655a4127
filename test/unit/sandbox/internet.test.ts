import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENDPOINTS, rowsFor } from '../../../src/network/catalogue.ts';
import type { Place, ProbeResult } from '../../../src/network/probe-result.ts';
import { probeNetwork } from '../../../src/network/run-probes.ts';
import { createCertificateAuthority } from '../../../src/sandbox/certificates.ts';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { openSandboxInternet } from '../../../src/wizard/sandbox/internet.ts';
import { realClock, realRandom } from '../../support/sandbox/ground.ts';

const faults = new Set<Fault>();
let internet: Awaited<ReturnType<typeof openSandboxInternet>>;
beforeAll(async () => {
  const ca = await createCertificateAuthority({ commonName: 'sandbox', now: new Date() });
  internet = await openSandboxInternet({
    clock: realClock,
    random: realRandom,
    has: (fault) => faults.has(fault),
    caCertificate: ca.certificate,
  });
});
afterAll(() => internet.close());

async function probeAs(
  place: Place | undefined,
  ...wrong: readonly Fault[]
): Promise<readonly ProbeResult[]> {
  faults.clear();
  for (const fault of wrong) faults.add(fault);
  const results: ProbeResult[] = [];
  const probes = probeNetwork({
    rows: rowsFor({ cloud: 'global', everything: true, ...(place !== undefined && { place }) }),
    proxy: { proxy: undefined, exceptions: [] },
    clock: realClock,
    signal: new AbortController().signal,
    ...internet.network,
  });
  for await (const probe of probes) results.push(probe);
  return results;
}

const probed = (results: readonly ProbeResult[]) =>
  results.filter(({ verdict }) => !['legacy', 'skipped', 'not-testable-from-here'].includes(verdict));
const idsWith = (results: readonly ProbeResult[], verdict: ProbeResult['verdict']) =>
  results.filter((one) => one.verdict === verdict).map(({ id }) => id);

describe('given the simulated internet', () => {
  it.each(['clients', 'jamf-server', 'admin'] as const)(
    'when everything is probed from %s, then all is reachable and nothing is remarked',
    async (place) => {
      const results = probed(await probeAs(place));
      const odd = results.filter(({ verdict, remarks }) => verdict !== 'reachable' || remarks !== undefined);
      expect(odd.map(({ id, detail }) => `${id}: ${detail}`)).toEqual([]);
      expect(results.length).toBeGreaterThan(5);
    },
  );

  it('when Apple push is probed, then it proves itself as the real one does', async () => {
    const push = (await probeAs('jamf-server')).find(({ id }) => id === 'apple.api.push.443');
    const courier = (await probeAs('clients')).find(({ id }) => id === 'apple.courier.7.5223');
    expect(push).toMatchObject({ detail: 'proved by its answer', alpn: 'h2' });
    expect(courier).toMatchObject({
      detail: "proved by the courier's certificate",
      alpn: 'apns-security-v3',
      addresses: [expect.stringMatching(/^17\.57\.144\./u)],
    });
  });

  it('when somebody asks for a host that is not simulated, then nobody leads out of this computer', async () => {
    const { dns, connectTo } = internet.network;
    if (dns === undefined || !('answer' in dns) || connectTo === undefined) throw new Error('it knows names');
    expect(dns.answer('example.com')).toMatchObject({ v4: { code: 'ENOTFOUND' }, v6: { code: 'ENOTFOUND' } });
    expect(dns.answer('manage.microsoft.com').v4).toEqual({
      kind: 'addresses',
      addresses: [expect.stringMatching(/^203\.0\.113\./u)],
    });
    for (const { host, port } of [...ENDPOINTS, { host: 'example.com', port: 443 }])
      expect(connectTo(host, port)?.address).toBe('127.0.0.1');
  });
});

const COURIERS = ['apple.courier.7.5223', 'apple.courier.23.5223', 'apple.courier.7.443'];

describe('given a network fault', () => {
  it.each([
    ['push-blocked', 'clients', 'blocked', COURIERS],
    ['push-port-blocked', 'clients', 'blocked', COURIERS.slice(0, 2)],
    ['push-filtered', 'clients', 'dns-filtered', COURIERS],
    ['courier-intercepted', 'clients', 'intercepted', COURIERS],
    ['push-intercepted', 'jamf-server', 'intercepted', ['apple.api.push.443', 'apple.api.push.2197']],
    ['no-internet', 'clients', 'dns-filtered', ['apple.captive.80']],
    ['captive-portal', 'clients', 'intercepted', ['apple.captive.80']],
  ] as const)('when it is %s, then %s see %s at %j, and nothing else', async (fault, place, verdict, ids) => {
    const results = await probeAs(place, fault);
    expect(idsWith(results, verdict)).toEqual(ids);
    const others = probed(results).filter(({ id }) => !ids.some((one) => one === id));
    expect(others.every((one) => one.verdict === 'reachable')).toBe(true);
  });

  it.each([
    ['microsoft-intercepted', 'intercepted'],
    ['microsoft-unresolved', 'dns-broken'],
  ] as const)('when it is %s, then all of Microsoft is %s, and nobody else', async (fault, verdict) => {
    const results = probed(await probeAs('clients', fault));
    const owners = new Set(results.filter((one) => one.verdict === verdict).map(({ owner }) => owner));
    expect([...owners]).toEqual(['microsoft']);
    const left = results.filter((one) => one.owner === 'microsoft' && one.verdict === 'reachable');
    expect(left.map(({ protocol }) => protocol).filter((protocol) => protocol !== 'tcp')).toEqual([]);
  });

  it('when an inspector answers, then it is named, and that this computer trusts it', async () => {
    const results = await probeAs('clients', 'microsoft-intercepted');
    const { detail } = results.find(({ id }) => id === 'microsoft.manage') ?? {};
    expect(detail).toBe(
      '"Contoso Inspection CA" answers in its place; this computer trusts it, the public does not',
    );
  });
});
