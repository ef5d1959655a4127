import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ProxySettings, readProxySettings } from '../../../src/http/proxy.ts';
import { CONTROL } from '../../../src/network/apple-service-endpoints.ts';
import type { Endpoint } from '../../../src/network/endpoint.ts';
import { networkFindings } from '../../../src/network/network-findings.ts';
import type { ProbeResult } from '../../../src/network/probe-result.ts';
import { type ProbeOptions, probeNetwork } from '../../../src/network/run-probes.ts';
import type { Target } from '../../../src/network/tcp.ts';
import { makePki, type Pki } from '../../support/network/certificates.ts';
import { type Ground, listenAt, loopbackGround } from '../../support/network/ground.ts';
import { connectProxy } from '../../support/network/proxy.ts';
import { endpointAt } from '../../support/network/scenes.ts';
import { control, courier, plainWebsite, pushService, website } from '../../support/network/servers.ts';

const deadlines = { dns: 1_200, tcp: 400, tls: 500, application: 500, ipv6: 300, way: 900, total: 6_000 };
const NO_PROXY: ProxySettings = { proxy: undefined, exceptions: [] };

let pki: Pki;
let ground: Ground;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  pki = await makePki();
});
afterEach(async () => void (await Promise.all(closers.splice(0).map((close) => close()))));

async function newGround(): Promise<void> {
  ground = await loopbackGround();
  closers.push(ground.close);
}

async function run(
  endpoints: readonly Endpoint[],
  more: Partial<ProbeOptions> = {},
): Promise<readonly ProbeResult[]> {
  const results: ProbeResult[] = [];
  const options: ProbeOptions = {
    rows: endpoints.map((endpoint) => ({ endpoint, settled: undefined })),
    proxy: NO_PROXY,
    roots: pki.roots,
    clock: { now: () => new Date() },
    signal: new AbortController().signal,
    deadlines,
    ...ground.options,
    ...more,
  };
  for await (const result of probeNetwork(options)) results.push(result);
  return results;
}

const verdicts = (results: readonly ProbeResult[]) => results.map(({ verdict }) => verdict);
const codes = (results: readonly ProbeResult[]) => networkFindings(results).map(({ code }) => code);

describe('given a proxy in the environment', () => {
  const intune = () => endpointAt('microsoft.manage', 'intune.test');
  const push = () => endpointAt('apple.api.push.443', 'push.test');
  const device = () => endpointAt('apple.courier.7.443', 'courier.test');

  async function withProxy(answer?: Parameters<typeof connectProxy>[1]) {
    await newGround();
    const behind = new Map<string, Target>();
    const services = [
      ['intune.test', website(await pki.publicMicrosoft.issue(['intune.test']))],
      ['push.test', pushService(await pki.publicApple.issue(['push.test']))],
      ['courier.test', courier(await pki.appleOwn.issue(['courier.push.apple.com']))],
    ] as const;
    for (const [host, server] of services) {
      const listening = await listenAt(server, '127.0.0.1', 0);
      closers.push(listening.close);
      behind.set(`${host}:443`, { address: '127.0.0.1', port: listening.port });
      await ground.block(host, 443, 'reset');
    }
    const { server, asked, authorizations } = connectProxy(behind, answer);
    await ground.serve('proxy.test', 8080, server);
    return {
      asked,
      authorizations,
      proxy: readProxySettings({ HTTPS_PROXY: 'http://me:s3cret@proxy.test:8080' }),
    };
  }

  it('when only it leads there, then HTTPS, HTTP/2 and the courier are proved through it', async () => {
    const { proxy, asked, authorizations } = await withProxy();
    const results = await run([intune(), push(), device()], { proxy });
    expect(verdicts(results)).toEqual(['proxy-required', 'proxy-required', 'proxy-required']);
    expect([...asked].sort()).toEqual(['courier.test:443', 'intune.test:443', 'push.test:443']);
    expect(new Set(authorizations)).toEqual(new Set([`Basic ${btoa('me:s3cret')}`]));
    expect(JSON.stringify(results)).not.toContain('s3cret');
    expect(results[0]?.detail).toContain('http://me:***@proxy.test:8080');
  });

  it('when it wants a sign-in, then that is the verdict, with the schemes', async () => {
    const { proxy } = await withProxy(() => ({ status: 407, offers: 'Negotiate, Basic realm="x, y"' }));
    const [result] = await run([intune()], { proxy });
    expect(result).toMatchObject({
      verdict: 'proxy-auth',
      detail: expect.stringContaining('407, Negotiate or Basic'),
    });
  });

  it('when it refuses, then the direct verdict stays and its status is told', async () => {
    const { proxy } = await withProxy(() => ({ status: 403 }));
    const [result] = await run([intune()], { proxy });
    expect(result).toMatchObject({ verdict: 'blocked', how: 'reset', remarks: [{ kind: 'proxy' }] });
    expect(result?.remarks?.[0]?.text).toContain('403');
  });

  it('when it hangs, then it costs a deadline and no more', async () => {
    const { proxy } = await withProxy(() => 'hang');
    const [result] = await run([intune()], { proxy });
    expect(result).toMatchObject({ verdict: 'blocked', how: 'reset' });
    expect(result?.remarks?.[0]?.text).toContain('does not answer');
  });

  it('when NO_PROXY names the host, then it is not asked', async () => {
    const { asked } = await withProxy();
    const proxy = readProxySettings({ HTTPS_PROXY: 'http://proxy.test:8080', NO_PROXY: 'intune.test' });
    expect(verdicts(await run([intune()], { proxy }))).toEqual(['blocked']);
    expect(asked).toEqual([]);
  });

  it('when DNS is dead but the proxy resolves, then the proxy is what is required', async () => {
    const { proxy } = await withProxy();
    ground.dns.names.set('intune.test', 'nxdomain');
    expect(verdicts(await run([intune()], { proxy }))).toEqual(['proxy-required']);
  });
});

