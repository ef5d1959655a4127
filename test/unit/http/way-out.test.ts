import type { IncomingMessage } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import axios from 'axios';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { NetworkError } from '../../../src/http/network-error.ts';
import { openWayOut, type WayOutOptions } from '../../../src/http/open-way-out.ts';
import type { TraceEntry } from '../../../src/http/trace.ts';
import type { DoorOptions, WayOut } from '../../../src/http/way-out.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import {
  listen,
  type RunningServer,
  serveProxy,
  serveTls,
  testAuthority,
} from '../../support/http/servers.ts';

const clock: Clock = { now: () => new Date(), sleep: () => Promise.resolve() };

let authority: Awaited<ReturnType<typeof testAuthority>>;
let server: RunningServer;
const received: { method: string; url: string; body: string; headers: IncomingMessage['headers'] }[] = [];
const opened: { close(): Promise<void> }[] = [];

async function open(options: Partial<WayOutOptions> = {}): Promise<WayOut> {
  const wayOut = await openWayOut({
    env: {},
    extraCa: [authority.ca.certificate],
    signal: new AbortController().signal,
    clock,
    ...options,
  });
  opened.push(wayOut);
  return wayOut;
}

function keep<T extends { close(): Promise<void> }>(thing: T): T {
  opened.push(thing);
  return thing;
}

async function door(options: Partial<DoorOptions> = {}, wayOut?: WayOut) {
  return (wayOut ?? (await open())).door({ purpose: 'graph', hosts: [server.host], ...options });
}

async function failureOf(promise: Promise<unknown>): Promise<NetworkError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof NetworkError)) throw new Error(`expected a NetworkError, got ${error}`);
  return error;
}

beforeAll(async () => {
  authority = await testAuthority();
  server = await serveTls(
    await authority.issue(['localhost', '127.0.0.1', 'intune.test', 'graph.test']),
    async (request, response) => {
      let body = '';
      for await (const piece of request) body += piece;
      const url = request.url ?? '';
      received.push({ method: request.method ?? '', url, body, headers: request.headers });
      if (url === '/redirect') response.writeHead(307, { location: 'https://evil.test/x?token=1' }).end();
      else if (url === '/v1.0/forbidden') response.writeHead(403).end();
      else if (url === '/hang') return;
      else if (url === '/reset') response.destroy();
      else if (url === '/half') {
        response.writeHead(200, { 'content-length': '100' }).write('half');
        setTimeout(() => response.destroy(), 20);
      } else if (url === '/drip') {
        response.writeHead(200);
        const drip = setInterval(() => response.write('.'), 20);
        response.on('close', () => clearInterval(drip));
      } else if (url === '/endless') {
        response.writeHead(200);
        const piece = Buffer.alloc(64 * 1024);
        const more = () => {
          while (!response.destroyed && response.write(piece));
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      } else if (url === '/bomb') {
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5 * 1024 * 1024)));
      } else if (url === '/zip') {
        response
          .writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/json' })
          .end(gzipSync('{"ok":true}'));
      } else if (url === '/broken-zip')
        response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip');
      else if (url === '/empty') response.writeHead(204).end();
      else if (url === '/cookies') {
        response.writeHead(200, { 'set-cookie': ['a=1', 'b=2'], 'request-id': 'r-1' }).end('{}');
      } else
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ url, body }));
    },
  );
});
afterAll(() => server.close());
afterEach(async () => {
  received.length = 0;
  for (const thing of opened.splice(0)) await thing.close();
});

