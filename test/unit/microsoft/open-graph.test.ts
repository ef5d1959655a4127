import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ServiceError } from '../../../src/errors/service-error.ts';
import { openGraphClient, sendOnce } from '../../../src/microsoft/graph-client.ts';
import { path } from '../../../src/microsoft/path.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { type GraphBench, graphBench } from '../../support/microsoft/graph.ts';

const thing = z.object({ id: z.string() });
let bench: GraphBench;
afterEach(() => bench.close());

function failureOf(work: Promise<unknown>): Promise<ServiceError> {
  return work.then(
    () => expect.unreachable('it should have failed'),
    (error: ServiceError) => error,
  );
}

describe('reading', () => {
  test('given a port that is not 443, when a read is sent, then it carries the token', async () => {
    bench = await graphBench(() => ({ json: { id: 'a' } }));
    await expect(bench.graph.get(path`/things`, thing)).resolves.toEqual({ id: 'a' });
    expect(bench.service.seen[0]?.headers.authorization).toBe('Bearer token-0');
    expect(bench.service.seen[0]?.path).toBe('/v1.0/things');
  });

  test('given a read of beta with eventual consistency, when it is sent, then path and header say so', async () => {
    bench = await graphBench(() => ({ json: { id: 'a' } }));
    await bench.graph.get(path`/things`, thing, { beta: true, eventual: true });
    expect(bench.service.seen[0]?.path).toBe('/beta/things');
    expect(bench.service.seen[0]?.headers.consistencylevel).toBe('eventual');
  });

  test('given quotes and ampersands in a filter, when it has gone through the client, then the server reads the same text', async () => {
    bench = await graphBench(() => ({ json: { id: 'a' } }));
    const name = "O'Brien & Co #1 (50%)";
    await bench.graph.get(path`/things?$search=${`"displayName:${name}"`}&$top=${3}`, thing);
    expect(bench.service.seen[0]?.query.get('$search')).toBe(`"displayName:${name}"`);
    expect(bench.service.seen[0]?.query.get('$top')).toBe('3');
  });

  test.each([
    [
      'the page of a captive portal',
      { text: '<html>Log in</html>', headers: { 'content-type': 'text/html' } },
    ],
    ['broken JSON', { text: '{"id":', headers: { 'content-type': 'application/json' } }],
    ['another shape', { json: { id: 7 } }],
    ['an empty answer', { status: 204 }],
  ])(
    'given %s with a status of success, when it is read, then it is an unexpected answer',
    async (_, answer) => {
      bench = await graphBench(() => answer);
      const error = await failureOf(bench.graph.get(path`/things`, thing));
      expect(error).toMatchObject({ name: 'ServiceError', code: 'unexpected-answer', outcome: 'refused' });
      expect(error.message).toContain('/v1.0/things');
    },
  );

  test('given a 404, when it is looked up by key, then it is undefined, and a 403 is not', async () => {
    bench = await graphBench((_, number) => ({
      status: number === 1 ? 404 : 403,
      json: { error: { code: 'x' } },
    }));
    await expect(bench.graph.find(path`/things/1`, thing)).resolves.toBeUndefined();
    await expect(bench.graph.find(path`/things/1`, thing)).rejects.toMatchObject({ status: 403 });
  });

  test('given a count with a byte order mark, when it is read, then it is a number', async () => {
    bench = await graphBench(() => ({ text: '\ufeff214' }));
    await expect(bench.graph.count(path`/groups/1/$count`)).resolves.toBe(214);
    expect(bench.service.seen[0]?.headers.consistencylevel).toBe('eventual');
  });

  test('given an error body, when it is thrown, then it has code, status, request id and Retry-After, and no escape acts', async () => {
    bench = await graphBench(() => ({
      status: 403,
      json: { error: { code: 'Authorization_RequestDenied', message: 'Insufficient \u001b[31mprivileges.' } },
      headers: { 'request-id': 'abc', 'retry-after': '7' },
    }));
    const error = await failureOf(bench.graph.get(path`/things`, thing));
    expect(error).toMatchObject({
      service: 'Microsoft Graph',
      status: 403,
      code: 'Authorization_RequestDenied',
      requestId: 'abc',
      retryAfterSeconds: 7,
      outcome: 'refused',
    });
    expect(error.message).toContain('lacks a directory role');
    expect(error.message).toContain('\\x1b[31mprivileges.');
  });

  test('given HTML with a 403, when it is thrown, then the status is kept although there is no code', async () => {
    bench = await graphBench(() => ({
      status: 403,
      text: '<html>',
      headers: { 'content-type': 'text/html' },
    }));
    await expect(bench.graph.get(path`/things`, thing)).rejects.toMatchObject({
      status: 403,
      code: undefined,
    });
  });
});