describe('given a network that one line describes', () => {
  const intune = endpointAt('microsoft.manage', 'intune.test');
  const push = endpointAt('apple.api.push.443', 'push.test');

  it.each([
    ['no DNS server answers', 'silent', 'dns-broken'],
    ['DNS says of every name that it does not exist', 'nxdomain', 'dns-filtered'],
  ] as const)('when %s, then it is one finding', async (_what, entry, verdict) => {
    await newGround();
    for (const host of [CONTROL.host, intune.host, push.host]) ground.dns.names.set(host, entry);
    const results = await run([CONTROL, intune, push]);
    expect(verdicts(results)).toEqual([verdict, 'skipped', 'skipped']);
    expect(codes(results)).toEqual(['JI-N310']);
  });

  it('when only the own Jamf Pro is there, then it is told beside the one finding', async () => {
    await newGround();
    const jamf = endpointAt('jamf.server.8443', 'jamf.contoso.test');
    const health = website(await pki.corporate.issue([jamf.host]), (_request, answer) =>
      answer.writeHead(204).end(),
    );
    await ground.serve(jamf.host, 8443, health);
    const results = await run([CONTROL, intune, jamf]);
    expect(verdicts(results)).toEqual(['dns-filtered', 'skipped', 'reachable']);
    expect(codes(results)).toEqual(['JI-N310']);
  });

  it('when one name is found, then each of the others has a filter to blame', async () => {
    await newGround();
    await ground.serve(intune.host, 443, website(await pki.publicMicrosoft.issue([intune.host])));
    const results = await run([CONTROL, intune, push]);
    expect(verdicts(results)).toEqual(['dns-filtered', 'reachable', 'dns-filtered']);
    expect(codes(results)).toEqual(['JI-N303', 'JI-N303']);
  });

  it('when a captive portal answers for everything, then it is one finding', async () => {
    await newGround();
    const portal = () =>
      plainWebsite((_request, answer) => answer.writeHead(302, { location: 'http://wifi/' }).end());
    await ground.serve(CONTROL.host, 80, portal());
    await ground.serve(intune.host, 443, portal());
    await ground.block(push.host, 443, 'reset');
    const results = await run([CONTROL, intune, push]);
    expect(verdicts(results)).toEqual(['intercepted', 'skipped', 'skipped']);
    expect(codes(results)).toEqual(['JI-N311']);
    expect(results[0]?.detail).toContain('http://wifi/');
  });

  it('when the portal takes connections that ask nothing, then it is one finding all the same', async () => {
    await newGround();
    const portal = () =>
      plainWebsite((_request, answer) => answer.writeHead(302, { location: 'http://wifi/' }).end());
    const plain = endpointAt('apple.ocsp.80', 'ocsp.test');
    await ground.serve(CONTROL.host, 80, portal());
    await ground.serve(plain.host, 80, portal());
    const results = await run([CONTROL, plain]);
    expect(verdicts(results)).toEqual(['intercepted', 'skipped']);
    expect(codes(results)).toEqual(['JI-N311']);
  });

  it('when only the control is rewritten, then every endpoint gets its own verdict', async () => {
    await newGround();
    await ground.serve(
      CONTROL.host,
      80,
      plainWebsite((_request, answer) => answer.end('<html>')),
    );
    await ground.serve(intune.host, 443, website(await pki.publicMicrosoft.issue([intune.host])));
    expect(verdicts(await run([CONTROL, intune]))).toEqual(['intercepted', 'reachable']);
  });

  it('when the control alone is blocked, then it is a warning about the control alone', async () => {
    await newGround();
    await ground.block(CONTROL.host, 80, 'reset');
    await ground.serve(intune.host, 443, website(await pki.publicMicrosoft.issue([intune.host])));
    const results = await run([CONTROL, intune]);
    expect(verdicts(results)).toEqual(['blocked', 'reachable']);
    expect(networkFindings(results)).toMatchObject([{ code: 'JI-N302', severity: 'warning' }]);
  });
});

