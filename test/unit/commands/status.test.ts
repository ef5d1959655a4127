import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStateStore } from '../../../src/state/open-state-store.ts';
import { runBeside } from '../../support/commands/run.ts';
import { openWorld, type RunningWorld } from '../../support/commands/world.ts';
import { statusOf } from '../../support/documents/status.ts';
import { newHome, runCommand, testHost } from '../../support/host.ts';

const SETUP = ['setup', '--sandbox', '--acknowledge-unsupported', '--yes'];
const STATUS = ['status', '--sandbox'];

async function look(world: RunningWorld, more: readonly string[] = []) {
  const run = await runBeside(world, { argv: [...STATUS, '--json', ...more] });
  return { code: run.code, document: statusOf(run.stdout) };
}

/** Holds the profile's lock, as another run would. */
function lockOf({ home }: RunningWorld) {
  const { host } = testHost({ argv: [], home });
  const profile = 'sandbox';
  return openStateStore({ ...host, home, profile, host: host.computer, tool: 'another run' }).lock();
}

describe('given nothing that was ever set up', () => {
  test('when nothing is given, then it says so, and no request and no file is made', async () => {
    const home = join(newHome(), 'not there');
    const run = await runCommand({ argv: ['status', '--json'], home, overrides: { cwd: newHome() } });
    expect(run.code).toBe(0);
    expect(statusOf(run.stdout)).toMatchObject({
      status: 'not-set-up',
      next: [expect.stringContaining('jamf-intune setup  ')],
      requests: { sent: 0, writes: 0 },
    });
    expect(existsSync(home)).toBe(false);
  });

  test('when another profile is named, then the next command is for that one', async () => {
    const run = await runCommand({ argv: ['status', '--profile', 'emea', '--json'] });
    expect(statusOf(run.stdout)).toMatchObject({
      profile: 'emea',
      next: [expect.stringContaining('jamf-intune setup --profile emea  ')],
    });
  });

  test.each([
    ['an input that cannot be used', ['--profile', 'NO'], 'JI-P502'],
    ['a mistyped option', ['--sandbx'], 'JI-P502'],
    ['an answers file that is not there', ['--answers', 'missing.yaml'], 'JI-P503'],
  ])('when there is %s, then there is one document with that error', async (_what, argv, code) => {
    const run = await runCommand({ argv: ['status', '--json', ...argv] });
    expect(run.code).toBe(2);
    expect(statusOf(run.stdout)).toMatchObject({ status: 'failed', error: { code, exit: 2 } });
  });
});

describe('given a connection that was set up', () => {
  let world: RunningWorld;
  /** Requests that the tenant refuses for lack of a right. */
  let refused: RegExp | undefined;
  const refusal = {
    kind: 'answer',
    status: 403,
    headers: { 'content-type': 'application/json' },
    body: '{}',
  } as const;

  beforeAll(async () => {
    world = await openWorld({
      interfere: ({ path }) => (refused?.test(path) === true ? refusal : undefined),
    });
    await runBeside(world, { argv: SETUP });
  });
  afterEach(() => {
    refused = undefined;
  });
  afterAll(() => world.close());

  test('when it is looked at, then one round of reads tells all of it', async () => {
    const before = world.writes();
    const activity = structuredClone(world.sandbox.world.credentialActivity);
    const { code, document } = await look(world);
    expect(code).toBe(0);
    expect(document.status).toBe('connected');
    expect(document.steps.every(({ standing }) => standing === 'right')).toBe(true);
    expect(document.secret?.daysLeft).toBe(365);
    expect(document.heartbeat).not.toBeNull();
    expect(document.macs?.total).toBe(244);
    expect(document.waiting).toEqual([]);
    expect(document.requests.sent).toBeLessThanOrEqual(30);
    expect(world.writes()).toBe(before);
    // A sign-in of ours as the application would look like Jamf Pro's to a rotation.
    expect(world.sandbox.world.credentialActivity).toEqual(activity);
  });

  test('when its state file is lost, then it is found by looking', async () => {
    const { document } = await look(world, ['--profile', 'another']);
    expect(document).toMatchObject({ status: 'connected', profile: 'another', secret: { daysLeft: 365 } });
  });

  test('when another run holds the lock, then it looks all the same', async () => {
    const lock = await lockOf(world);
    try {
      expect((await runBeside(world, { argv: SETUP })).code).toBe(6);
      expect((await look(world)).code).toBe(0);
    } finally {
      await lock.release();
    }
  });

  test('when nobody may read the inventory, then the rest is told', async () => {
    refused = /computers-inventory/;
    const { code, document } = await look(world);
    expect(code).toBe(0);
    expect(document).toMatchObject({ status: 'connected', macs: null });
    expect(document.heartbeat).not.toBeNull();
  });

  test('when the rows of Intune may not be read, then it is not known, and exit 4', async () => {
    refused = /deviceManagementPartners|complianceManagementPartners/;
    const { code, document } = await look(world);
    expect(code).toBe(4);
    expect(document).toMatchObject({ status: 'not-known', tenant: { displayName: 'Contoso' } });
  });

  test('when nobody can sign in, then what the state remembers is told, and exit 4', async () => {
    refused = /\/oauth2\/v2.0\/token$/;
    const { code, document } = await look(world);
    expect(code).toBe(4);
    expect(document).toMatchObject({ status: 'not-known', secret: { daysLeft: 365, from: 'state' } });
    expect(document.steps[1]).toMatchObject({ standing: 'unseen' });
  });

  // The last one: what the fault does to the tenant stays.
  test('when somebody adds a permission, then that step is wrong, its code is told, and it is still exit 0', async () => {
    world.sandbox.setFaults(['extra-permission']);
    const { code, document } = await look(world);
    expect(code).toBe(0);
    expect(document.status).toBe('problems');
    expect(document.steps.filter(({ standing }) => standing === 'wrong')).toEqual([
      expect.objectContaining({ id: 'api-permission', codes: ['JI-E102'] }),
    ]);
    expect(document.next[0]).toContain('jamf-intune doctor --sandbox');
  });
});

test('given a life from nothing to a secret that nears its end, then each screen tells where it is', async () => {
  const world = await openWorld({ faults: ['nobody'] });
  const scenes = { terminal: '', plain: '', json: '' };
  const show = async (argv: readonly string[]) => {
    for (const rendering of ['terminal', 'plain', 'json'] as const) {
      const run = await runBeside(world, {
        argv: rendering === 'json' ? [...argv, '--json'] : argv,
        at: rendering === 'terminal' ? 'terminal' : 'pipes',
      });
      const text = { terminal: await run.screen(), plain: run.both, json: run.stdout }[rendering];
      scenes[rendering] += `$ jamf-intune ${argv.join(' ')}\n${text.trimEnd()}\n[exit ${run.code}]\n\n`;
    }
  };
  try {
    await show(['status']);
    await show(STATUS);
    await runBeside(world, { argv: [...SETUP, '--wait', '1'] });
    await show(STATUS);
    world.sandbox.setFaults([]);
    await runBeside(world, { argv: SETUP });
    world.sandbox.setFaults(['secret-expires-soon']);
    const writes = world.writes();
    await show(STATUS);
    expect(world.writes()).toBe(writes);
  } finally {
    await world.close();
  }
  for (const [rendering, text] of Object.entries(scenes)) {
    await expect(text).toMatchFileSnapshot(`../../transcripts/status.${rendering}.txt`);
  }
});
