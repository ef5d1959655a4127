import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../src/errors/failure.ts';
import { applyApiRole, readApiAccess } from '../../../src/jamf/api-client.ts';
import {
  type ApiAccess,
  type ApiClient,
  type ApiRolePlan,
  changesNothing,
  planApiRole,
} from '../../../src/jamf/api-role.ts';
import { NEEDED_PRIVILEGES, privilegesFor } from '../../../src/jamf/least-privileges.ts';
import {
  apiClient,
  type JamfTestServer,
  type Route,
  signInRoutes,
  startJamfServer,
  userAccount,
} from '../../support/jamf/server.ts';

const NAME = 'jamf-intune';
const privileges = privilegesFor(['setup']);
const wish = { displayName: NAME, privileges, rotate: false };
const client: ApiClient = {
  id: 4,
  displayName: NAME,
  enabled: true,
  roles: [NAME],
  tokenLifetimeSeconds: 60,
  credentials: 'client',
  clientId: 'c-4',
};
const role = { id: '2', displayName: NAME, privileges: ['Read Computers', 'Read JSS URL'] };
const nothing: ApiAccess = {
  publishedPrivileges: NEEDED_PRIVILEGES.map(({ name }) => name),
  roles: [],
  clients: [],
};
const complete: ApiAccess = { ...nothing, roles: [role], clients: [client] };

function planned(found: ApiAccess, rotate = false): ApiRolePlan {
  const planning = planApiRole({ ...wish, rotate }, found);
  if (planning.kind === 'blocked') throw new Error(planning.reason);
  return planning.plan;
}

describe('the least privileges', () => {
  it('given setup alone, then two reads are enough', () => {
    expect(privileges.map(({ name }) => name)).toEqual(['Read Computers', 'Read JSS URL']);
  });

  it("given every use, then none appears twice and the console's own privilege is not among them", () => {
    const names = NEEDED_PRIVILEGES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toContain('Update Conditional Access');
  });
});

describe('planning the API role', () => {
  it('given nothing, then role, client and credentials are made', () => {
    expect(planned(nothing)).toMatchObject({
      role: { action: 'create', privileges: ['Read Computers', 'Read JSS URL'] },
      client: { action: 'create' },
      credentials: 'make',
    });
  });

  it('given everything, then nothing changes, and only on request the secret', () => {
    expect(changesNothing(planned(complete))).toBe(true);
    expect(planned(complete, true)).toMatchObject({ role: { action: 'keep' }, credentials: 'rotate' });
    expect(changesNothing(planned(complete, true))).toBe(false);
  });

  it('given a client that never got credentials, then they are made without being asked for', () => {
    const cut = { ...complete, clients: [{ ...client, credentials: 'none' as const, clientId: undefined }] };
    expect(planned(cut)).toMatchObject({ client: { action: 'keep' }, credentials: 'make' });
  });

  it('given a role with too little and too much, then it is extended and the surplus told', () => {
    const odd = { ...complete, roles: [{ ...role, privileges: ['Delete Computers', 'Read Computers'] }] };
    expect(planned(odd)).toMatchObject({
      role: {
        action: 'extend',
        privileges: ['Delete Computers', 'Read Computers', 'Read JSS URL'],
        missing: ['Read JSS URL'],
      },
      surplus: ['Delete Computers'],
    });
  });

  it.each([
    ['disabled', { ...client, enabled: false }],
    ['without our role', { ...client, roles: ['other'] }],
  ])('given a client that is %s, then it is changed and keeps its secret', (_what, found) => {
    expect(planned({ ...complete, clients: [found] })).toMatchObject({
      client: { action: 'change' },
      credentials: 'keep',
    });
  });

  it('given an optional privilege that the release lacks, then it is left out and told', () => {
    const plan = planned({ ...nothing, publishedPrivileges: ['Read Computers'] });
    expect(plan).toMatchObject({ role: { privileges: ['Read Computers'] }, leftOut: ['Read JSS URL'] });
  });

  it.each<[string, ApiAccess, string]>([
    [
      'a required privilege that is not known',
      { ...nothing, publishedPrivileges: ['Read JSS URL'] },
      'Read Computers',
    ],
    [
      'two clients of the name',
      { ...complete, clients: [client, { ...client, id: 5 }] },
      'several API clients',
    ],
    ['two roles of the name', { ...complete, roles: [role, { ...role, id: '3' }] }, 'several API roles'],
    [
      'a client of another Jamf app',
      { ...complete, clients: [{ ...client, credentials: 'other-app' }] },
      'another Jamf app',
    ],
  ])('given %s, then nothing is planned', (_what, found, reason) => {
    const planning = planApiRole(wish, found);
    expect(planning.kind === 'blocked' && planning.reason).toContain(reason);
  });

  it('given a neighbour whose name only looks alike, then it is not ours', () => {
    const alike = { ...complete, clients: [{ ...client, displayName: 'Jamf-Intune' }] };
    expect(planned(alike)).toMatchObject({ client: { action: 'create' } });
  });
});