describe('given a clock', () => {
  const HOUR = 3_600_000;
  const intune = endpointAt('microsoft.manage', 'intune.test');

  async function expired(theirNow: () => Date) {
    await newGround();
    await ground.serve(CONTROL.host, 80, control(theirNow));
    const [notBefore, notAfter] = [new Date(Date.now() - 48 * HOUR), new Date(Date.now() - HOUR)];
    const certificate = await pki.publicMicrosoft.issue([intune.host], { notBefore, notAfter });
    await ground.serve(intune.host, 443, website(certificate));
    return run([CONTROL, intune]);
  }

  it('when it is 3 hours ahead and a certificate looks expired, then the clock is to blame', async () => {
    const results = await expired(() => new Date(Date.now() - 3 * HOUR));
    expect(verdicts(results)).toEqual(['reachable', 'clock']);
    expect(results[1]?.detail).toContain('3 hours ahead');
    expect(codes(results)).toEqual(['JI-N307', 'JI-N307']);
  });

  it('when it is right, then the certificate has expired', async () => {
    expect(verdicts(await expired(() => new Date()))).toEqual(['reachable', 'tls-error']);
  });
});

describe('given rows that belong together', () => {
  const main = endpointAt('apple.courier.7.5223', 'courier.test');
  const fallback = { ...endpointAt('apple.courier.7.443', 'courier.test'), requiredWithout: main.id };

  it('when 5223 is closed and 443 open, then 443 is needed and the finding is a warning', async () => {
    await newGround();
    await ground.block('courier.test', 5223, 'reset');
    await ground.serve('courier.test', 443, courier(await pki.appleOwn.issue(['courier.push.apple.com'])));
    const [first, second] = await run([main, fallback]);
    expect(first).toMatchObject({
      verdict: 'blocked',
      required: false,
      fix: [expect.stringContaining('17.0.0.0/8')],
    });
    expect(second).toMatchObject({ verdict: 'reachable', required: true });
    expect(networkFindings(await run([main, fallback]))).toMatchObject([
      { code: 'JI-N302', severity: 'warning' },
    ]);
  });

  it('when both are closed, then both are needed', async () => {
    await newGround();
    for (const port of [443, 5223]) await ground.block('courier.test', port, 'reset');
    expect(networkFindings(await run([main, fallback]))).toMatchObject([
      { code: 'JI-N302', severity: 'error' },
      { code: 'JI-N302', severity: 'error' },
    ]);
  });

  it('when two rows are about the same host and port, then one connection serves both', async () => {
    await newGround();
    const server = website(await pki.publicMicrosoft.issue(['graph.test']), (_request, answer) => {
      answer.writeHead(401, { 'request-id': 'x' }).end();
    });
    let connections = 0;
    server.on('connection', () => {
      connections += 1;
    });
    await ground.serve('graph.test', 443, server);
    const rows = [
      endpointAt('microsoft.graph.admin', 'graph.test'),
      endpointAt('microsoft.graph', 'graph.test'),
    ];
    const results = await run(rows);
    expect(results.map(({ detail }) => detail)).toEqual(['proved by its answer', 'proved by its answer']);
    expect(connections).toBe(1);
  });
});

