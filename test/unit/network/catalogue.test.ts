import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { APPLE_ROOTS } from '../../../src/network/apple-roots.ts';
import { ENDPOINTS, rowsFor } from '../../../src/network/catalogue.ts';

const FACTS = new URL('../../../../shared/facts/endpoints.json', import.meta.url);
const CLOUD = { jamfUrl: new URL('https://contoso.jamfcloud.com') };
const OWN = { jamfUrl: new URL('https://jamf.contoso.com:8443') };

const verdicts = (rows: ReturnType<typeof rowsFor>) =>
  new Map(rows.map(({ endpoint, settled }) => [endpoint.id, settled?.verdict ?? 'probed']));

describe('given the catalogue', () => {
  it('then its ids are unique', () => {
    expect(new Set(ENDPOINTS.map(({ id }) => id)).size).toBe(ENDPOINTS.length);
  });

  it.skipIf(!existsSync(FACTS))('then it says what the collected facts say', () => {
    const Fact = z.object({
      id: z.string(),
      host: z.string(),
      port: z.number(),
      protocol: z.string(),
      from: z.string(),
      required: z.union([z.boolean(), z.literal('legacy')]),
      cloud: z.array(z.string()),
    });
    const facts = z.array(Fact).parse(JSON.parse(readFileSync(FACTS, 'utf8')));
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    const ours = ENDPOINTS.map(({ id, host, port, protocol, from, required, clouds, jamf }) => {
      const names = {
        usgov: 'usgov-gcch',
        'usgov-dod': 'usgov-dod',
        global: 'global',
        china: 'china',
      } as const;
      const ofJamf = { cloud: ['jamf-cloud'], 'on-premises': ['jamf-onprem'] } as const;
      const isJamf = id.startsWith('jamf.');
      const both = ['jamf-cloud', 'jamf-onprem'];
      const listed = clouds === 'all' ? ['all'] : clouds.map((cloud) => names[cloud]);
      const cloud = isJamf ? (jamf === undefined ? both : [...ofJamf[jamf]]) : listed;
      return { id, host, port, protocol, from, required, cloud };
    });
    expect([...ours].sort(byId)).toEqual([...facts].sort(byId));
  });

  it('then everything that the document names is in it, and retired ports are marked', () => {
    const named = (id: string) => ENDPOINTS.find((endpoint) => endpoint.id === id)?.required;
    expect([
      named('microsoft.intune.443.rule'),
      named('apple.block.5223'),
      named('apple.block.443'),
      named('apple.block.2195'),
      named('apple.block.2196'),
      named('jamf.port.80'),
      named('jamf.port.5223'),
    ]).toEqual([true, true, true, 'legacy', 'legacy', false, 'legacy']);
    expect(ENDPOINTS.filter(({ required }) => required === 'legacy').every(({ retired }) => retired)).toBe(
      true,
    );
  });

  it('then every proof of a rule and every fallback names an endpoint that exists', () => {
    const ids = new Set(ENDPOINTS.map(({ id }) => id));
    const named = ENDPOINTS.flatMap((one) => [...(one.rule?.provedBy ?? []), one.requiredWithout ?? one.id]);
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });

  it("then Apple's root is the one that the fact sheet names", () => {
    expect(APPLE_ROOTS.map((pem) => new X509Certificate(pem).fingerprint256)).toEqual([
      'B0:B1:73:0E:CB:C7:FF:45:05:14:2C:49:F1:29:5E:6E:DA:6B:CA:ED:7E:2C:68:C5:BE:91:B5:A1:10:01:F0:24',
    ]);
  });
});

