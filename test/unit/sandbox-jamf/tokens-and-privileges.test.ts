import { describe, expect, it } from 'vitest';
import { createJamf } from '../../../src/sandbox/jamf/create-jamf.ts';
import { SANDBOX_JAMF_CLIENT } from '../../../src/sandbox/jamf/seed-jamf.ts';
import {
  asClient,
  asUser,
  callerWith,
  RIGHT_CLIENT,
  requestToken,
  userToken,
} from '../../support/sandbox/jamf-calls.ts';
import { jamfContext, standingClock } from '../../support/sandbox/jamf-context.ts';

describe('given an API client', () => {
  it('when its secret is right, then the token carries its role and lives a second less than set', async () => {
    const app = createJamf(jamfContext());
    const response = await requestToken(app, RIGHT_CLIENT);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      access_token: expect.stringMatching(/^sandbox\./),
      token_type: 'Bearer',
      scope: 'api-role:1',
      expires_in: 299,
    });
  });

  it.each([
    ['wrong secret', { ...RIGHT_CLIENT, client_secret: 'no' }, 'invalid_client'],
    ['unknown client', { ...RIGHT_CLIENT, client_id: 'no' }, 'invalid_client'],
    ['other grant', { ...RIGHT_CLIENT, grant_type: 'password' }, 'unsupported_grant_type'],
    ['role that is not assigned', { ...RIGHT_CLIENT, scope: 'api-role:1 api-role:9' }, 'invalid_scope'],
    ['missing secret', { grant_type: 'client_credentials', client_id: 'x' }, 'invalid_request'],
  ])('when it comes with a %s, then the error is RFC 6749 and not the envelope', async (_, fields, error) => {
    const response = await requestToken(createJamf(jamfContext()), fields);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error, error_description: expect.any(String) });
  });

  it('when it was disabled, then it is refused', async () => {
    const context = jamfContext();
    for (const integration of context.world.jamf.apiIntegrations) integration.enabled = false;
    expect((await requestToken(createJamf(context), RIGHT_CLIENT)).status).toBe(400);
  });

  it('when its lifetime is over, then the token is refused with the envelope', async () => {
    const clock = standingClock();
    const call = await asClient(createJamf(jamfContext({ clock })));
    clock.forward(299_999);
    expect((await call('GET', '/v1/jamf-pro-version')).status).toBe(200);
    clock.forward(1);
    expect(await call('GET', '/v1/jamf-pro-version')).toEqual({
      status: 401,
      body: {
        httpStatus: 401,
        errors: [{ code: 'INVALID_TOKEN', field: null, description: 'Unauthorized', id: '0' }],
      },
    });
  });

  it('when a privilege is missing, then 403 does not say which', async () => {
    const call = await asClient(createJamf(jamfContext()));
    const answer = await call('GET', '/v1/api-roles');
    expect(answer).toMatchObject({ status: 403, body: { errors: [{ code: 'INVALID_PRIVILEGE' }] } });
    expect(JSON.stringify(answer.body)).not.toContain('Read API Roles');
  });

  it('when it asks who it is, then its privileges are told', async () => {
    const call = await asClient(createJamf(jamfContext()));
    const { body } = await call('GET', '/v1/auth');
    expect(body).toMatchObject({
      authenticationType: 'CLIENT_CREDENTIALS',
      account: { privilegesBySite: { '-1': expect.arrayContaining(['Read Computers']) } },
    });
  });

  it('when it asks the older path, then it gets a token there too', async () => {
    const response = await createJamf(jamfContext()).request('https://localhost:8444/api/oauth/token', {
      method: 'POST',
      body: new URLSearchParams(RIGHT_CLIENT),
    });
    expect(response.status).toBe(200);
  });
});

describe('given a user account', () => {
  it('when its password is wrong, then 401 comes with an empty list of errors', async () => {
    const response = await userToken(createJamf(jamfContext()), 'no');
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ httpStatus: 401, errors: [] });
  });

  it('when it keeps its token alive, then the old token dies', async () => {
    const app = createJamf(jamfContext());
    const call = await asUser(app);
    const fresh = await call('POST', '/v1/auth/keep-alive');
    expect(fresh).toMatchObject({
      status: 200,
      body: { token: expect.any(String), expires: expect.any(String) },
    });
    expect((await call('GET', '/v1/auth')).status).toBe(401);
  });

  it('when it gives the token back, then the token is worth nothing', async () => {
    const call = await asUser(createJamf(jamfContext()));
    expect((await call('POST', '/v1/auth/invalidate-token')).status).toBe(204);
    expect((await call('GET', '/v1/auth')).status).toBe(401);
  });
});

describe('given a role and a client that are being made', () => {
  it('when credentials are made twice, then only the second secret works', async () => {
    const app = createJamf(jamfContext());
    const call = await asUser(app);
    expect(
      await call('POST', '/v1/api-roles', { displayName: 'doctor', privileges: ['Read Computers'] }),
    ).toMatchObject({ status: 200, body: { id: '2', displayName: 'doctor' } });
    expect(
      await call('POST', '/v1/api-integrations', {
        displayName: 'doctor',
        authorizationScopes: ['doctor'],
        enabled: true,
        accessTokenLifetimeSeconds: 60,
      }),
    ).toMatchObject({ status: 201, body: { id: 3, appType: 'NONE' } });
    const first = await call('POST', '/v1/api-integrations/3/client-credentials');
    const second = await call('POST', '/v1/api-integrations/3/client-credentials');
    const tokenWith = (body: unknown) => {
      const { clientId, clientSecret } = Object(body);
      return requestToken(app, {
        grant_type: 'client_credentials',
        client_id: String(clientId),
        client_secret: String(clientSecret),
      });
    };
    expect((await tokenWith(first.body)).status).toBe(400);
    expect((await tokenWith(second.body)).status).toBe(200);
    expect((await call('DELETE', '/v1/api-roles/2')).status).toBe(409);
    expect((await call('DELETE', '/v1/api-integrations/3')).status).toBe(204);
    expect((await call('DELETE', '/v1/api-roles/2')).status).toBe(204);
  });

  it('when a privilege does not exist, then the role is refused', async () => {
    const call = await asUser(createJamf(jamfContext()));
    const answer = await call('POST', '/v1/api-roles', { displayName: 'x', privileges: ['Rule The World'] });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'privileges.0' }] } });
  });

  it('when clients are listed, then nothing of a secret is shown', async () => {
    const call = await asUser(createJamf(jamfContext()));
    const answer = await call('GET', '/v1/api-integrations?filter=displayName=="jamf-intune"');
    expect(answer.body).toEqual({
      totalCount: 1,
      results: [
        {
          id: 1,
          displayName: 'jamf-intune',
          enabled: true,
          authorizationScopes: ['jamf-intune'],
          accessTokenLifetimeSeconds: 300,
          clientId: SANDBOX_JAMF_CLIENT.clientId,
          appType: 'CLIENT_CREDENTIALS',
        },
      ],
    });
  });
});

describe('given nobody', () => {
  it('when an operation needs a token, then 401', async () => {
    const call = callerWith(createJamf(jamfContext()));
    expect((await call('GET', '/v1/notifications')).status).toBe(401);
  });

  it('when an operation does not exist, then 404 in the envelope', async () => {
    const call = callerWith(createJamf(jamfContext()));
    expect(await call('GET', '/v1/nothing')).toMatchObject({ status: 404, body: { httpStatus: 404 } });
  });
});
