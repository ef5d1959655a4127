import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { runBeside } from '../../support/commands/run.ts';
import { DAY, openWorld, type RunningWorld, type WorldWish } from '../../support/commands/world.ts';
import { type RotateDocument, rotationOf } from '../../support/documents/rotate.ts';
import { runCommand } from '../../support/host.ts';
import { readSecrets, readState } from '../../support/laws/end.ts';

vi.setConfig({ testTimeout: 60_000 });

const open: RunningWorld[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((world) => world.close()));
});

const SETUP = ['setup', '--sandbox', '--acknowledge-unsupported', '--yes'];

/** A connection that was set up, and then these faults. */
async function connected(faults: readonly Fault[] = [], wish: WorldWish = {}): Promise<RunningWorld> {
  const world = await openWorld(wish);
  open.push(world);
  const run = await runBeside(world, { argv: SETUP });
  if (run.code !== 0) throw new Error(run.stderr);
  // This world's clock stands still: what was seen until now was an hour ago.
  const earlier = new Date(DAY.getTime() - 3_600_000).toISOString();
  for (const row of world.sandbox.world.deviceManagementPartners) row.lastHeartbeatDateTime = earlier;
  for (const use of world.sandbox.world.credentialActivity) use.lastSignInDateTime = earlier;
  world.sandbox.setFaults(faults);
  return world;
}

interface Answer {
  readonly code: number;
  readonly stderr: string;
  readonly document: RotateDocument;
}

async function rotate(world: RunningWorld, more: readonly string[] = []): Promise<Answer> {
  const run = await runBeside(world, {
    argv: ['rotate-secret', '--sandbox', '--yes', '--json', '--wait', '2', ...more],
  });
  return { code: run.code, stderr: run.stderr, document: rotationOf(run.stdout) };
}

function secretsOf({ sandbox }: RunningWorld) {
  const ours = sandbox.world.applications.find(({ uniqueName }) => uniqueName?.startsWith('jamf-intune-'));
  if (ours === undefined) throw new Error('there is no application');
  return ours.passwordCredentials;
}

/** The key id of the secret that the simulated Jamf Pro has. */
function keyInJamf(world: RunningWorld): string | undefined {
  const text = world.sandbox.world.jamf.settings?.clientSecret ?? '';
  const sha256 = createHash('sha256').update(text).digest('hex');
  return secretsOf(world).find((each) => each.sha256 === sha256)?.keyId;
}

/** What is so when a rotation has come to its end. */
function expectRenewed(world: RunningWorld, before: string | undefined): void {
  const secrets = secretsOf(world);
  expect(secrets).toHaveLength(1);
  expect(secrets[0]?.keyId).not.toBe(before);
  expect(keyInJamf(world)).toBe(secrets[0]?.keyId);
  expect(Object.keys(readSecrets(world.home))).toEqual([secrets[0]?.keyId]);
  const { resources, intents } = readState(world.home);
  expect(resources.rotation).toBeUndefined();
  expect(resources.secret).toMatchObject({ keyId: secrets[0]?.keyId, deliveredAt: expect.any(String) });
  expect(intents.filter(({ status }) => status === 'pending')).toEqual([]);
}

/** Jamf Pro goes on telling Intune that it lives, with the secret that it has: at every look a minute later. */
function keepBeating({ sandbox }: RunningWorld): void {
  let minutes = 0;
  for (const row of sandbox.world.deviceManagementPartners) {
    Object.defineProperty(row, 'lastHeartbeatDateTime', {
      enumerable: true,
      get: () => {
        minutes += 1;
        return new Date(DAY.getTime() + minutes * 60_000).toISOString();
      },
    });
  }
}

const codesOf = ({ steps }: RotateDocument) =>
  steps.flatMap(({ findings }) => findings.map(({ code }) => code));

