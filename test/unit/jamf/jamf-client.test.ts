import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ServiceError } from '../../../src/errors/service-error.ts';
import { jamfPath } from '../../../src/jamf/path.ts';
import {
  type JamfTestServer,
  type Reply,
  type Route,
  signInRoutes,
  startJamfServer,
} from '../../support/jamf/server.ts';

const THING = jamfPath`/api/v1/things`;
const anything = z.unknown();

let server: JamfTestServer;
afterEach(() => server.close());

async function signedIn(routes: Record<string, Route>) {
  server = await startJamfServer({ ...signInRoutes(), ...routes });
  return server.signIn();
}

async function failureOf(promise: Promise<unknown>): Promise<ServiceError> {
  const error = await promise.catch((caught: unknown) => caught);
  if (!(error instanceof ServiceError)) throw new Error(`no ServiceError: ${String(error)}`);
  return error;
}

describe('what is repeated', () => {
  const once503: Route = [{ status: 503 }, { body: { ok: true } }];

  it('given a read that fails once with 503, then it is sent again', async () => {
    const jamf = await signedIn({ 'GET /api/v1/things': once503 });
    expect(await jamf.get(THING, anything)).toEqual({ ok: true });
    expect(server.clock.waits).toHaveLength(1);
  });

  it('given Retry-After, then that long is waited', async () => {
    const jamf = await signedIn({
      'GET /api/v1/things': [{ status: 429, headers: { 'Retry-After': '7' } }, { body: {} }],
    });
    await jamf.get(THING, anything);
    expect(server.clock.waits).toEqual([7000]);
  });

  it('given a connection that is cut once, then a read is sent again', async () => {
    const jamf = await signedIn({ 'GET /api/v1/things': ['cut', { body: {} }] });
    await expect(jamf.get(THING, anything)).resolves.toEqual({});
  });

  it('given an idempotent PUT, then it is repeated, and given a POST that creates, then never', async () => {
    const jamf = await signedIn({ 'PUT /api/v1/things': once503, 'POST /api/v1/things': once503 });
    await jamf.write('PUT', THING, {}, { idempotent: true });
    expect(server.asked('PUT /api/v1/things')).toHaveLength(2);
    const error = await failureOf(jamf.write('POST', THING, {}, { idempotent: false }));
    expect(error).toMatchObject({ status: 503, outcome: 'unknown' });
    expect(server.asked('POST /api/v1/things')).toHaveLength(1);
  });

  it('given a POST whose answer is lost, then it is not repeated and its outcome is unknown', async () => {
    const jamf = await signedIn({ 'POST /api/v1/things': 'cut' });
    const error = await failureOf(jamf.write('POST', THING, { name: 'x' }, { idempotent: false }));
    expect(error).toMatchObject({ outcome: 'unknown', service: 'Jamf Pro', method: 'POST' });
    expect(server.asked('POST /api/v1/things')).toHaveLength(1);
  });

  it('given a refusal, then it is final', async () => {
    const jamf = await signedIn({ 'GET /api/v1/things': { status: 400 } });
    await failureOf(jamf.get(THING, anything));
    expect(server.asked('GET /api/v1/things')).toHaveLength(1);
  });
});