describe('given an own Jamf Pro', () => {
  it('when a private authority signed for it, then it is reachable and the authority is named', async () => {
    await newGround();
    const jamf = endpointAt('jamf.server.8443', 'jamf.contoso.test');
    const health = website(await pki.corporate.issue([jamf.host]), (_request, answer) =>
      answer.writeHead(204).end(),
    );
    await ground.serve(jamf.host, 8443, health);
    ground.dns.names.set(jamf.host, ['10.0.0.5']);
    const [result] = await run([jamf]);
    expect(result).toMatchObject({
      verdict: 'reachable',
      issuer: 'Contoso Proxy CA',
      remarks: [{ kind: 'private-authority' }],
    });
  });
});

describe('given a server that has a bad moment', () => {
  async function cutsTheFirst(endpoint: Endpoint, good: Server) {
    await newGround();
    let connections = 0;
    const moody = createServer((socket) => {
      connections += 1;
      if (connections === 1) socket.on('error', () => {}).once('data', () => socket.resetAndDestroy());
      else good.emit('connection', socket);
    });
    await ground.serve(endpoint.host, endpoint.port, moody);
    const results = await run([endpoint]);
    return { result: results[0], connections };
  }

  it('when it cuts the first connection, then a second one is tried', async () => {
    const intune = endpointAt('microsoft.manage', 'intune.test');
    const good = website(await pki.publicMicrosoft.issue([intune.host]));
    const { result, connections } = await cutsTheFirst(intune, good);
    expect([result?.verdict, connections]).toEqual(['reachable', 2]);
  });

  it("when it is Apple's push service, then it is left alone after one connection", async () => {
    const push = endpointAt('apple.api.push.443', 'push.test');
    const { result, connections } = await cutsTheFirst(
      push,
      pushService(await pki.publicApple.issue([push.host])),
    );
    expect([result?.verdict, result?.how, connections]).toEqual(['blocked', 'sni', 1]);
  });

  it('when it says goodbye right after the handshake, then that is told', async () => {
    await newGround();
    const intune = endpointAt('microsoft.manage', 'intune.test');
    const polite = courier(await pki.publicMicrosoft.issue([intune.host]), { ALPNProtocols: ['http/1.1'] });
    polite.on('secureConnection', (socket: Socket) => socket.end('goodbye'));
    await ground.serve(intune.host, 443, polite);
    const [result] = await run([intune]);
    expect(result).toMatchObject({ verdict: 'tls-error', detail: expect.stringContaining('closes after') });
  });
});

describe('given a run that ends early', () => {
  it('when it is interrupted, then it throws the reason and tells no half-seen verdict', async () => {
    await newGround();
    const intune = endpointAt('microsoft.manage', 'intune.test');
    await ground.block(intune.host, 443, 'drop');
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('Ctrl-C')), 100);
    await expect(run([intune], { signal: controller.signal })).rejects.toThrow('Ctrl-C');
  });

  it('when everything hangs, then the total deadline ends it', async () => {
    await newGround();
    const rows = [1, 2, 3].map((number) => endpointAt('microsoft.manage', `hang${number}.test`));
    for (const { host } of rows) await ground.block(host, 443, 'drop');
    const start = performance.now();
    const results = await run(rows, { deadlines: { ...deadlines, tcp: 60_000, way: 60_000, total: 700 } });
    expect(verdicts(results)).toEqual(['blocked', 'blocked', 'blocked']);
    expect(performance.now() - start).toBeLessThan(3_000);
  });
});

describe('given names that are known without DNS, as in the sandbox', () => {
  it('then nobody is asked for them', async () => {
    await newGround();
    const push = endpointAt('apple.api.push.443', 'push.test');
    await ground.serve(push.host, 443, pushService(await pki.publicApple.issue([push.host])));
    const none = { kind: 'none', code: 'ENOTFOUND' } as const;
    const address = { kind: 'addresses', addresses: ['17.57.144.1'] } as const;
    const answer = (host: string) => ({
      v4: host === push.host ? address : none,
      v6: none,
      system: [],
      ms: 0,
    });
    const results = await run([push, endpointAt('microsoft.manage', 'intune.test')], { dns: { answer } });
    expect(verdicts(results)).toEqual(['reachable', 'dns-filtered']);
    expect(ground.dns.asked).toEqual([]);
  });
});
