import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { ServiceError } from '../../../src/errors/service-error.ts';
import { openWayOut } from '../../../src/http/open-way-out.ts';
import { signInToJamf } from '../../../src/jamf/open-jamf.ts';
import { jamfPath } from '../../../src/jamf/path.ts';
import { readVersion } from '../../../src/jamf/version.ts';
import {
  apiClient,
  CLIENT_SECRET,
  type JamfTestServer,
  PASSWORD,
  type Route,
  signInRoutes,
  startJamfServer,
  userAccount,
} from '../../support/jamf/server.ts';

const HTML = { 'Content-Type': 'text/html;charset=UTF-8' };
const version: Route = { body: { version: '11.30.1-t1784555528405' } };

let server: JamfTestServer;
afterEach(() => server.close());

async function refusedBy(routes: Record<string, Route>, credential = apiClient): Promise<ServiceError> {
  server = await startJamfServer(routes);
  const error = await server.signIn(credential).catch((caught: unknown) => caught);
  if (!(error instanceof ServiceError)) throw new Error(`no ServiceError: ${String(error)}`);
  return error;
}

describe('signing in as an API client', () => {
  it('given a right secret, then calls carry the token and the form is as RFC 6749 has it', async () => {
    server = await startJamfServer({ ...signInRoutes(), 'GET /api/v1/jamf-pro-version': version });
    const jamf = await server.signIn();
    expect((await readVersion(jamf)).text).toBe('11.30.1');
    expect(jamf.identity).toEqual({
      kind: 'client',
      name: 'client-1',
      privilegeSet: undefined,
      privileges: undefined,
    });
    const [form] = server.asked('POST /api/v1/oauth/token');
    expect(form?.contentType).toMatch(/^application\/x-www-form-urlencoded/);
    expect(form?.body).toBe(
      `grant_type=client_credentials&client_id=client-1&client_secret=${CLIENT_SECRET}`,
    );
    expect(server.asked('GET /api/v1/jamf-pro-version')[0]?.authorization).toBe('Bearer token-1');
    expect(server.wayOut.counts().writes).toBe(0);
  });

  const TOKEN: Route = { body: { access_token: 'token-1', expires_in: 300 } };
  const BUSY: Route = { status: 503, headers: { 'Retry-After': '7' }, body: {} };
  it.each<[string, Route, number]>([
    ['is busy', [BUSY, TOKEN], 7_000],
    ['cuts the answer off', ['cut', TOKEN], 1_000],
  ])('given a server that %s at first, then it is asked once more', async (_what, route, wait) => {
    server = await startJamfServer({ ...signInRoutes(), 'POST /api/v1/oauth/token': route });
    expect((await server.signIn()).identity.name).toBe('client-1');
    expect(server.asked('POST /api/v1/oauth/token')).toHaveLength(2);
    expect(server.clock.waits).toEqual([wait]);
  });

  it('given a server that stays busy, then it is told of after the third time', async () => {
    const error = await refusedBy({ ...signInRoutes(), 'POST /api/v1/oauth/token': BUSY });
    expect(error.status).toBe(503);
    expect(server.clock.waits).toEqual([7_000, 7_000]);
  });

  it('given nobody there, then that is told at once', async () => {
    const gone = await startJamfServer({});
    await gone.close();
    server = await startJamfServer({});
    const { wayOut, clock } = server;
    const { signal } = new AbortController();
    const nobody = {
      origin: gone.origin,
      credential: apiClient,
      wayOut,
      clock,
      signal,
      jitter: () => 1,
    };
    await expect(signInToJamf(nobody)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(clock.waits).toEqual([]);
  });

  it('given an older server without the versioned path, then the older one is used', async () => {
    const routes = signInRoutes();
    const { 'POST /api/v1/oauth/token': grant, ...others } = routes;
    server = await startJamfServer({
      ...others,
      'POST /api/v1/oauth/token': { status: 404, body: { httpStatus: 404, errors: [] } },
      ...(grant && { 'POST /api/oauth/token': grant }),
    });
    await server.signIn();
    expect(server.asked('POST /api/oauth/token')).toHaveLength(1);
  });

  it.each([
    [400, { error: 'invalid_client' }],
    [401, { error: 'invalid_client', error_description: 'Client authentication failed' }],
    [401, { httpStatus: 401, errors: [] }],
  ])('given status %i and %j, then the client is named as the cause', async (status, body) => {
    const error = await refusedBy({ 'POST /api/v1/oauth/token': { status, body } });
    expect(error).toMatchObject({ code: 'invalid_client', status, outcome: 'refused', service: 'Jamf Pro' });
    expect(error.message).toContain('ID or secret is wrong');
  });

  it.each([
    ['a login page with status 200', { headers: HTML, body: '<html><title>Log in</title>' }],
    ['another product with no such path', { status: 404, headers: HTML, body: '<h1>Not found</h1>' }],
    ['JSON of another service', { status: 404, body: { error: 'no such page' } }],
    ['a page that claims to be JSON', { body: '<html>' }],
    ['broken JSON', { body: '{"access_token": ' }],
  ])('given %s, then it is said that this is not Jamf Pro', async (_what, reply) => {
    const error = await refusedBy({
      'POST /api/v1/oauth/token': reply,
      'POST /api/oauth/token': reply,
    });
    expect(error.code).toBe('NOT_JAMF_PRO');
    expect(error.message).toContain(`${server.origin} answered, but not as Jamf Pro`);
  });

  it('given a redirect to another host, then the secret does not follow', async () => {
    const elsewhere = await startJamfServer({});
    try {
      const error = await refusedBy({
        'POST /api/v1/oauth/token': { status: 307, headers: { Location: `${elsewhere.origin}/take` } },
      });
      expect(error.code).toBe('E_REDIRECT_307');
      expect(elsewhere.received).toEqual([]);
    } finally {
      await elsewhere.close();
    }
  });

  it('given an http address, then nothing is sent', async () => {
    const gone = await startJamfServer({});
    await gone.close();
    server = await startJamfServer({});
    const { wayOut, clock } = server;
    const origin = server.origin.replace('https:', 'http:');
    const signal = new AbortController().signal;
    const signIn = signInToJamf({ origin, credential: apiClient, wayOut, clock, signal, jitter: () => 1 });
    await expect(signIn).rejects.toMatchObject({ code: 'E_NOT_HTTPS', outcome: 'refused' });
    expect(server.received).toEqual([]);
  });

  it('given a certificate of an unknown authority, then its code comes through axios', async () => {
    server = await startJamfServer(signInRoutes());
    const { clock, origin } = server;
    const { signal } = new AbortController();
    const wayOut = await openWayOut({ env: {}, signal, clock });
    const signIn = signInToJamf({ origin, credential: apiClient, wayOut, clock, signal, jitter: () => 1 });
    await expect(signIn).rejects.toMatchObject({
      service: 'Jamf Pro',
      code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      outcome: 'refused',
      target: `${new URL(origin).host}/api/v1/oauth/token`,
    });
    await wayOut.close();
  });

  it('given maintenance, then the server is not taken for another product', async () => {
    const error = await refusedBy({
      'POST /api/v1/oauth/token': { status: 503, headers: HTML, body: '<html>maintenance</html>' },
    });
    expect(error).toMatchObject({ status: 503, code: undefined });
  });

  it.each([
    ['refused', { status: 401, body: { error: 'invalid_client', error_description: 'no' } }],
    ['cut off', 'cut' as const],
    ['answered with garbage', { body: 'garbage' }],
  ])('given a sign-in that is %s, then no form of the error holds the secret', async (_what, route) => {
    const error = await refusedBy({ 'POST /api/v1/oauth/token': route });
    const told = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error) + error.stack;
    expect(told).not.toContain(CLIENT_SECRET);
  });
});