describe('repeating', () => {
  test('given 429 with Retry-After, when a read is sent, then it waits that long and succeeds', async () => {
    bench = await graphBench((_, number) =>
      number === 1 ? { status: 429, headers: { 'retry-after': '11' } } : { json: { id: 'a' } },
    );
    await expect(bench.graph.get(path`/things`, thing)).resolves.toEqual({ id: 'a' });
    expect(bench.clock.slept).toEqual([11_000]);
  });

  test('given a connection that is cut, when a read is sent, then it is sent again', async () => {
    bench = await graphBench((_, number) => (number === 1 ? 'cut' : { json: { id: 'a' } }));
    await expect(bench.graph.get(path`/things`, thing)).resolves.toEqual({ id: 'a' });
  });

  test.each([
    ['cut', 'cut' as const],
    ['504', { status: 504 }],
    ['html', { text: '<html>', headers: { 'content-type': 'text/html' } }],
  ])(
    'given an answer lost by %s, when a create is sent, then it is sent once and its outcome is unknown',
    async (_, answer) => {
      bench = await graphBench(() => answer);
      const create = bench.graph.write('POST', path`/things`, { a: 1 }, { idempotent: false });
      await expect(create).rejects.toMatchObject({ outcome: 'unknown', method: 'POST' });
      expect(bench.service.seen).toHaveLength(1);
      expect(bench.service.seen[0]?.body).toBe('{"a":1}');
    },
  );

  test('given 504, when a write that may be repeated is sent, then it is repeated and its answer has the clock', async () => {
    bench = await graphBench((_, number) =>
      number === 1 ? { status: 504 } : { status: 204, headers: { date: 'Mon, 23 Nov 2026 10:00:00 GMT' } },
    );
    const answer = await bench.graph.write('PATCH', path`/things/1`, {}, { idempotent: true });
    expect(answer).toEqual({ status: 204, body: undefined, date: new Date('2026-11-23T10:00:00Z') });
  });

  test('given 401 once, when a read is sent, then it is sent again with a fresh token, and only once', async () => {
    bench = await graphBench((request) =>
      request.headers.authorization === 'Bearer token-0' ? { status: 401 } : { json: { id: 'a' } },
    );
    await expect(bench.graph.get(path`/things`, thing)).resolves.toEqual({ id: 'a' });
    expect(bench.tokens.fresh).toBe(1);
  });

  test('given 401 for ever, when a read is sent, then it ends after the second', async () => {
    bench = await graphBench(() => ({
      status: 401,
      json: { error: { code: 'InvalidAuthenticationToken' } },
    }));
    await expect(bench.graph.get(path`/things`, thing)).rejects.toMatchObject({ status: 401 });
    expect(bench.service.seen).toHaveLength(2);
  });

  test('given 401, when a create is sent, then it is not replayed', async () => {
    bench = await graphBench(() => ({ status: 401 }));
    const create = bench.graph.write('POST', path`/things`, {}, { idempotent: false });
    await expect(create).rejects.toMatchObject({ status: 401, outcome: 'refused' });
    expect(bench.service.seen).toHaveLength(1);
  });

  test('given a claims challenge, when a read is sent, then it says that the session ended and asks no second time', async () => {
    bench = await graphBench(() => ({
      status: 401,
      headers: { 'www-authenticate': 'Bearer error="insufficient_claims", claims="eyJ9"' },
    }));
    const error = await failureOf(bench.graph.get(path`/things`, thing));
    expect(error.code).toBe('insufficient_claims');
    expect(error.message).toContain('Entra ended this session');
    expect(bench.service.seen).toHaveLength(1);
  });
});

