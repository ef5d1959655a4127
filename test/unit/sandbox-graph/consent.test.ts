import { describe, expect, it } from 'vitest';
import { connectedBench, graphBench, KEY, UPSERT } from '../../support/sandbox/graph-calls.ts';

describe('service principals and consent in the sandbox', () => {
  it('given an application that is not replicated, when its principal is created, then 400, later 201, again 409', async () => {
    const { call, settle } = await graphBench();
    const { appId } = (await call('PATCH', KEY, UPSERT)).body;

    const early = await call('POST', '/servicePrincipals', { body: { appId } });
    expect(early.body.error.message).toContain('does not reference a valid application object');
    settle();
    expect((await call('POST', '/servicePrincipals', { body: { appId } })).status).toBe(201);
    expect((await call('GET', `/servicePrincipals(appId='${appId}')`)).status).toBe(404);
    const again = await call('POST', '/servicePrincipals', { body: { appId } });
    expect([again.status, again.body.error.code]).toEqual([409, 'Request_MultipleObjectsWithSameKeyValue']);
  });

  it('given a tenant without the Intune API principal, when created by appId, then it comes with its roles', async () => {
    const { call, settle, context } = await graphBench();
    const appId = 'c161e42e-d4df-4a3d-9b42-e7a3c31f59d4';
    context.world.servicePrincipals = context.world.servicePrincipals.filter((each) => each.appId !== appId);

    const created = await call('POST', '/servicePrincipals', { body: { appId } });
    settle();

    expect(created.status).toBe(201);
    const { appRoles } = (await call('GET', `/servicePrincipals(appId='${appId}')?$select=appRoles`)).body;
    expect(appRoles).toContainEqual(
      expect.objectContaining({
        value: 'update_device_attributes',
        id: '7b3c62c0-bbe4-4ceb-971b-ecc50a191b3e',
      }),
    );
  });

  it('given a grant, when granted again, then 400 says it exists; and it can be removed', async () => {
    const { bench, principalId } = await connectedBench();
    const path = `/servicePrincipals/${principalId}/appRoleAssignments`;
    const [grant] = (await bench.call('GET', path)).body.value;

    const again = await bench.call('POST', path, {
      body: { principalId, resourceId: grant.resourceId, appRoleId: grant.appRoleId },
    });
    expect(again.body.error.message).toBe('Permission being assigned already exists on the object');
    expect((await bench.call('DELETE', `${path}/${grant.id}`)).status).toBe(204);
    expect((await bench.call('GET', path)).body.value).toEqual([]);
    expect((await bench.call('DELETE', `${path}/${grant.id}`)).status).toBe(404);
  });

  it('given the fault no-consent, when consent is given, then 201, and it is gone', async () => {
    const { bench, principalId } = await connectedBench(['no-consent']);
    const path = `/servicePrincipals/${principalId}/appRoleAssignments`;
    expect((await bench.call('GET', path)).body.value).toEqual([]);
    const intune = bench.context.world.servicePrincipals.find((each) =>
      each.displayName.endsWith('Intune API'),
    );

    const body = { principalId, resourceId: intune?.id, appRoleId: '7b3c62c0-bbe4-4ceb-971b-ecc50a191b3e' };
    expect((await bench.call('POST', path, { body })).status).toBe(201);
    bench.settle();
    expect((await bench.call('GET', path)).body.value).toEqual([]);
  });

  it('given the fault extra-permission, when User.Read was removed, then it stays away until the fault comes anew', async () => {
    const { bench, principalId, application } = await connectedBench(['extra-permission']);
    const path = `/servicePrincipals/${principalId}/oauth2PermissionGrants`;
    const [grant] = (await bench.call('GET', path)).body.value;
    expect(grant.scope).toBe('User.Read');
    expect(
      (await bench.call('GET', `/applications/${application.id}`)).body.requiredResourceAccess,
    ).toHaveLength(2);

    await bench.call('DELETE', `/oauth2PermissionGrants/${grant.id}`);
    expect((await bench.call('GET', path)).body.value).toEqual([]);
    bench.setFaults();
    await bench.call('GET', path);
    bench.setFaults('extra-permission');
    expect((await bench.call('GET', path)).body.value).toHaveLength(1);
  });

  it('given the fault secret-expired, when a new secret is added, then the old one is expired and the new one is not', async () => {
    const { bench, application } = await connectedBench(['secret-expired']);
    await bench.call('GET', `/applications/${application.id}`);
    await bench.call('POST', `/applications/${application.id}/addPassword`, { body: {} });
    bench.settle();

    const { passwordCredentials } = (await bench.call('GET', `/applications/${application.id}`)).body;
    const expired = passwordCredentials.map(
      (each: { endDateTime: string }) => new Date(each.endDateTime) < bench.clock.now(),
    );
    expect(expired).toEqual([true, false]);
  });
});