describe('given a connection that lives', () => {
  test('when its secret is renewed, then Entra saw Jamf Pro use the new one before the old one went', async () => {
    const world = await connected();
    const before = keyInJamf(world);
    const { code, document } = await rotate(world);
    expect(code).toBe(0);
    expect(document).toMatchObject({
      status: 'done',
      secret: { daysLeft: 365 },
      rotation: { stage: 'finished', proved: { by: 'entra' } },
      requests: { writes: 2 },
    });
    expectRenewed(world, before);
    const next = await runBeside(world, { argv: [...SETUP, '--json'] });
    expect(JSON.parse(next.stdout)).toMatchObject({ status: 'nothing-to-do', requests: { writes: 0 } });
  });

  test('when it is only planned, then nothing is written', async () => {
    const world = await connected();
    const writes = world.writes();
    const { code, document } = await rotate(world, ['--plan']);
    expect([code, document.status]).toEqual([0, 'planned']);
    expect(world.writes()).toBe(writes);
  });

  test('when Jamf Pro publishes a way to write, then the new secret is pushed through it', async () => {
    const world = await connected([], { jamfVariant: 'extended' });
    const before = keyInJamf(world);
    const { code, document } = await rotate(world, ['--sandbox-jamf', 'extended']);
    expect([code, document.status]).toEqual([0, 'done']);
    expectRenewed(world, before);
  });

  test('when the policy of the tenant forbids the lifetime, then nothing is changed', async () => {
    const world = await connected(['secret-lifetime-30-days']);
    const { code, document } = await rotate(world);
    expect([code, document.error?.code]).toEqual([1, 'JI-E114']);
    expect(secretsOf(world)).toHaveLength(1);
  });
});

describe('given a person who saves something else', () => {
  test('when they paste a wrong secret, then it is said within two polls, both stay, and a right paste ends well', async () => {
    const world = await connected(['wrong-secret']);
    const before = secretsOf(world)[0]?.keyId;
    const wrong = await rotate(world);
    expect([wrong.code, wrong.document.status]).toEqual([5, 'waiting']);
    expect(codesOf(wrong.document)).toContain('JI-J410');
    const polls = wrong.stderr
      .split('\n')
      .filter((line) => /^wait: (Entra has|Microsoft refused)/.test(line));
    expect(polls.findIndex((line) => line.includes('Microsoft refused'))).toBeLessThan(2);
    expect(polls.join()).toContain('Microsoft refused');
    expect(secretsOf(world).map(({ keyId }) => keyId)).toContain(before);
    expect(secretsOf(world)).toHaveLength(2);
    expect(wrong.document.rotation?.stage).toBe('pending-in-jamf');

    world.sandbox.setFaults([]);
    const right = await rotate(world);
    expect([right.code, right.document.status]).toEqual([0, 'done']);
    expectRenewed(world, before);
  });

  test('when they correct it while the page is open, then the same run ends well', async () => {
    let saves = 0;
    const world: RunningWorld = await connected(['wrong-secret'], {
      interfere: ({ method, path }) => {
        if (method === 'POST' && path === '/ConditionalAccess.html') {
          saves += 1;
          // The set-up's own save was the first, the wrong one the second.
          if (saves === 3) world.sandbox.setFaults([]);
        }
        if (saves === 2 && method === 'GET' && path === '/ConditionalAccess.html')
          world.sandbox.setFaults([]);
        return undefined;
      },
    });
    const before = secretsOf(world)[0]?.keyId;
    const { code, stderr } = await rotate(world, ['--wait', '30']);
    expect(code).toBe(0);
    expect(stderr).toContain('Microsoft refused');
    expectRenewed(world, before);
  });

  test('when they leave the old secret in the page, then a heartbeat is not taken for success', async () => {
    const world = await connected(['old-secret-again']);
    const before = keyInJamf(world);
    const old = await rotate(world);
    expect([old.code, old.document.status]).toEqual([5, 'waiting']);
    expect(codesOf(old.document)).toContain('JI-E125');
    expect(secretsOf(world)).toHaveLength(2);

    const word = await rotate(world, ['--finish']);
    expect([word.code, word.document.status]).toEqual([5, 'waiting']);
    expect(codesOf(word.document)).toContain('JI-E125');
    expect(secretsOf(world)).toHaveLength(2);
    expect(keyInJamf(world)).toBe(before);

    world.sandbox.setFaults([]);
    expect((await rotate(world)).code).toBe(0);
    expectRenewed(world, before);
  });

  test('when nobody comes, then a second call makes no third secret, and every command knows', async () => {
    const world = await connected(['nobody']);
    const first = await rotate(world);
    const keys = secretsOf(world).map(({ keyId }) => keyId);
    const second = await rotate(world, ['--if-expiring', '30']);
    expect([first.code, second.code]).toEqual([5, 5]);
    expect(secretsOf(world).map(({ keyId }) => keyId)).toEqual(keys);

    const setup = await runBeside(world, { argv: [...SETUP, '--json'] });
    expect(setup.code, setup.stderr).toBe(0);
    expect(secretsOf(world).map(({ keyId }) => keyId)).toEqual(keys);
    expect(setup.stdout).toContain('JI-E124');
    const doctor = await runBeside(world, {
      argv: ['doctor', '--sandbox', '--only', 'client-secret', '--json'],
    });
    expect(doctor.stdout).toContain('JI-E124');

    // Neither of them has signed in with the new secret as Jamf Pro would: nothing is proved by them.
    expect((await rotate(world)).code).toBe(5);
    world.sandbox.setFaults([]);
    expect((await rotate(world)).code).toBe(0);
    expect(secretsOf(world)).toHaveLength(1);
  });
});