describe('given a server behind a private authority', () => {
  it('when it is called with text, URL or Request, then the whole answer comes', async () => {
    const fetch = await door();
    const url = `${server.origin}/a?b=1`;
    const post = { method: 'POST', body: '{"x":1}', headers: { 'content-type': 'application/json' } };
    expect(await (await fetch(url)).json()).toEqual({ url: '/a?b=1', body: '' });
    expect(await (await fetch(new URL(url), post)).json()).toEqual({ url: '/a?b=1', body: '{"x":1}' });
    expect(await (await fetch(new Request(url, post))).json()).toEqual({ url: '/a?b=1', body: '{"x":1}' });
    expect(received.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST']);
  });

  it('when the answer is compressed, empty or has cookies, then the Response says so', async () => {
    const fetch = await door();
    const zip = await fetch(`${server.origin}/zip`);
    expect(await zip.json()).toEqual({ ok: true });
    expect(zip.headers.get('content-encoding')).toBeNull();
    expect(zip.url).toBe(`${server.origin}/zip`);
    const empty = await fetch(`${server.origin}/empty`, { method: 'DELETE' });
    expect([empty.status, empty.body]).toEqual([204, null]);
    expect((await fetch(`${server.origin}/cookies`)).headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('when its authority is not known, then the error says what to do and nothing arrived', async () => {
    const fetch = await door({}, await open({ extraCa: [] }));
    const error = await failureOf(fetch(server.origin));
    expect(error).toMatchObject({ kind: 'tls', mayHaveArrived: false });
    expect(error.code).toMatch(/^(UNABLE_TO_|SELF_SIGNED_)/);
    expect(error.message).toMatch(/--ca FILE/);
    expect(received).toEqual([]);
  });

  it.each([
    ['has expired', 'CERT_HAS_EXPIRED', { notBefore: new Date(1e12), notAfter: new Date(1.1e12) }],
    ['is not valid yet', 'CERT_NOT_YET_VALID', { notBefore: new Date(4e12), notAfter: new Date(4.1e12) }],
  ])('when its certificate %s, then the error speaks of the clock', async (words, code, dates) => {
    const other = keep(await serveTls(await authority.issue(['localhost'], dates), () => {}));
    const error = await failureOf((await door({ hosts: [other.host] }))(other.origin));
    expect(error).toMatchObject({ kind: 'tls', code, mayHaveArrived: false });
    expect(error.message).toContain(words);
    expect(error.message).toContain("this computer's clock says");
  });

  it('when its certificate is for another name, then the error says so', async () => {
    const other = keep(await serveTls(await authority.issue(['elsewhere.test']), () => {}));
    const error = await failureOf((await door({ hosts: [other.host] }))(other.origin));
    expect(error).toMatchObject({ kind: 'tls', code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  it('when it speaks TLS 1.1 only, then it is refused', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const other = keep(await serveTls(await authority.issue(['localhost']), () => {}, old));
    const error = await failureOf((await door({ hosts: [other.host] }))(other.origin));
    expect(error.kind).toBe('tls');
    expect(error.message).toContain('older than 1.2');
  });

  it('when it speaks plain http, then the error names the captive portal', async () => {
    const portal = keep(await listen(createTcpServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'))));
    const error = await failureOf((await door({ hosts: [portal.host] }))(portal.origin));
    expect(error).toMatchObject({ kind: 'tls', mayHaveArrived: false });
    expect(error.message).toContain('captive portal');
  });
});

describe('given a door', () => {
  it('when http or another host or port is asked for, then nothing leaves', async () => {
    const wayOut = await open();
    const fetch = await door({}, wayOut);
    const plain = await failureOf(fetch(server.origin.replace('https', 'http')));
    expect(plain).toMatchObject({ kind: 'not-https', mayHaveArrived: false });
    const other = await failureOf(fetch('https://localhost:1/'));
    expect(other).toMatchObject({ kind: 'host-not-allowed', host: 'localhost:1', mayHaveArrived: false });
    expect(wayOut.counts().sent).toBe(0);
  });

  it('when a header is malformed or the address has credentials, then the error quotes neither', async () => {
    const fetch = await door();
    const header = await failureOf(
      fetch(server.origin, { headers: { authorization: 'Bearer s3cret\n' + 'x' } }),
    );
    const address = await failureOf(fetch(`https://me:s3cret@${server.host}/`));
    for (const error of [header, address]) {
      expect(error.code).toBe('E_BAD_REQUEST');
      expect(JSON.stringify(error) + error.message + error.stack).not.toContain('s3cret');
    }
  });

  it('when the server redirects, then the secret is not sent again and the target is named', async () => {
    const error = await failureOf((await door())(`${server.origin}/redirect`, { method: 'POST', body: 's' }));
    expect(error).toMatchObject({ kind: 'redirect', code: 'E_REDIRECT_307' });
    expect(error.message).toContain('evil.test');
    expect(error.message).not.toContain('token');
    expect(received).toHaveLength(1);
  });

  it.each(['/drip', '/hang'])('when %s never ends, then the total deadline does', async (path) => {
    const started = Date.now();
    const error = await failureOf((await door({ deadlineMs: 300 }))(server.origin + path));
    expect(error).toMatchObject({ kind: 'timeout', code: 'E_DEADLINE', mayHaveArrived: true });
    expect(error.message).toContain('within 0.3 s');
    expect(Date.now() - started).toBeLessThan(2000);
  });

  it.each(['/endless', '/bomb'])('when %s grows past the limit, then it is cut off', async (path) => {
    const error = await failureOf((await door({ maxBytes: 256 * 1024 }))(server.origin + path));
    expect(error).toMatchObject({ kind: 'too-large', mayHaveArrived: true });
    expect(error.message).toContain('256 KiB');
  });

  it.each(['/reset', '/half'])('when the connection is cut (%s), then it may have arrived', async (path) => {
    const error = await failureOf((await door())(server.origin + path, { method: 'POST', body: '{}' }));
    expect(error).toMatchObject({ kind: 'reset', mayHaveArrived: true });
  });

  it('when the compression is broken, then the answer is called damaged', async () => {
    const error = await failureOf((await door())(`${server.origin}/broken-zip`));
    expect(error).toMatchObject({ kind: 'other', code: 'Z_DATA_ERROR' });
    expect(error.message).toContain('damaged');
  });

  it('when nobody listens, then the connection was refused', async () => {
    const gone = await listen(createTcpServer());
    await gone.close();
    const error = await failureOf((await door({ hosts: [gone.host] }))(gone.origin));
    expect(error).toMatchObject({ kind: 'refused', code: 'ECONNREFUSED', mayHaveArrived: false });
  });

  it('when the name does not exist, then the error is one of DNS and names the host', async () => {
    const error = await failureOf((await door({ hosts: ['nobody.invalid'] }))('https://nobody.invalid/'));
    expect(error).toMatchObject({ kind: 'dns', host: 'nobody.invalid', mayHaveArrived: false });
    expect(error.message).toContain('nobody.invalid');
  });

  it('when the server never finishes the handshake, then nothing arrived', async () => {
    const mute = keep(await listen(createTcpServer(() => {})));
    const wayOut = await open({ timeouts: { connectMs: 300 } });
    const error = await failureOf((await door({ hosts: [mute.host] }, wayOut))(mute.origin));
    expect(error).toMatchObject({ kind: 'timeout', code: 'UND_ERR_CONNECT_TIMEOUT', mayHaveArrived: false });
  });

  it('when the caller or the run aborts, then the request ends at once', async () => {
    const run = new AbortController();
    const fetch = await door({}, await open({ signal: run.signal }));
    const caller = new AbortController();
    setTimeout(() => caller.abort(), 30);
    const byCaller = await failureOf(fetch(`${server.origin}/hang`, { signal: caller.signal }));
    setTimeout(() => run.abort(), 30);
    const byRun = await failureOf(fetch(`${server.origin}/hang`));
    for (const error of [byCaller, byRun])
      expect(error).toMatchObject({ kind: 'aborted', mayHaveArrived: true });
    const after = await failureOf(fetch(`${server.origin}/late`));
    expect(after).toMatchObject({ kind: 'aborted', mayHaveArrived: false });
    expect(received.map(({ url }) => url)).not.toContain('/late');
  });
});

describe('given connections that are not yet open', () => {
  it('when the way out closes, then they are cut at once and do not keep the process alive', async () => {
    const events: string[] = [];
    const mute = keep(
      await listen(
        createTcpServer((socket) => {
          events.push('opened');
          socket.resume().on('close', () => events.push('closed'));
        }),
      ),
    );
    const throughProxy = { HTTPS_PROXY: `http://${mute.host}` };
    for (const [env, host] of [
      [{}, mute.host],
      [throughProxy, 'intune.test'],
    ] as const) {
      const wayOut = await open({ env });
      const fetch = await door({ hosts: [host], deadlineMs: 100 }, wayOut);
      await failureOf(fetch(`https://${host}/`));
      await wayOut.close();
      await expect.poll(() => [...events], { timeout: 1000 }).toEqual(['opened', 'closed']);
      events.length = 0;
    }
  });
});

describe('given a proxy', () => {
  const hosts = ['intune.test'];
  const target = 'https://intune.test/x';

  it('when it is named in HTTPS_PROXY with credentials, then requests go through it', async () => {
    const proxy = keep(await serveProxy(server.port));
    const env = { HTTPS_PROXY: `http://me:p%40ss@${proxy.host}` };
    const response = await (await door({ hosts }, await open({ env })))(target);
    expect(await response.json()).toEqual({ url: '/x', body: '' });
    const authorization = `Basic ${Buffer.from('me:p@ss').toString('base64')}`;
    expect(proxy.asked).toEqual([{ target: 'intune.test:443', authorization }]);
  });

  it('when ALL_PROXY names it, then it is used as well, but never for this computer', async () => {
    const proxy = keep(await serveProxy(server.port));
    const wayOut = await open({ env: { ALL_PROXY: `http://${proxy.host}` } });
    expect((await (await door({ hosts }, wayOut))(target)).status).toBe(200);
    expect((await (await door({}, wayOut))(server.origin)).status).toBe(200);
    expect(proxy.asked).toHaveLength(1);
  });

  it('when NO_PROXY excepts the host, then the way is direct', async () => {
    const proxy = keep(await serveProxy(server.port));
    const wayOut = await open({
      env: { HTTPS_PROXY: `http://${proxy.host}`, NO_PROXY: '.invalid,nobody.test' },
    });
    expect((await (await door({ hosts }, wayOut))(target)).status).toBe(200);
    const direct = await failureOf((await door({ hosts: ['a.invalid'] }, wayOut))('https://a.invalid/'));
    expect(direct.kind).toBe('dns');
    expect(proxy.asked).toHaveLength(1);
  });

  it.each([
    [407, 'wants a sign-in'],
    [403, 'forbids this host'],
    [502, 'did not open the way'],
  ])('when it answers %i, then the error names it without its password', async (status, words) => {
    const proxy = keep(await serveProxy(server.port, () => status));
    const env = { HTTPS_PROXY: `http://me:s3cret@${proxy.host}` };
    const error = await failureOf((await door({ hosts }, await open({ env })))(target));
    expect(error).toMatchObject({ kind: 'proxy', code: `E_PROXY_${status}`, mayHaveArrived: false });
    expect(error.message).toContain(words);
    expect(error.message).toContain(`http://me:***@${proxy.host}`);
    expect(error.message).not.toContain('s3cret');
  });

  it('when it is down, then the error blames the proxy and not the host', async () => {
    const gone = await listen(createTcpServer());
    await gone.close();
    const wayOut = await open({ env: { HTTPS_PROXY: `http://${gone.host}` } });
    const error = await failureOf((await door({ hosts }, wayOut))(target));
    expect(error).toMatchObject({ kind: 'proxy', code: 'ECONNREFUSED', mayHaveArrived: false });
    expect(error.message).toContain(`the proxy http://${gone.host} cannot be reached`);
  });

  it('when it hangs, then the total deadline ends the request and names the proxy', async () => {
    const proxy = keep(await serveProxy(server.port, () => 'hang'));
    const wayOut = await open({ env: { HTTPS_PROXY: `http://${proxy.host}` } });
    const error = await failureOf((await door({ hosts, deadlineMs: 300 }, wayOut))(target));
    expect(error).toMatchObject({ kind: 'timeout', code: 'E_DEADLINE' });
    expect(error.message).toContain(proxy.host);
  });

  it('when it intercepts TLS with its own authority, then the error points to --ca', async () => {
    const corporate = await testAuthority();
    const leaf = await corporate.issue(['intune.test']);
    const chain = { certificate: leaf.certificate + corporate.ca.certificate, key: leaf.key };
    const interceptor = keep(await serveTls(chain, (_request, response) => response.end('{}')));
    const proxy = keep(await serveProxy(interceptor.port));
    const env = { HTTPS_PROXY: `http://${proxy.host}` };
    const error = await failureOf((await door({ hosts }, await open({ env })))(target));
    expect(error).toMatchObject({ kind: 'tls', code: 'SELF_SIGNED_CERT_IN_CHAIN', mayHaveArrived: false });
    expect(error.message).toMatch(/inspects TLS.*--ca FILE/);
    const trusting = await open({ env, extraCa: [corporate.ca.certificate] });
    expect((await (await door({ hosts }, trusting))(target)).status).toBe(200);
  });
});

describe('given the real axios on a door', () => {
  async function client() {
    const fetch = await door({ purpose: 'jamf', deadlineMs: 400 });
    return axios.create({
      baseURL: server.origin,
      adapter: 'fetch',
      env: { fetch, Request },
      proxy: false,
      maxRedirects: 0,
    });
  }

  it('when it posts, then body, status and headers pass through', async () => {
    const answer = await (await client()).post('/j', { a: 1 }, { headers: { authorization: 'Bearer t' } });
    expect(answer.data).toEqual({ url: '/j', body: '{"a":1}' });
    expect(received[0]?.headers).toMatchObject({
      authorization: 'Bearer t',
      'content-type': 'application/json',
    });
  });

  it.each([
    ['/redirect', 'redirect'],
    ['/drip', 'timeout'],
    ['/reset', 'reset'],
  ])('when %s fails, then the NetworkError is the cause', async (path, kind) => {
    const error = await (await client()).get(path).catch((reason: unknown) => reason);
    const cause = error instanceof Error ? error.cause : undefined;
    expect(cause).toBeInstanceOf(NetworkError);
    expect(cause).toMatchObject({ kind });
  });

  it('when its own signal aborts, then the request ends', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    const error = await (await client()).get('/hang', { signal: controller.signal }).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'ERR_CANCELED' });
  });
});

describe('given requests of several purposes', () => {
  it('when they are counted, then only those that may have changed something are writes', async () => {
    const wayOut = await open();
    const graph = await door({ purpose: 'graph' }, wayOut);
    const signIn = await door({ purpose: 'microsoft-sign-in' }, wayOut);
    const jamf = await door({ purpose: 'jamf' }, wayOut);
    await graph(`${server.origin}/v1.0/applications`);
    await graph(`${server.origin}/v1.0/me/checkMemberGroups`, { method: 'POST', body: '{}' });
    await signIn(`${server.origin}/token`, { method: 'POST', body: 'x' });
    await jamf(`${server.origin}/api/v1/auth/invalidate-token`, { method: 'POST' });
    expect(wayOut.counts()).toEqual({ sent: 4, writes: 0 });
    await graph(`${server.origin}/v1.0/applications`, { method: 'POST', body: '{}' });
    await jamf(`${server.origin}/api/v1/api-roles`, { method: 'POST', body: '{}' });
    expect(wayOut.counts()).toEqual({ sent: 6, writes: 2 });
    await graph(`${server.origin}/v1.0/forbidden`, { method: 'POST', body: '{}' });
    expect(wayOut.counts()).toEqual({ sent: 7, writes: 2 });
  });

  it('when they are traced, then ids are kept and unknown query values, headers and bodies are not', async () => {
    const entries: TraceEntry[] = [];
    const fetch = await door({}, await open({ trace: (entry) => entries.push(entry) }));
    const headers = { authorization: 'Bearer s3cret' };
    await fetch(`${server.origin}/cookies`, { method: 'POST', body: 's3cret', headers });
    await fetch(`${server.origin}/g?$select=id&$skiptoken=s3cret&code=s3cret`, { headers });
    await failureOf(fetch(`${server.origin}/reset`));
    expect(entries[0]).toMatchObject({ method: 'POST', status: 200, requestId: 'r-1', bytes: 2 });
    expect(entries[0]?.serverDate).toMatch(/GMT$/);
    expect(entries[1]?.path).toBe('/g?$select=id&$skiptoken=***&code=***');
    expect(entries[2]?.error).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
    expect(JSON.stringify(entries)).not.toContain('s3cret');
  });
});