describe('given a customer at Jamf Cloud', () => {
  const rows = rowsFor({ cloud: 'global', ...CLOUD });

  it("then what a client and the administrator need is probed, and the server's rows are not", () => {
    const found = verdicts(rows);
    expect(found.get('apple.captive.80')).toBe('probed');
    expect(found.get('microsoft.manage')).toBe('probed');
    expect(found.get('apple.courier.7.5223')).toBe('probed');
    expect(found.get('microsoft.graph.admin')).toBe('probed');
    expect(found.get('apple.api.push.443')).toBe('not-testable-from-here');
    expect(found.get('apple.gateway.2195')).toBe('legacy');
    expect(found.get('apple.block.443')).toBe('skipped');
    expect(found.has('jamf.server.8443')).toBe(false);
    expect(found.has('microsoft.gov.manage')).toBe(false);
  });

  it('then all probes fit into 32 connections, so that none waits for another', () => {
    const places = rows
      .filter(({ settled }) => settled === undefined)
      .map(({ endpoint }) => `${endpoint.host}:${endpoint.port}`);
    expect(new Set(places).size).toBeLessThanOrEqual(32);
    expect(new Set(places).size).toBeGreaterThan(24);
  });

  it('then no command is given for what Jamf Cloud does itself', () => {
    const push = rows.find(({ endpoint }) => endpoint.id === 'apple.api.push.443');
    expect(push?.settled).toMatchObject({
      fix: [],
      detail: expect.stringContaining('Jamf Cloud does this for you'),
    });
  });

  it('then the rows about the server have its name', () => {
    const server = rows.find(({ endpoint }) => endpoint.id === 'jamf.server.443')?.endpoint;
    expect(server).toMatchObject({ host: 'contoso.jamfcloud.com', port: 443 });
  });
});

describe('given a Jamf Pro server of the customer', () => {
  it('then the command for the server is given', () => {
    const push = rowsFor({ cloud: 'global', ...OWN }).find(
      ({ endpoint }) => endpoint.id === 'apple.api.push.443',
    );
    expect(push?.settled?.fix).toEqual([
      'on the Jamf Pro server: jamf-intune doctor --only network --as jamf-server',
    ]);
  });

  it('then it is probed at its own port', () => {
    const server = rowsFor({ cloud: 'global', ...OWN }).find(
      ({ endpoint }) => endpoint.id === 'jamf.server.8443',
    );
    expect(server).toMatchObject({ endpoint: { host: 'jamf.contoso.com', port: 8443 }, settled: undefined });
  });

  it('when the command runs on the server, then its rows are probed and those of clients are not', () => {
    const found = verdicts(rowsFor({ cloud: 'global', ...OWN, place: 'jamf-server' }));
    expect(found.get('apple.api.push.2197')).toBe('probed');
    expect(found.get('apple.captive.80')).toBe('probed');
    expect(found.get('apple.courier.7.5223')).toBe('not-testable-from-here');
    expect(found.get('apple.feedback.2196')).toBe('legacy');
  });
});

describe('given other circumstances', () => {
  it('when the server is not known, then the rows about it are skipped and say so', () => {
    const row = rowsFor({ cloud: 'global' }).find(({ endpoint }) => endpoint.id === 'jamf.server.443');
    expect(row?.settled).toMatchObject({ verdict: 'skipped', detail: expect.stringContaining('not known') });
  });

  it('when everything is asked for, then also what the connection does not need is probed', () => {
    const found = verdicts(rowsFor({ cloud: 'global', ...CLOUD, everything: true }));
    expect(found.get('jamf.jcds.euc1')).toBe('probed');
  });

  it.each([
    ['usgov', 'graph.microsoft.us'],
    ['usgov-dod', 'dod-graph.microsoft.us'],
    ['china', 'microsoftgraph.chinacloudapi.cn'],
  ] as const)('when the cloud is %s, then Graph is %s', (cloud, host) => {
    const hosts = rowsFor({ cloud, ...CLOUD, place: 'jamf-server' }).map(({ endpoint }) => endpoint.host);
    expect(hosts).toContain(host);
    expect(hosts).not.toContain('graph.microsoft.com');
  });
});
