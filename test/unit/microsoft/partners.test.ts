import { afterEach, describe, expect, test } from 'vitest';
import {
  isJamfRow,
  listComplianceManagementPartners,
  listDeviceManagementPartners,
  setConnectorApplication,
  setConnectorGroups,
  terminatePartner,
} from '../../../src/microsoft/partners.ts';
import { type GraphBench, graphBench } from '../../support/microsoft/graph.ts';

const row = {
  id: 'opaque/id?x',
  displayName: 'JAMF Pro',
  isConfigured: true,
  lastHeartbeatDateTime: '0001-01-01T00:00:00Z',
  partnerState: 'enabled',
  partnerAppType: 'singleTenantApp',
  singleTenantAppId: '',
  groupsRequiringPartnerEnrollment: [
    { target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: 'a' } },
    { target: { '@odata.type': '#microsoft.graph.exclusionGroupAssignmentTarget', groupId: 'b' } },
    { target: { '@odata.type': 'microsoft.graph.allLicensedUsersAssignmentTarget' } },
    { target: { '@odata.type': '#microsoft.graph.configurationManagerCollectionAssignmentTarget' } },
  ],
  whenPartnerDevicesWillBeRemovedDateTime: '2027-02-21T00:00:00Z',
  whenPartnerDevicesWillBeMarkedAsNonCompliantDateTime: null,
};

let bench: GraphBench;
afterEach(() => bench.close());

describe('the connector', () => {
  test('given a row that never heard from its partner, when it is read, then it has no heartbeat and all kinds of targets', async () => {
    bench = await graphBench(() => ({ json: { value: [row] } }));
    await expect(listDeviceManagementPartners(bench.graph)).resolves.toEqual([
      {
        id: 'opaque/id?x',
        displayName: 'JAMF Pro',
        isConfigured: true,
        partnerState: 'enabled',
        partnerAppType: 'singleTenantApp',
        singleTenantAppId: null,
        lastHeartbeat: undefined,
        targets: [
          { kind: 'include', groupId: 'a' },
          { kind: 'exclude', groupId: 'b' },
          { kind: 'all-licensed-users' },
          { kind: 'other', type: 'configurationManagerCollectionAssignmentTarget' },
        ],
        removalDate: new Date('2027-02-21T00:00:00Z'),
        nonCompliantDate: undefined,
      },
    ]);
  });

  test('given states that a later Graph may add, when rows are read, then they are unrecognised, not an error', async () => {
    bench = await graphBench(() => ({
      json: { value: [{ ...row, partnerState: 'dormant', partnerAppType: 'x' }] },
    }));
    const [partner] = await listDeviceManagementPartners(bench.graph);
    expect(partner).toMatchObject({ partnerState: 'unrecognised', partnerAppType: 'unrecognised' });
  });

  test.each([
    ['Jamf', true],
    ['Compliance Connector for JAMF', true],
    ['Another vendor', false],
  ])('given a row named %j, when it is looked at, then Jamf is %j', (displayName, expected) => {
    expect(isJamfRow({ displayName })).toBe(expected);
  });

  test('given an id that is no GUID, when the application is set, then id and body arrive as they were', async () => {
    bench = await graphBench(() => ({ json: row }));
    await setConnectorApplication(bench, row.id, null);
    const [request] = bench.service.seen;
    expect(request?.path).toBe('/v1.0/deviceManagement/deviceManagementPartners/opaque%2Fid%3Fx');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      '@odata.type': '#microsoft.graph.deviceManagementPartner',
      partnerAppType: 'singleTenantApp',
      singleTenantAppId: null,
    });
  });

  test('given groups, when they are set, then each has the type that Graph wants', async () => {
    bench = await graphBench(() => ({ json: row }));
    await setConnectorGroups(bench, 'p', [
      { kind: 'include', groupId: 'a' },
      { kind: 'exclude', groupId: 'b' },
    ]);
    const assignment = '#microsoft.graph.';
    expect(JSON.parse(bench.service.seen[0]?.body ?? '').groupsRequiringPartnerEnrollment).toEqual([
      {
        '@odata.type': 'microsoft.graph.deviceManagementPartnerAssignment',
        target: { '@odata.type': `${assignment}groupAssignmentTarget`, groupId: 'a' },
      },
      {
        '@odata.type': 'microsoft.graph.deviceManagementPartnerAssignment',
        target: { '@odata.type': `${assignment}exclusionGroupAssignmentTarget`, groupId: 'b' },
      },
    ]);
  });

  test('given a target of a kind that was not read whole, when groups are set, then nothing is sent', async () => {
    bench = await graphBench(() => ({ json: row }));
    await expect(setConnectorGroups(bench, 'p', [{ kind: 'other', type: 'x' }])).rejects.toThrow(RangeError);
    expect(bench.service.seen).toHaveLength(0);
  });

  test('given a partner, when it is terminated, then the request has no body', async () => {
    bench = await graphBench(() => ({ status: 204 }));
    await terminatePartner(bench, 'p');
    expect(bench.service.seen[0]).toMatchObject({ method: 'POST', body: '' });
    expect(bench.service.seen[0]?.path).toBe('/v1.0/deviceManagement/deviceManagementPartners/p/terminate');
  });

  test('given compliance partners, when they are listed, then macOS and the heartbeat are told', async () => {
    const one = {
      id: 'c',
      displayName: 'Jamf Device Compliance',
      partnerState: 'unknown',
      macOsOnboarded: false,
      lastHeartbeatDateTime: '2026-11-23T09:00:00Z',
    };
    bench = await graphBench(() => ({ json: { value: [one] } }));
    await expect(listComplianceManagementPartners(bench.graph)).resolves.toMatchObject([
      { macOsOnboarded: false, lastHeartbeat: new Date('2026-11-23T09:00:00Z') },
    ]);
  });
});