describe('what an error says', () => {
  async function said(reply: Reply, path = THING): Promise<ServiceError> {
    const [bare = ''] = path.split('?');
    const jamf = await signedIn({ [`GET ${bare}`]: reply });
    return failureOf(jamf.get(path, z.object({ id: z.string() })));
  }

  it('given 403 on a known operation, then the missing privilege is named and the query is not', async () => {
    const body = {
      httpStatus: 403,
      errors: [{ code: 'INVALID_PRIVILEGE', field: null, description: 'Forbidden' }],
    };
    const error = await said({ status: 403, body }, jamfPath`/api/v4/computers-inventory?filter=${'x'}`);
    expect(error.message).toContain('the privilege "Read Computers"');
    expect(error).toMatchObject({
      code: 'INVALID_PRIVILEGE',
      status: 403,
      outcome: 'refused',
      target: `${new URL(server.origin).host}/api/v4/computers-inventory`,
    });
  });

  it('given an envelope with a field, then field and text are told', async () => {
    const errors = [{ code: 'INVALID_ID', field: 'id', description: 'No such thing', id: null }];
    const error = await said({ status: 400, body: { httpStatus: 400, errors } });
    expect(error.message).toContain('(INVALID_ID: id: No such thing)');
  });

  it.each([
    ['an empty list of errors', { status: 400, body: { httpStatus: 400, errors: [] } }],
    ['no body', { status: 400 }],
    ['a number for a body', { status: 400, body: 7 }],
    ['errors that are no list', { status: 400, body: { errors: 'many' } }],
  ])('given %s, then the status alone is told', async (_what, reply) => {
    const error = await said(reply);
    expect(error).toMatchObject({ status: 400, code: undefined });
  });

  it('given a gateway with a trace id, then it is kept', async () => {
    const body = {
      httpStatus: 403,
      traceId: 't-1',
      errors: [{ code: 'BAD_PERMISSIONS', description: null }],
    };
    expect(await said({ status: 403, body })).toMatchObject({ code: 'BAD_PERMISSIONS', requestId: 't-1' });
  });

  it("given terminal escapes in the server's text, then they are shown and do not act", async () => {
    const errors = [{ code: 'X\u001b]0;owned\u0007', field: null, description: '\u001b[2Jgone\u202e' }];
    const error = await said({ status: 400, body: { httpStatus: 400, errors } });
    expect(`${error.message}${error.code}`).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
    expect(error.message).toContain('\\x1b[2Jgone');
  });

  it.each([
    [
      'a login page',
      { headers: { 'Content-Type': 'text/html' }, body: '<html>Log in</html>' },
      'NOT_JAMF_PRO',
    ],
    ['Classic XML', { headers: { 'Content-Type': 'text/xml' }, body: '<x/>' }, 'NOT_JAMF_PRO'],
    ['broken JSON', { body: '{"id": ' }, 'NOT_JAMF_PRO'],
    ['an empty body', {}, 'NOT_JAMF_PRO'],
    ['another shape', { body: { id: 7 } }, 'UNEXPECTED_ANSWER'],
  ])('given 200 with %s, then it is no answer', async (_what, reply, code) => {
    expect(await said(reply)).toMatchObject({ code, status: 200 });
  });

  it('given 404, then find has nothing and get fails', async () => {
    const jamf = await signedIn({ 'GET /api/v1/things': { status: 404 } });
    expect(await jamf.find(THING, anything)).toBeUndefined();
    expect(await failureOf(jamf.get(THING, anything))).toMatchObject({ status: 404 });
  });

  it('given a failed write with a secret in its body, then no form of the error holds secret or token', async () => {
    const jamf = await signedIn({ 'PUT /api/v1/things': 'cut', 'POST /api/v1/things': { status: 400 } });
    const body = { clientSecret: 'canary-entra-secret' };
    for (const method of ['PUT', 'POST'] as const) {
      const error = await failureOf(jamf.write(method, THING, body, { idempotent: method === 'PUT' }));
      const told = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error) + error.stack;
      expect(told).not.toMatch(/canary-entra-secret|token-1/);
    }
  });
});

describe('interrupting', () => {
  it('given Ctrl-C during a request, then the reason of the signal comes out and no network error', async () => {
    server = await startJamfServer({ ...signInRoutes(), 'GET /api/v1/things': () => new Promise(() => {}) });
    const stop = new AbortController();
    const jamf = await server.signIn(undefined, stop.signal);
    const reason = new Error('interrupted');
    const read = jamf.get(THING, anything);
    setTimeout(() => stop.abort(reason), 20);
    await expect(read).rejects.toBe(reason);
  });
});

