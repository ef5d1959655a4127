import { describe, expect, it } from 'vitest';
import {
  APPLICATION,
  connectedBench,
  graphBench,
  KEY,
  LAG_MS,
  UPSERT,
} from '../../support/sandbox/graph-calls.ts';

describe('applications in the sandbox', () => {
  it('given no application, when upserted without the header, then 404, and with it 201, and again 204', async () => {
    const { call, context } = await graphBench();

    expect((await call('PATCH', KEY, { body: APPLICATION })).status).toBe(404);
    const created = await call('PATCH', KEY, UPSERT);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      uniqueName: 'jamf-intune-localhost',
      displayName: APPLICATION.displayName,
    });
    expect((await call('PATCH', KEY, UPSERT)).status).toBe(204);
    expect(context.world.applications.filter((each) => each.uniqueName !== null)).toHaveLength(1);
  });

  it('given a new application, when read by key and by list, then the key lags once and the list thrice', async () => {
    const { call, clock } = await graphBench();
    await call('PATCH', KEY, UPSERT);
    const list = "/applications?$filter=displayName eq 'Jamf Conditional Access'";

    expect((await call('GET', KEY)).body.error.code).toBe('Request_ResourceNotFound');
    clock.forward(LAG_MS);
    expect((await call('GET', KEY)).status).toBe(200);
    expect((await call('GET', list)).body.value).toHaveLength(0);
    clock.forward(2 * LAG_MS);
    expect((await call('GET', list)).body.value).toHaveLength(1);
  });

  it.each([
    ['an unknown property', { ...APPLICATION, colour: 'blue' }, "Invalid property 'colour'."],
    [
      'an unknown property inside',
      { ...APPLICATION, web: { uris: [] } },
      "Invalid property 'uris' in 'web'.",
    ],
    ['the unique name', { ...APPLICATION, uniqueName: 'x' }, "Property 'uniqueName' is read-only"],
    [
      'a password',
      { ...APPLICATION, passwordCredentials: [] },
      "Property 'passwordCredentials' is read-only",
    ],
    ['no display name', { ...APPLICATION, displayName: undefined }, "property 'displayName'"],
  ])('given a body with %s, when created, then 400 names it', async (_, body, message) => {
    const { call } = await graphBench();

    const reply = await call('POST', '/applications', { body });

    expect(reply.status).toBe(400);
    expect(reply.body.error.code).toBe('Request_BadRequest');
    expect(reply.body.error.message).toContain(message);
  });

  it('given a filter on tags, when it does not ask for eventual consistency, then 400', async () => {
    const { call, settle } = await graphBench();
    await call('PATCH', KEY, UPSERT);
    settle();
    const path = "/applications?$filter=tags/any(t:t eq 'jamf-intune')&$count=true";

    expect((await call('GET', path)).body.error.code).toBe('Request_UnsupportedQuery');
    const found = await call('GET', path, { headers: { ConsistencyLevel: 'eventual' } });
    expect(found.body).toMatchObject({ '@odata.count': 1, value: [{ uniqueName: 'jamf-intune-localhost' }] });
  });

  it('given $select, then only those properties come, and an unknown one is refused', async () => {
    const { call, settle } = await graphBench();
    await call('PATCH', KEY, UPSERT);
    settle();

    expect(Object.keys((await call('GET', `${KEY}?$select=id,tags`)).body)).toEqual([
      '@odata.context',
      'id',
      'tags',
    ]);
    expect((await call('GET', `${KEY}?$select=id,colour`)).status).toBe(400);
  });

  it('given a secret, when it was added, then its text is shown once and it is listed after the lag', async () => {
    const { call, settle, context } = await graphBench();
    const { id } = (await call('PATCH', KEY, UPSERT)).body;
    expect((await call('POST', `/applications/${id}/addPassword`, { body: {} })).status).toBe(404);
    settle();

    const added = await call('POST', `/applications/${id}/addPassword`, {
      body: { passwordCredential: { displayName: 'one', endDateTime: '2027-11-23T00:00:00Z' } },
    });
    expect(added.body.secretText).toMatch(/^\S{40}$/);
    expect(added.body.hint).toBe(added.body.secretText.slice(0, 3));
    expect((await call('GET', KEY)).body.passwordCredentials).toEqual([]);
    settle();
    expect((await call('GET', KEY)).body.passwordCredentials).toEqual([
      {
        keyId: added.body.keyId,
        displayName: 'one',
        hint: added.body.hint,
        secretText: null,
        customKeyIdentifier: null,
        startDateTime: expect.any(String),
        endDateTime: '2027-11-23T00:00:00.000Z',
      },
    ]);
    expect(JSON.stringify(context.world)).not.toContain(added.body.secretText);

    const remove = { body: { keyId: added.body.keyId } };
    expect((await call('POST', `/applications/${id}/removePassword`, remove)).status).toBe(204);
    expect((await call('POST', `/applications/${id}/removePassword`, remove)).status).toBe(400);
  });

  it('given a complete application, when deleted, then its principal and grants go, and it can be restored', async () => {
    const { bench, application, principalId } = await connectedBench();
    const { call, settle, context } = bench;

    expect((await call('DELETE', `/applications/${application.id}`)).status).toBe(204);
    expect((await call('GET', `/applications/${application.id}`)).status).toBe(200);
    settle();
    expect((await call('GET', `/applications/${application.id}`)).status).toBe(404);
    expect((await call('GET', `/servicePrincipals/${principalId}`)).status).toBe(404);
    expect(context.world.appRoleAssignments.some((each) => each.principalId === principalId)).toBe(false);

    const restored = await call('POST', `/directory/deletedItems/${application.id}/restore`, { body: {} });
    expect(restored.body.appId).toBe(application.appId);
    settle();
    expect((await call('GET', KEY)).status).toBe(200);
    await call('DELETE', KEY);
    expect((await call('DELETE', `/directory/deletedItems/${application.id}`)).status).toBe(204);
    expect((await call('GET', '/directory/deletedItems/microsoft.graph.application')).body.value).toEqual([]);
  });
});
