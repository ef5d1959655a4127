import { afterEach, describe, expect, test } from 'vitest';
import type { World } from '../../../src/sandbox/world.ts';
import { runBeside, type Typing } from '../../support/commands/run.ts';
import { openWorld, type RunningWorld, type WorldWish } from '../../support/commands/world.ts';
import { disconnectOf, fatesOf } from '../../support/documents/disconnect.ts';
import { runCommand } from '../../support/host.ts';
import { readState } from '../../support/laws/end.ts';

const SETUP = ['setup', '--sandbox', '--acknowledge-unsupported', '--yes', '--json'];
const DISCONNECT = ['disconnect', '--sandbox', '--json'];

const open: RunningWorld[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((world) => world.close()));
});

/** A tenant with a connection in it. */
async function connected(wish: WorldWish = {}, more: readonly string[] = []): Promise<RunningWorld> {
  const world = await openWorld(wish);
  open.push(world);
  const run = await runBeside(world, { argv: [...SETUP, ...more] });
  if (run.code !== 0) throw new Error(`the set-up failed: ${run.stdout}`);
  return world;
}

async function disconnect(world: RunningWorld, more: readonly string[] = ['--yes']) {
  const before = world.writes();
  const run = await runBeside(world, { argv: [...DISCONNECT, ...more] });
  const document = disconnectOf(run);
  // What was refused changed nothing and is not counted.
  expect(document.requests.writes).toBeLessThanOrEqual(world.writes() - before);
  return { code: run.code, stderr: run.stderr, document };
}

const worldOf = ({ sandbox }: RunningWorld): World => sandbox.world;
const jamfRow = (world: RunningWorld) => {
  const row = worldOf(world).deviceManagementPartners.find(({ displayName }) => displayName === 'Jamf');
  if (row === undefined) throw new Error('the sandbox has a row for Jamf');
  return row;
};
const ours = (world: RunningWorld) =>
  worldOf(world).applications.find(({ displayName }) => displayName === 'Jamf Conditional Access');
const linesOf = (document: ReturnType<typeof disconnectOf>, id: string) =>
  document.steps.find((step) => step.id === id)?.lines.join('\n') ?? '';

describe('given a living connection', () => {
  test('when it ends, then it is told first whom that touches, and the day comes from Intune', async () => {
    const world = await connected();
    const planned = await disconnect(world, ['--plan']);
    expect([planned.code, planned.document.status, planned.document.requests.writes]).toEqual([
      0,
      'planned',
      0,
    ]);
    expect(planned.document.leaving).toMatchObject({
      jamf: { total: 244 },
      policies: ['Require compliant Macs'],
    });
    expect(planned.stderr).toContain('90 days after');
    expect(planned.stderr).toContain('To close that window first');

    const { code, document } = await disconnect(world);
    expect([code, document.status, document.end]).toMatchObject([
      0,
      'done',
      { partnerState: 'terminated', macsRemovedOn: '2027-02-21T09:41:00.000Z' },
    ]);
    expect(fatesOf(document)).toEqual([
      'jamf-settings: done',
      'intune-connector: done',
      'enrollment-groups: done',
      'client-secret: kept',
      'api-permission: kept',
      'app-registration: kept',
    ]);
    expect(worldOf(world).jamf.settings?.enabled).toBe(false);
    expect(ours(world)?.passwordCredentials).toHaveLength(1);
    expect(document.next[0]).toContain('disconnect --sandbox --delete-app');
  });

  test('when nobody says yes, then nothing is sent and that is said', async () => {
    const world = await connected();
    const { code, document } = await disconnect(world, []);
    expect([code, document.error?.code, document.error?.field]).toEqual([2, 'JI-P501', 'yes']);
    expect(document.requests.writes).toBe(0);
    expect(readState(world.home).leaving).toBeUndefined();
  });

  test('when nobody switches it off, then it waits, and only --terminate lets Intune end it', async () => {
    const world = await connected();
    worldOf(world).faults.push('nobody');
    // The simulated administrator reads the faults where the world is kept.
    world.sandbox.setFaults(['nobody']);
    const waiting = await disconnect(world, ['--yes', '--wait', '1']);
    expect([waiting.code, waiting.document.status]).toEqual([5, 'waiting']);
    expect(waiting.document.steps[0]?.findings.map(({ code }) => code)).toEqual(['JI-I247']);
    expect(waiting.document.next.join('\n')).toContain('disconnect --sandbox --terminate');
    expect(readState(world.home).leaving).toBeDefined();
    expect(jamfRow(world).partnerState).toBe('enabled');

    const ended = await disconnect(world, ['--yes', '--wait', '1', '--terminate']);
    expect([ended.code, ended.document.status, jamfRow(world).partnerState]).toEqual([
      0,
      'done',
      'terminated',
    ]);
    expect(ended.document.next[0]).toContain('Switch the integration off in Jamf Pro');
    expect(worldOf(world).jamf.settings?.enabled).toBe(true);
  });

  test('when the person may not delete applications, then only a run that wants to is stopped, before anything is changed', async () => {
    const world = await connected();
    world.sandbox.setFaults(['no-application-role']);
    const denied = await disconnect(world, ['--yes', '--delete-app']);
    expect([denied.code, denied.document.error?.code, denied.document.requests.writes]).toEqual([
      4,
      'JI-E110',
      0,
    ]);
    const { code, document } = await disconnect(world);
    expect([code, document.status]).toEqual([0, 'done']);
  });

  test('when Jamf Pro publishes the operation, then it is pushed', async () => {
    const world = await connected({ jamfVariant: 'extended' }, ['--sandbox-jamf', 'extended']);
    const { code, document } = await disconnect(world, ['--yes', '--sandbox-jamf', 'extended']);
    expect([code, document.status, worldOf(world).jamf.settings?.enabled]).toEqual([0, 'done', false]);
    expect(document.steps[0]?.changes[0]?.details[0]).toContain('invented by the sandbox');
  });

  test('when a part is refused, then it stops there with its code, and the next run goes on', async () => {
    let refused = true;
    const world = await connected({
      interfere: ({ method, path }) =>
        refused && method === 'DELETE' && path.includes('/applications/')
          ? {
              kind: 'answer',
              status: 403,
              headers: { 'content-type': 'application/json' },
              body: '{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges"}}',
            }
          : undefined,
    });
    const stopped = await disconnect(world, ['--yes', '--delete-app']);
    expect([stopped.code, stopped.document.error?.code]).toEqual([4, 'JI-E141']);
    expect(fatesOf(stopped.document).slice(3)).toEqual([
      'client-secret: done',
      'api-permission: gone',
      'app-registration: failed',
    ]);
    refused = false;
    const next = await disconnect(world, ['--yes', '--delete-app']);
    expect([next.code, next.document.status, ours(world)]).toEqual([0, 'done', undefined]);
  });
});