describe('connections', () => {
  it('given 20 reads at once, then never more than 5 are under way, renewing the token included', async () => {
    let underWay = 0;
    let most = 0;
    const busy = async (): Promise<Reply> => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 50));
      underWay -= 1;
      return { body: {} };
    };
    const routes = signInRoutes(60);
    const grant = routes['POST /api/v1/oauth/token'];
    server = await startJamfServer({
      ...routes,
      'POST /api/v1/oauth/token': async (request) => {
        await busy();
        return typeof grant === 'function' ? grant(request) : {};
      },
      'GET /api/v1/things': busy,
    });
    const jamf = await server.signIn();
    server.clock.advance(61);
    await Promise.all(Array.from({ length: 20 }, () => jamf.get(THING, anything)));
    expect(most).toBe(5);
    expect(server.asked('GET /api/v1/things')).toHaveLength(20);
  });

  it('given failures, then their places are free again', async () => {
    const jamf = await signedIn({ 'GET /api/v1/things': { status: 400 } });
    await Promise.all(Array.from({ length: 12 }, () => failureOf(jamf.get(THING, anything))));
    expect(server.asked('GET /api/v1/things')).toHaveLength(12);
  });
});

describe('a pinned sequence', () => {
  it('given a cluster, then its cookie is kept within the sequence and forgotten after', async () => {
    const headers = {
      'Set-Cookie': ['jpro-ingress=node-2; Path=/; Secure; HttpOnly', 'JSESSIONID=s; Path=/'],
    };
    const jamf = await signedIn({
      'POST /api/v1/things': { status: 201, headers, body: { id: '1' } },
      'GET /api/v1/things': { body: {} },
    });
    await jamf.pinned(async (pinned) => {
      await pinned.write('POST', THING, {}, { idempotent: false });
      await pinned.get(THING, anything);
    });
    await jamf.get(THING, anything);
    expect(server.asked('POST /api/v1/things')[0]?.cookie).toBeUndefined();
    const [inside, after] = server.asked('GET /api/v1/things');
    expect(inside?.cookie).toBe('jpro-ingress=node-2; JSESSIONID=s');
    expect(after?.cookie).toBeUndefined();
  });
});

describe('a paged list', () => {
  const items = Array.from({ length: 1250 }, (_, id) => ({ id }));
  const page: Route = ({ url }) => {
    const query = new URL(url, 'https://x').searchParams;
    const from = Number(query.get('page')) * Number(query.get('page-size'));
    return { body: { totalCount: items.length, results: items.slice(from, from + 500) } };
  };
  const item = z.object({ id: z.int() });

  it('given 1,250 items, then three pages give each once and only as far as they are read', async () => {
    const jamf = await signedIn({ 'GET /api/v1/things': page });
    const seen: number[] = [];
    for await (const { id } of jamf.pages(jamfPath`/api/v1/things?sort=id:asc`, item)) seen.push(id);
    expect(seen).toEqual(items.map(({ id }) => id));
    expect(server.asked('GET /api/v1/things').map(({ url }) => url)).toEqual([
      '/api/v1/things?sort=id:asc&page=0&page-size=500',
      '/api/v1/things?sort=id:asc&page=1&page-size=500',
      '/api/v1/things?sort=id:asc&page=2&page-size=500',
    ]);
    for await (const _first of jamf.pages(THING, item)) break;
    expect(server.asked('GET /api/v1/things')).toHaveLength(4);
  });

  it.each([
    ['a total that is never reached', { totalCount: 9, results: [] }],
    ['no total and a short page', { results: [{ id: 1 }] }],
  ])('given %s, then it ends', async (_what, body) => {
    const jamf = await signedIn({ 'GET /api/v1/things': { body } });
    for await (const _item of jamf.pages(THING, item));
    expect(server.asked('GET /api/v1/things')).toHaveLength(1);
  });
});
