import { describe, expect, it } from 'vitest';
import { connectedBench, graphBench } from '../../support/sandbox/graph-calls.ts';

const LIST = '/deviceManagement/deviceManagementPartners';
const INTUNE = 'https://api.manage.microsoft.com/';
const ROLE = 'update_device_attributes';

async function reportingBench() {
  const connected = await connectedBench();
  const { bench, application } = connected;
  const tenant = bench.context.world.tenant.id;
  const service = '/PartnerTenantDataSyncService';
  return {
    ...connected,
    token: (roles: readonly string[] = [ROLE], appId = application.appId) =>
      bench.applicationToken(INTUNE, appId, roles),
    provision: (token: string, provisioned = 1) =>
      bench.report(
        `${service}/PartnerTenants(guid'${tenant}')?api-version=1.4`,
        { Provisioned: provisioned },
        token,
      ),
    beat: (token: string) =>
      bench.report(
        `${service}/PartnerTenantHeartbeat(guid'${tenant}')?api-version=1.3`,
        { Timestamp: bench.clock.now().toISOString() },
        token,
      ),
    row: async () => (await bench.call('GET', connected.rowPath)).body,
  };
}

describe('the connector row in the sandbox', () => {
  it('given an untouched tenant, then the rows are there, not configured, and never had a heartbeat', async () => {
    const { call } = await graphBench();

    expect((await call('GET', LIST)).body.value).toMatchObject([
      {
        displayName: 'Jamf',
        isConfigured: false,
        partnerState: 'unknown',
        lastHeartbeatDateTime: '0001-01-01T00:00:00Z',
      },
      { isConfigured: false },
    ]);
  });

  it('given groups as targets, when patched, then the row keeps them, and refuses unknown and device groups', async () => {
    const { bench, rowPath } = await connectedBench();
    const idOf = (name: string) => bench.context.world.groups.find((each) => each.displayName === name)?.id;
    const patch = (type: string, groupId: string | undefined) =>
      bench.call('PATCH', rowPath, {
        body: {
          '@odata.type': '#microsoft.graph.deviceManagementPartner',
          groupsRequiringPartnerEnrollment: [
            {
              '@odata.type': 'microsoft.graph.deviceManagementPartnerAssignment',
              target: { '@odata.type': `#microsoft.graph.${type}`, groupId },
            },
          ],
        },
      });

    const kept = await patch('exclusionGroupAssignmentTarget', idOf('Kiosk'));
    expect([kept.status, kept.body.groupsRequiringPartnerEnrollment]).toEqual([
      200,
      [
        {
          target: {
            '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget',
            groupId: idOf('Kiosk'),
          },
        },
      ],
    ]);
    expect((await patch('groupAssignmentTarget', '00000000-0000-4000-8000-000000000000')).status).toBe(400);
    expect((await patch('groupAssignmentTarget', idOf('Lab Macs'))).body.error.message).toContain(
      'device group',
    );
    expect((await patch('inventedTarget', idOf('Kiosk'))).status).toBe(400);
  });

  it.each([
    ['connector-missing', []],
    ['connector-twice', ['Jamf', 'Jamf (old)']],
  ] as const)('given the fault %s, then the list has these Jamf rows', async (fault, names) => {
    const { call } = await graphBench([fault]);

    const rows: { displayName: string }[] = (await call('GET', LIST)).body.value;
    expect(rows.map((row) => row.displayName).filter((name) => name.startsWith('Jamf'))).toEqual(names);
  });

  it('given no licence, then every Intune call says so', async () => {
    const { call } = await graphBench(['no-licence']);

    expect((await call('GET', LIST)).body.error.message).toBe('Request not applicable to target tenant.');
    expect((await call('GET', '/organization?$select=assignedPlans')).body.value).toMatchObject([
      { assignedPlans: [{ service: 'AADPremiumService' }] },
    ]);
  });
});