describe('the lifetime of a token', () => {
  async function signedIn(lifetime: number) {
    server = await startJamfServer({ ...signInRoutes(lifetime), 'GET /api/v1/jamf-pro-version': version });
    return server.signIn();
  }
  const tokens = () => server.asked('POST /api/v1/oauth/token').length;

  it('given 60 seconds, then it is used for 48 and renewed after', async () => {
    const jamf = await signedIn(60);
    server.clock.advance(47);
    await readVersion(jamf);
    expect(tokens()).toBe(1);
    server.clock.advance(2);
    await readVersion(jamf);
    expect(tokens()).toBe(2);
  });

  it('given an hour, then it is renewed a minute before its end', async () => {
    const jamf = await signedIn(3600);
    server.clock.advance(3539);
    await readVersion(jamf);
    expect(tokens()).toBe(1);
    server.clock.advance(2);
    await readVersion(jamf);
    expect(tokens()).toBe(2);
  });

  it('given many calls at the moment of renewal, then one sign-in serves them all', async () => {
    const jamf = await signedIn(60);
    server.clock.advance(61);
    await Promise.all(Array.from({ length: 8 }, () => readVersion(jamf)));
    expect(tokens()).toBe(2);
  });

  it('given a token that the server forgot, then a read is repeated with a new one', async () => {
    server = await startJamfServer({
      ...signInRoutes(),
      'GET /api/v1/jamf-pro-version': ({ authorization }) =>
        authorization === 'Bearer token-1'
          ? { status: 401, body: { httpStatus: 401, errors: [] } }
          : { body: { version: '11.30.1' } },
    });
    await readVersion(await server.signIn());
    expect(tokens()).toBe(2);
  });

  it('given a server that refuses every token, then it is asked twice and no more', async () => {
    server = await startJamfServer({
      ...signInRoutes(),
      'GET /api/v1/jamf-pro-version': { status: 401, body: { httpStatus: 401, errors: [] } },
    });
    await expect(readVersion(await server.signIn())).rejects.toMatchObject({ status: 401 });
    expect(server.asked('GET /api/v1/jamf-pro-version')).toHaveLength(2);
  });

  it('given a POST that meets a dead token, then it is not repeated, and the next call has a new one', async () => {
    server = await startJamfServer({
      ...signInRoutes(),
      'POST /api/v1/api-roles': { status: 401, body: { httpStatus: 401, errors: [] } },
      'GET /api/v1/jamf-pro-version': version,
    });
    const jamf = await server.signIn();
    const write = jamf.write('POST', jamfPath`/api/v1/api-roles`, {}, { idempotent: false });
    await expect(write).rejects.toMatchObject({ status: 401, outcome: 'refused' });
    expect(server.asked('POST /api/v1/api-roles')).toHaveLength(1);
    await readVersion(jamf);
    expect(server.asked('GET /api/v1/jamf-pro-version')[0]?.authorization).toBe('Bearer token-2');
  });
});