describe('on a server', () => {
  let server: JamfTestServer;
  afterEach(() => server.close());
  const userRoutes: Record<string, Route> = {
    ...signInRoutes(),
    'POST /api/v1/auth/token': { body: { token: 'u', expires: '2099-01-01T00:00:00Z' } },
    'POST /api/v1/api-roles': { body: role },
    'PUT /api/v1/api-roles/2': { body: role },
    'POST /api/v1/api-integrations': { status: 201, body: { id: 4, displayName: NAME } },
    'PUT /api/v1/api-integrations/4': { body: { id: 4 } },
    'POST /api/v1/api-integrations/4/client-credentials': {
      body: { clientId: 'c-4', clientSecret: 'canary-new-secret' },
    },
  };
  const writes = () =>
    server.received
      .filter(({ method, url }) => method !== 'GET' && !/\/o?auth\//.test(url))
      .map(({ method, url, body }) => [method, url, body === '' ? undefined : JSON.parse(body)]);

  it('given roles and clients, then they are read by name', async () => {
    server = await startJamfServer({
      ...userRoutes,
      'GET /api/v1/api-role-privileges': { body: { privileges: ['Read Computers'] } },
      'GET /api/v1/api-roles': { body: { totalCount: 1, results: [role] } },
      'GET /api/v1/api-integrations': {
        body: {
          totalCount: 1,
          results: [
            {
              id: 4,
              displayName: NAME,
              enabled: true,
              authorizationScopes: [NAME],
              accessTokenLifetimeSeconds: 60,
              appType: 'CLIENT_CREDENTIALS',
              clientId: 'c-4',
            },
          ],
        },
      },
    });
    const jamf = await server.signIn(userAccount);
    expect(await readApiAccess(jamf, NAME)).toEqual({
      publishedPrivileges: ['Read Computers'],
      roles: [role],
      clients: [client],
    });
    const [call] = server.asked('GET /api/v1/api-integrations');
    expect(new URL(call?.url ?? '', server.origin).searchParams.get('filter')).toBe(
      'displayName=="jamf-intune"',
    );
  });

  it('given a plan from nothing, then three writes in order give the secret once', async () => {
    server = await startJamfServer(userRoutes);
    const credentials = await applyApiRole(await server.signIn(userAccount), planned(nothing));
    expect(credentials.clientId).toBe('c-4');
    expect(credentials.secret?.reveal()).toBe('canary-new-secret');
    expect(inspect(credentials, { depth: 9 })).not.toContain('canary');
    expect(writes()).toEqual([
      ['POST', '/api/v1/api-roles', { displayName: NAME, privileges: ['Read Computers', 'Read JSS URL'] }],
      [
        'POST',
        '/api/v1/api-integrations',
        { displayName: NAME, enabled: true, authorizationScopes: [NAME], accessTokenLifetimeSeconds: 300 },
      ],
      ['POST', '/api/v1/api-integrations/4/client-credentials', undefined],
    ]);
  });

  it('given everything in place, then nothing is written and no secret comes out', async () => {
    server = await startJamfServer(userRoutes);
    const credentials = await applyApiRole(await server.signIn(userAccount), planned(complete));
    expect(credentials).toEqual({ clientId: 'c-4', secret: undefined });
    expect(writes()).toEqual([]);
  });

  it('given a client to change, then its other roles and its lifetime stay', async () => {
    server = await startJamfServer(userRoutes);
    const found = { ...complete, clients: [{ ...client, enabled: false, roles: ['other'] }] };
    await applyApiRole(await server.signIn(userAccount), planned(found));
    expect(writes()).toEqual([
      [
        'PUT',
        '/api/v1/api-integrations/4',
        {
          displayName: NAME,
          enabled: true,
          authorizationScopes: ['other', NAME],
          accessTokenLifetimeSeconds: 60,
        },
      ],
    ]);
  });

  it.each([
    ['another form', { body: { clientSecret: 'canary-new-secret' } }],
    ['an answer that is lost', 'cut'],
  ] as const)('given credentials in %s, then it says how to have new ones', async (_how, reply) => {
    server = await startJamfServer({
      ...userRoutes,
      'POST /api/v1/api-integrations/4/client-credentials': reply,
    });
    const error = await applyApiRole(await server.signIn(userAccount), planned(nothing)).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ code: 'JI-J413' });
    expect(JSON.stringify(error)).toContain('--rotate-credentials');
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('canary');
  });

  it('given an API client as identity, then it is refused before anything is sent', async () => {
    server = await startJamfServer(userRoutes);
    const jamf = await server.signIn(apiClient);
    const error = await applyApiRole(jamf, planned(nothing)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ code: 'JI-J408', exit: 2, field: 'jamfUsername' });
    expect(writes()).toEqual([]);
  });
});