describe('what Jamf Pro reports to Intune in the sandbox', () => {
  it('given everything right, when provisioned, then enabled, and each heartbeat moves', async () => {
    const { bench, token, provision, beat, row } = await reportingBench();
    expect(await row()).toMatchObject({ isConfigured: true, partnerState: 'unavailable' });
    expect((await beat(await token())).body.ErrorDetail).toContain('unavailable');

    expect((await provision(await token())).body).toMatchObject({ Provisioned: 1, HttpStatusCode: 200 });
    expect(await row()).toMatchObject({ partnerState: 'enabled' });
    bench.clock.forward(60_000);
    expect((await beat(await token())).status).toBe(200);
    expect((await row()).lastHeartbeatDateTime).toBe(bench.clock.now().toISOString());
  });

  it.each([
    ['no role', [], undefined, 'admin consent is missing'],
    ['one role too many', [ROLE, 'scep_challenge_provider'], undefined, 'no other'],
    ['another role', ['get_device_compliance'], undefined, 'no other'],
    ['another application', [ROLE], '11111111-1111-4111-8111-111111111111', "not the connector's"],
  ])('given %s, when provisioned, then 403 and the row stays', async (_, roles, appId, reason) => {
    const { token, provision, row } = await reportingBench();

    const reply = await provision(await token(roles, appId));

    expect([reply.status, reply.body.ErrorDetail]).toEqual([403, expect.stringContaining(reason)]);
    expect(await row()).toMatchObject({ partnerState: 'unavailable' });
  });

  it('given a token for Graph, when provisioned, then 401', async () => {
    const { bench, provision, application } = await reportingBench();

    const token = await bench.applicationToken('https://graph.microsoft.com', application.appId, [ROLE]);
    expect((await provision(token)).status).toBe(401);
  });

  it('given the token of another tenant, when provisioned, then 403', async () => {
    const { bench, provision, application } = await reportingBench();

    const token = await bench.applicationToken(
      INTUNE,
      application.appId,
      [ROLE],
      'ffffffff-1111-4111-8111-111111111111',
    );
    expect((await provision(token)).body.ErrorDetail).toContain('another tenant');
  });

  it.each(['connector-missing', 'no-licence'] as const)(
    'given the fault %s, when provisioned, then 403',
    async (fault) => {
      const { bench, token, provision } = await reportingBench();
      bench.setFaults(fault);

      expect((await provision(await token())).status).toBe(403);
    },
  );

  it('given the fault connector-rejected, when provisioned, then 403 and the row is rejected', async () => {
    const { bench, token, provision, row } = await reportingBench();
    bench.setFaults('connector-rejected');

    expect((await provision(await token())).status).toBe(403);
    expect(await row()).toMatchObject({ partnerState: 'rejected' });
  });

  it('given a live connection, when Jamf Pro switches off, then terminated, and heartbeats do not revive it', async () => {
    const { bench, token, provision, beat, row } = await reportingBench();
    await provision(await token());

    await provision(await token(), 2);

    expect(await row()).toMatchObject({
      partnerState: 'terminated',
      whenPartnerDevicesWillBeRemovedDateTime: new Date(
        bench.clock.now().getTime() + 90 * 86_400_000,
      ).toISOString(),
    });
    expect((await beat(await token())).status).toBe(403);
    await provision(await token());
    expect(await row()).toMatchObject({
      partnerState: 'enabled',
      whenPartnerDevicesWillBeRemovedDateTime: null,
    });
  });

  it('given a live connection, when terminated in Intune, or its field emptied, then it is terminated', async () => {
    const { bench, token, provision, row, rowPath } = await reportingBench();
    await provision(await token());
    expect((await bench.call('POST', `${rowPath}/terminate`)).status).toBe(204);
    expect(await row()).toMatchObject({ partnerState: 'terminated' });

    await provision(await token());
    await bench.call('PATCH', rowPath, { body: { singleTenantAppId: null } });
    expect(await row()).toMatchObject({
      partnerState: 'terminated',
      isConfigured: false,
      singleTenantAppId: null,
    });
  });

  it('given a day without a heartbeat, then the row is unresponsive until the next one', async () => {
    const { bench, token, provision, beat, row } = await reportingBench();
    await provision(await token());
    bench.clock.forward(25 * 3_600_000);
    expect(await row()).toMatchObject({ partnerState: 'unresponsive' });

    expect((await beat(await token())).status).toBe(200);
    expect(await row()).toMatchObject({ partnerState: 'enabled' });
  });
});