describe('signing in with a user account', () => {
  /** The server's clock is an hour ahead of ours. */
  const DATE = { Date: 'Mon, 23 Nov 2026 10:00:00 GMT' };
  const userRoutes: Record<string, Route> = {
    'POST /api/v1/auth/token': { headers: DATE, body: { token: 'u-1', expires: '2026-11-23T10:20:00.000Z' } },
    'POST /api/v1/auth/keep-alive': {
      headers: DATE,
      body: { token: 'u-2', expires: '2026-11-23T10:20:00.000Z' },
    },
    'POST /api/v1/auth/invalidate-token': { status: 204 },
    'GET /api/v1/auth': {
      body: {
        account: {
          username: 'admin',
          privilegeSet: 'CUSTOM',
          privilegesBySite: { '-1': ['Read JSS URL', 'Read Computers'] },
        },
        accountGroups: [],
        authenticationType: 'JSS',
      },
    },
    'GET /api/v1/jamf-pro-version': version,
  };

  it('given a right password, then it goes by Basic once and the account tells its privileges', async () => {
    server = await startJamfServer(userRoutes);
    const jamf = await server.signIn(userAccount);
    const basic = Buffer.from(`admin:${PASSWORD}`).toString('base64');
    expect(server.asked('POST /api/v1/auth/token')[0]?.authorization).toBe(`Basic ${basic}`);
    expect(jamf.identity).toEqual({
      kind: 'user',
      name: 'admin',
      privilegeSet: 'CUSTOM',
      privileges: ['Read Computers', 'Read JSS URL'],
    });
  });

  it('given a server whose clock is ahead, then the lifetime is counted on its clock and kept alive', async () => {
    server = await startJamfServer(userRoutes);
    const jamf = await server.signIn(userAccount);
    server.clock.advance(18 * 60);
    await readVersion(jamf);
    expect(server.asked('POST /api/v1/auth/keep-alive')).toHaveLength(0);
    server.clock.advance(90);
    await readVersion(jamf);
    expect(server.asked('POST /api/v1/auth/keep-alive')[0]?.authorization).toBe('Bearer u-1');
    expect(server.asked('GET /api/v1/jamf-pro-version')[1]?.authorization).toBe('Bearer u-2');
  });

  it('given a keep-alive that is refused, then the password signs in again', async () => {
    server = await startJamfServer({
      ...userRoutes,
      'POST /api/v1/auth/keep-alive': { status: 401, body: { httpStatus: 401, errors: [] } },
    });
    const jamf = await server.signIn(userAccount);
    server.clock.advance(19.5 * 60);
    await readVersion(jamf);
    expect(server.asked('POST /api/v1/auth/token')).toHaveLength(2);
  });

  it('given the end of the run, then the token is given back once', async () => {
    server = await startJamfServer(userRoutes);
    const jamf = await server.signIn(userAccount);
    await jamf.signOut();
    await jamf.signOut();
    expect(server.asked('POST /api/v1/auth/invalidate-token').map((call) => call.authorization)).toEqual([
      'Bearer u-1',
    ]);
  });

  it('given a server that is gone at the end, then signing out says nothing', async () => {
    server = await startJamfServer({ ...userRoutes, 'POST /api/v1/auth/invalidate-token': 'cut' });
    await expect((await server.signIn(userAccount)).signOut()).resolves.toBeUndefined();
  });

  it.each([
    [{ httpStatus: 401, errors: [] }, 'INVALID_CREDENTIALS', 'SSO'],
    [
      {
        httpStatus: 401,
        errors: [{ code: 'INVALID_TOKEN', description: 'Unauthorized', field: null, id: '0' }],
      },
      'INVALID_CREDENTIALS',
      'SSO',
    ],
    [
      {
        httpStatus: 401,
        errors: [{ code: 'USER_EXPIRED_PASSWORD', description: '', field: null, id: null }],
      },
      'USER_EXPIRED_PASSWORD',
      'expired',
    ],
  ])('given a 401 with %j, then the error is %s', async (body, code, word) => {
    const error = await refusedBy({ 'POST /api/v1/auth/token': { status: 401, body } }, userAccount);
    expect(error.code).toBe(code);
    expect(error.message).toContain(word);
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(PASSWORD);
  });
});