describe('given that something is gone already', () => {
  test('when somebody deleted the application, then the rest goes, and that is said', async () => {
    const world = await connected();
    const { applications, deletedApplications } = worldOf(world);
    const application = ours(world);
    if (application === undefined) throw new Error('there is one');
    worldOf(world).applications = applications.filter((each) => each !== application);
    deletedApplications.push({ ...application, deletedDateTime: '2026-11-23T09:00:00.000Z' });
    const { code, document } = await disconnect(world, [
      '--yes',
      '--delete-app',
      '--terminate',
      '--wait',
      '1',
    ]);
    expect([code, document.status, document.application]).toEqual([0, 'done', null]);
    expect(fatesOf(document).slice(1)).toEqual([
      'intune-connector: done',
      'enrollment-groups: done',
      'client-secret: gone',
      'api-permission: gone',
      'app-registration: gone',
    ]);
    expect(linesOf(document, 'app-registration')).toContain('restorable until 2026-12-23');
  });

  test('when somebody terminated it in Intune, then the rest goes, and that is said', async () => {
    const world = await connected();
    jamfRow(world).partnerState = 'terminated';
    jamfRow(world).whenPartnerDevicesWillBeRemovedDateTime = '2027-01-01T00:00:00.000Z';
    const { code, document, stderr } = await disconnect(world);
    expect([code, document.status, fatesOf(document)[0]]).toEqual([0, 'done', 'jamf-settings: gone']);
    expect(linesOf(document, 'jamf-settings')).toContain(
      'Intune says Terminated · its Macs leave Intune on 2027-01-01',
    );
    expect(linesOf(document, 'jamf-settings')).toContain('still on in Jamf Pro');
    expect(stderr).toContain('These Macs leave Intune on 2027-01-01');
  });

  test('when all of it is gone, then it ends 0, forgets it, and says what it found', async () => {
    const world = await connected();
    const row = jamfRow(world);
    Object.assign(row, { partnerState: 'terminated', singleTenantAppId: null, isConfigured: false });
    row.groupsRequiringPartnerEnrollment = [];
    worldOf(world).applications = worldOf(world).applications.filter((each) => each !== ours(world));
    const { code, document } = await disconnect(world, ['--yes', '--delete-app']);
    expect([code, document.status, document.leaving]).toEqual([0, 'nothing-to-do', null]);
    expect(fatesOf(document).every((fate) => fate.endsWith(': gone'))).toBe(true);
    expect(readState(world.home)).toMatchObject({ resources: {}, steps: {}, disconnected: {} });
  });

  test('when nothing was ever connected, then it says so and keeps no state', async () => {
    const world = await openWorld();
    open.push(world);
    const { code, document } = await disconnect(world);
    expect([code, document.status, document.application]).toEqual([0, 'nothing-to-do', null]);
    expect(() => readState(world.home)).toThrow('ENOENT');
  });

  test('when the connector has come to name another application, then that one is left alone', async () => {
    const world = await connected();
    const other = '0d5f5b6a-6c53-4a44-9a44-7f1a5b9f6a11';
    jamfRow(world).singleTenantAppId = other;
    const { code, document } = await disconnect(world);
    expect([code, document.status]).toEqual([0, 'nothing-to-do']);
    expect(linesOf(document, 'intune-connector')).toContain(`names another application, ${other}`);
    expect([
      jamfRow(world).singleTenantAppId,
      jamfRow(world).groupsRequiringPartnerEnrollment.length,
    ]).toEqual([other, 2]);
  });

  test('when the list has two rows for Jamf, then none is touched', async () => {
    const world = await connected();
    world.sandbox.setFaults(['connector-twice']);
    const { code, document } = await disconnect(world);
    expect([code, document.error?.code, document.requests.writes]).toEqual([1, 'JI-I211', 0]);
  });
});