describe('given a tenant whose sign-in reports may not be read', () => {
  test('when the secret is saved, then both stay, and the old one goes by the word of a person', async () => {
    const world = await connected(['no-sign-in-reports']);
    const before = keyInJamf(world);
    const { code, document } = await rotate(world);
    expect([code, document.status]).toEqual([5, 'waiting']);
    expect(codesOf(document)).toContain('JI-E128');
    expect(document.next.join()).toContain('--finish');
    expect(secretsOf(world)).toHaveLength(2);
    const finished = await rotate(world, ['--finish']);
    expect([finished.code, finished.document.rotation?.proved?.by]).toEqual([0, 'person']);
    expectRenewed(world, before);
  });

  test('when a person at a terminal says that it is saved, then the old one goes', async () => {
    const world = await connected(['no-sign-in-reports']);
    const before = keyInJamf(world);
    keepBeating(world);
    const run = await runBeside(world, {
      argv: ['rotate-secret', '--sandbox'],
      at: 'terminal',
      typing: [
        { when: 'this plan?', type: 'y\r' },
        { when: '[q] leave', type: 'q' },
        { when: 'saved in Jamf Pro?', type: 'y\r' },
      ],
    });
    expect(run.code, run.both).toBe(0);
    expect(secretsOf(world).map(({ keyId }) => keyId)).not.toContain(before);
  });

  test('when that person is not sure, then both stay', async () => {
    const world = await connected(['no-sign-in-reports']);
    keepBeating(world);
    const run = await runBeside(world, {
      argv: ['rotate-secret', '--sandbox'],
      at: 'terminal',
      typing: [
        { when: 'this plan?', type: 'y\r' },
        { when: '[q] leave', type: 'q' },
        { when: 'saved in Jamf Pro?', type: '\r' },
      ],
    });
    expect(run.code, run.both).toBe(5);
    expect(secretsOf(world)).toHaveLength(2);
  });

  test('when the old one has expired, then a heartbeat is proof enough', async () => {
    const world = await connected(['no-sign-in-reports']);
    const [old] = secretsOf(world);
    if (old !== undefined) old.endDateTime = new Date(DAY.getTime() - 86_400_000).toISOString();
    const { code, document } = await rotate(world);
    expect([code, document.rotation?.proved?.by]).toEqual([0, 'heartbeat']);
    expectRenewed(world, old?.keyId);
  });
});