describe('refusing', () => {
  test('given a redirect to another host, when a read is sent, then nothing is sent there', async () => {
    const elsewhere = await graphBench(() => ({ json: { id: 'a' } }));
    bench = await graphBench(() => ({
      status: 307,
      headers: { location: `${elsewhere.service.origin}/v1.0/things` },
    }));
    await expect(bench.graph.get(path`/things`, thing)).rejects.toMatchObject({ code: 'E_REDIRECT_307' });
    expect(elsewhere.service.seen).toHaveLength(0);
    await elsewhere.close();
  });

  test('given a host to which the client gives no token, when a request is sent, then it does not leave', async () => {
    bench = await graphBench(() => ({ json: {} }));
    let sent = 0;
    const door = async () => {
      sent += 1;
      return new Response('{}');
    };
    const client = openGraphClient('http://localhost:1', door, bench.signal);
    const request = { method: 'GET', version: 'v1.0', path: path`/things`, headers: {} } as const;
    await expect(sendOnce(client, request, new Secret('t'))).rejects.toThrow('has no access token');
    expect(sent).toBe(0);
  });

  test('given an interruption, when a request is under way, then its own reason comes out', async () => {
    bench = await graphBench(() => {
      bench.abort(new Error('Ctrl-C'));
      return 'silent';
    });
    await expect(bench.graph.get(path`/things`, thing)).rejects.toThrow('Ctrl-C');
  });

  test('given an error of any kind, when it is inspected, then no token is in it', async () => {
    const { inspect } = await import('node:util');
    bench = await graphBench((_, number) => (number === 1 ? { status: 403 } : 'cut'));
    const refused = await failureOf(bench.graph.get(path`/things`, thing));
    const cut = await failureOf(bench.graph.write('POST', path`/things`, {}, { idempotent: false }));
    expect(inspect([refused, cut], { depth: 20, showHidden: true })).not.toContain('token-0');
  });
});

describe('paging', () => {
  async function ids(): Promise<string[]> {
    const found: string[] = [];
    for await (const item of bench.graph.pages(path`/things?$top=2`, thing)) found.push(item.id);
    return found;
  }

  test('given three pages of which one is empty, when they are read, then all items come in order', async () => {
    bench = await graphBench((request) => {
      const at = request.query.get('$skiptoken') ?? '1';
      const next = (token: string) => ({
        '@odata.nextLink': `${bench.service.origin}/v1.0/things?$skiptoken=${token}`,
      });
      if (at === '1') return { json: { value: [{ id: 'a' }, { id: 'b' }], ...next('2%26x') } };
      return at === '2&x' ? { json: { value: [], ...next('3') } } : { json: { value: [{ id: 'c' }] } };
    });
    await expect(ids()).resolves.toEqual(['a', 'b', 'c']);
  });

  test.each([
    ['to another host', () => 'https://evil.example/v1.0/things'],
    ['to a look-alike host', (origin: string) => `${origin}.evil.example/v1.0/things`],
    ['to itself', (origin: string) => `${origin}/v1.0/things?$top=2`],
    ['up the path', (origin: string) => `${origin}/v1.0/../secrets`],
  ])('given a next link %s, when pages are read, then it is not followed', async (_, link) => {
    bench = await graphBench(() => ({
      json: { value: [{ id: 'a' }], '@odata.nextLink': link(bench.service.origin) },
    }));
    await expect(ids()).rejects.toMatchObject({ code: 'unexpected-answer' });
    expect(bench.service.seen).toHaveLength(1);
  });
});