describe('given a connection of another computer', () => {
  test('when there is no state here, then it is found by looking, and goes all the same', async () => {
    const world = await connected();
    const { code, document } = await disconnect(world, ['--yes', '--delete-app', '--profile', 'elsewhere']);
    expect([code, document.status, ours(world), jamfRow(world).singleTenantAppId]).toEqual([
      0,
      'done',
      undefined,
      null,
    ]);
    expect(jamfRow(world).groupsRequiringPartnerEnrollment).toEqual([]);
  });
});

describe('given what was there before the set-up', () => {
  const adopted = '0d5f5b6a-6c53-4a44-9a44-7f1a5b9f6a11';
  const prepare = ({ applications, servicePrincipals, deviceManagementPartners, groups }: World) => {
    const [like] = applications;
    const [principal] = servicePrincipals;
    if (like === undefined || principal === undefined) throw new Error('the seed has an application');
    applications.push({
      ...like,
      id: '5a2c7e88-91b4-4a0e-8f0d-3f2f6d1b7c55',
      appId: adopted,
      displayName: 'Ours since 2019',
      uniqueName: null,
      signInAudience: 'AzureADMyOrg',
      web: { ...like.web, redirectUris: ['https://old.contoso.com'] },
      requiredResourceAccess: [],
    });
    const row = deviceManagementPartners.find(({ displayName }) => displayName === 'Jamf');
    const group = groups.find(({ displayName }) => displayName === 'Kiosk');
    if (row === undefined || group === undefined) throw new Error('the seed has both');
    row.groupsRequiringPartnerEnrollment = [
      { target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: group.id } },
    ];
  };

  test('when an adopted application is released, then it is as it was, and the groups are back', async () => {
    const world = await openWorld({ prepare });
    open.push(world);
    const before = structuredClone(worldOf(world));
    await runBeside(world, { argv: [...SETUP, '--adopt-app', adopted] });
    expect(worldOf(world).applications.find(({ appId }) => appId === adopted)?.signInAudience).toBe(
      'AzureADMultipleOrgs',
    );
    const { code, document } = await disconnect(world, ['--yes', '--delete-app']);
    expect([code, document.status]).toEqual([0, 'done']);
    expect(worldOf(world).applications).toEqual(before.applications);
    expect(worldOf(world).appRoleAssignments).toEqual(before.appRoleAssignments);
    expect(jamfRow(world).groupsRequiringPartnerEnrollment).toEqual(
      before.deviceManagementPartners.find(({ displayName }) => displayName === 'Jamf')
        ?.groupsRequiringPartnerEnrollment,
    );
    expect(document.next.join('\n')).toContain('jamf-intune setup');
  });
});

describe('given somebody at a terminal', () => {
  const atTerminal = (world: RunningWorld, typing: readonly Typing[]) =>
    runBeside(world, { argv: ['disconnect', '--sandbox', '--delete-app'], at: 'terminal', typing });
  const ASKED = 'Type contoso.onmicrosoft.com';

  test('when the domain is typed, then the guide is shown, and leaving it waits', async () => {
    const world = await connected();
    const run = await atTerminal(world, [
      { when: ASKED, type: 'contoso\r' },
      { when: 'type contoso.onmicrosoft.com or no', type: '.onmicrosoft.com\r' },
      { when: '[q] leave', type: 'q' },
    ]);
    expect(run.code).toBe(5);
    const screen = await run.screen();
    expect(screen).toContain('What ending this connection means');
    expect(screen).toContain('Switch the integration off');
    expect(screen).toContain('Waiting for you');
  });

  test('when it is declined, then nothing is sent and the code is 7', async () => {
    const world = await connected();
    const before = world.writes();
    const run = await atTerminal(world, [{ when: ASKED, type: 'no\r' }]);
    expect([run.code, world.writes()]).toEqual([7, before]);
    expect(await run.screen()).toContain('Nothing was changed.');
  });
});

test.each([
  ['a mistyped option', ['--delete-ap'], 'JI-P502'],
  ['an answers file that is not there', ['--answers', 'missing.yaml'], 'JI-P503'],
  ['nothing that says which tenant', [], 'JI-P501'],
])('given %s, then there is one document with that error', async (_what, argv, code) => {
  const run = await runCommand({ argv: ['disconnect', '--json', ...argv] });
  expect(run.code).toBe(2);
  expect(disconnectOf(run)).toMatchObject({ status: 'failed', error: { code, exit: 2 } });
});