describe('given secrets that this program did not make', () => {
  test('when Jamf Pro uses one of two, then a new one takes its place, and both stay', async () => {
    const world = await connected();
    const secrets = secretsOf(world);
    const [ours] = secrets;
    if (ours === undefined) throw new Error('there is no secret');
    ours.displayName = 'made in the portal';
    secrets.push({
      ...ours,
      keyId: 'a4d7b143-b83a-4a6b-9bc2-99af6c55d3b0',
      sha256: 'other',
      displayName: 'by hand',
    });
    const { code, document } = await rotate(world, ['--profile', 'another']);
    expect([code, document.status]).toEqual([0, 'done']);
    expect(codesOf(document)).toContain('JI-E121');
    expect(secretsOf(world).map(({ displayName }) => displayName)).toEqual([
      'made in the portal',
      'by hand',
      expect.stringMatching(/^jamf-intune /),
    ]);
    expect(keyInJamf(world)).toBe(secretsOf(world)[2]?.keyId);
  });
});

describe('given a secret store that keeps nothing', () => {
  test('when the run ends before Jamf Pro has the text, then only a person may give the secret up', async () => {
    const world = await connected(['nobody']);
    const none = ['--secret-store', 'none'];
    expect((await rotate(world, none)).code).toBe(5);
    const lost = await rotate(world, none);
    expect([lost.code, codesOf(lost.document)]).toEqual([5, ['JI-E127']]);
    const keys = secretsOf(world).map(({ keyId }) => keyId);
    world.sandbox.setFaults([]);
    const again = await rotate(world, [...none, '--start-over']);
    expect([again.code, again.document.status]).toEqual([0, 'done']);
    expect(secretsOf(world)).toHaveLength(1);
    expect(keys).not.toContain(secretsOf(world)[0]?.keyId);
  });
});

describe('given a scheduler that asks for the days', () => {
  test.each([
    [[], 0, 'valid'],
    [['--days', '365'], 0, 'valid'],
    [['--days', '366'], 3, 'expiring'],
  ])('when it checks with %j, then it ends %i', async (more, exit, status) => {
    const world = await connected();
    const writes = world.writes();
    const { code, document } = await rotate(world, ['--check', ...more]);
    expect([code, document.status, document.secret?.daysLeft]).toEqual([exit, status, 365]);
    expect(world.writes()).toBe(writes);
  });

  test('when there is time left, then --if-expiring does nothing; when there is none, it renews', async () => {
    const world = await connected();
    const writes = world.writes();
    const early = await rotate(world, ['--if-expiring', '30']);
    expect([early.code, early.document.status]).toEqual([0, 'not-due']);
    expect(world.writes()).toBe(writes);
    expect((await rotate(world, ['--if-expiring', '366'])).document.status).toBe('done');
  });
});

describe('given no connection', () => {
  test('when a secret is to be renewed, then it says so, and changes nothing', async () => {
    const world = await openWorld();
    open.push(world);
    const { code, document } = await rotate(world);
    expect([code, document.error?.code]).toEqual([1, 'JI-E126']);
    expect(world.writes()).toBe(0);
  });

  test('when it is only checked, then it says so without a request', async () => {
    const run = await runCommand({ argv: ['rotate-secret', '--check', '--json'] });
    expect([run.code, rotationOf(run.stdout).error?.code]).toEqual([1, 'JI-E126']);
  });

  test('when a number of days cannot be used, then it is exit 2', async () => {
    const run = await runCommand({ argv: ['rotate-secret', '--check', '--days', '0', '--json'] });
    expect([run.code, rotationOf(run.stdout).error?.code]).toEqual([2, 'JI-P502']);
  });
});

describe('given a rotation that waits for somebody', () => {
  test('when the doctor looks, then it signs in with neither secret, which would pass for Jamf Pro', async () => {
    const world = await connected(['nobody']);
    const waiting = await rotate(world);
    expect(waiting.code).toBe(5);
    const keys = secretsOf(world).map(({ keyId }) => keyId);
    expect(keys).toHaveLength(2);
    const usesForIntune = () =>
      world.sandbox.world.credentialActivity
        .filter(({ keyId }) => keys.includes(keyId))
        .map(({ keyId, resourceAppId, lastSignInDateTime }) => [keyId, resourceAppId, lastSignInDateTime]);
    const before = usesForIntune();

    await runBeside(world, { argv: ['doctor', '--sandbox', '--skip', 'network', '--json'] });

    expect(usesForIntune()).toEqual(before);
  });
});
