import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Interference, SandboxRequest } from '../../../src/sandbox/sandbox.ts';
import { Interrupted } from '../../../src/terminal/interrupted.ts';
import { disconnectOf, expectTypedDisconnect } from '../../support/documents/disconnect.ts';
import {
  connectOnce,
  DELETE,
  DISCONNECT,
  type LivingConnection,
  leftoversOf,
  NOTHING_LEFT,
  tenantOf,
} from '../../support/laws/disconnect.ts';
import { breakDisk, mendDisk } from '../../support/laws/disk.ts';
import { endOf, RIGHT_END } from '../../support/laws/end.ts';
import { type Hand, type LawGround, openLawGround, SETUP } from '../../support/laws/ground.ts';
import { everyPlaceOnce, everyWriteOnce, refusal } from '../../support/laws/mishaps.ts';

/**
 * The laws of `disconnect`: it brings the tenant back to where it was, and whatever becomes of any of its requests,
 * the command, run again, comes to the same end.
 */

// Whole runs in a row, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let ground: LawGround;
let connection: LivingConnection;
let writes: readonly SandboxRequest[];

beforeAll(async () => {
  ground = await openLawGround();
  connection = await connectOnce(ground);
  const home = connection.restore();
  const run = await ground.run(home, DELETE);
  expect(run.code, run.stderr).toBe(0);
  writes = run.writes;
});
afterAll(() => ground.close());

function expectNothingLeft(home: string, what: string): void {
  expect(tenantOf(ground.world), what).toEqual(tenantOf(connection.firstDay));
  expect(leftoversOf(ground.world, home), what).toEqual(NOTHING_LEFT);
}

/** Runs it with a hand in the traffic, and again where it did not come to its end. */
async function throughMishap(hand: Hand, what: string, argv: readonly string[] = DELETE): Promise<string> {
  const home = connection.restore();
  const disturbed = await ground.run(home, argv, hand);
  expectTypedDisconnect(disturbed, what);
  if (disturbed.code !== 0) {
    const next = await ground.run(home, argv);
    expect(next.code, `${what}: ${next.stdout}${next.stderr}`).toBe(0);
  }
  return home;
}

/** Whether writing request number `index` has reached the tenant: whoever is interrupted does not wait for it. */
function isCarriedOut(index: number): boolean {
  const { applications, deviceManagementPartners } = ground.world;
  const row = deviceManagementPartners.find(({ displayName }) => displayName === 'Jamf');
  const ours = applications.find(({ uniqueName }) => uniqueName?.startsWith('jamf-intune-') === true);
  const effects = [
    row?.singleTenantAppId === null,
    row?.groupsRequiringPartnerEnrollment.length === 0,
    (ours?.passwordCredentials.length ?? 0) === 0,
    ours === undefined,
  ];
  return effects[index] === true;
}

/** Lets `act` at writing request number `index`. */
function atWrite(index: number, act: Hand): Hand {
  let seen = 0;
  return (request, end) => {
    if (!request.writes) return undefined;
    seen += 1;
    return seen === index + 1 ? act(request, end) : undefined;
  };
}

test('given a living connection, when it is planned, then nothing is written and nothing is remembered', async () => {
  const home = connection.restore();
  const before = structuredClone(ground.world);
  const run = await ground.run(home, [...DELETE, '--plan']);
  const answer = expectTypedDisconnect(run, 'plan');
  expect([run.code, answer.status, run.writes]).toEqual([0, 'planned', []]);
  expect(tenantOf(ground.world)).toEqual(tenantOf(before));
  expect(endOf(ground.world, home)).toEqual(RIGHT_END);
});

test('given a living connection, when all of it is taken down, then the tenant is where it was, in just these requests', async () => {
  const home = connection.restore();
  const run = await ground.run(home, DELETE);
  expect(disconnectOf(run).status).toBe('done');
  expectNothingLeft(home, 'whole');
  // Application ID, groups, secret, application; the switch in Jamf Pro is a person's.
  expect(run.writes.map(({ method }) => method)).toEqual(['PATCH', 'PATCH', 'POST', 'DELETE']);
  const again = await ground.run(home, DELETE);
  expect([disconnectOf(again).status, again.writes]).toEqual(['nothing-to-do', []]);
  expectNothingLeft(home, 'again');
});

test('given a connection that was taken down, when it is set up again, then it lives, with or without its application', async () => {
  for (const argv of [DISCONNECT, DELETE]) {
    const home = connection.restore();
    expect((await ground.run(home, argv)).code).toBe(0);
    const run = await ground.run(home, SETUP);
    expect(run.code, run.stdout).toBe(0);
    expect(run.stderr).toContain('was taken down on');
    expect(endOf(ground.world, home)).toEqual(RIGHT_END);
  }
});

const LOST: readonly (readonly [string, Interference])[] = [
  ['the connection is cut before the request is carried out', { kind: 'cut', after: 'before-commit' }],
  ['the connection is cut after the request was carried out', { kind: 'cut', after: 'after-commit' }],
  ['a gateway answers 504 after it was carried out', { kind: 'answer', status: 504, after: 'after-commit' }],
];

describe.each(LOST)('given that %s', (_name, interference) => {
  test('when it happens to any one writing request, then the same end is reached', async () => {
    for (const [index, { method, path }] of writes.entries()) {
      const home = await throughMishap(
        atWrite(index, () => interference),
        `${method} ${path}`,
      );
      expectNothingLeft(home, `${method} ${path}`);
    }
  });
});

describe('given a person who presses Ctrl-C', () => {
  test('when it comes during any one writing request that is carried out all the same, then the next run reaches the end', async () => {
    for (const [index, { path }] of writes.entries()) {
      const home = connection.restore();
      const run = await ground.run(
        home,
        DELETE,
        atWrite(index, (_request, end) => {
          end(new Interrupted('SIGINT'));
          return undefined;
        }),
      );
      expect([run.code, expectTypedDisconnect(run, path).error?.code]).toEqual([130, 'JI-P514']);
      expect(run.writes).toHaveLength(index + 1);
      await vi.waitFor(() => expect(isCarriedOut(index)).toBe(true));
      const next = await ground.run(home, DELETE);
      expect(next.code, next.stdout).toBe(0);
      expectNothingLeft(home, path);
    }
  });

  test('when the next command is a set-up, then it heals what was begun', async () => {
    for (const [index, { path }] of writes.entries()) {
      const home = connection.restore();
      await ground.run(
        home,
        DELETE,
        atWrite(index, (_request, end) => {
          end(new Interrupted('SIGTERM'));
          return undefined;
        }),
      );
      await vi.waitFor(() => expect(isCarriedOut(index)).toBe(true));
      const next = await ground.run(home, SETUP);
      expect(next.code, `${path}: ${next.stdout}`).toBe(0);
      expect(next.stderr).toContain('did not come to its end');
      expect(endOf(ground.world, home), path).toEqual(RIGHT_END);
    }
  });
});

describe('given a disk that takes no more', () => {
  test('when it begins at any one writing request, then the run says so and the next one reaches the end', async () => {
    for (const [index, { path }] of writes.entries()) {
      const home = connection.restore();
      const failed = await ground.run(
        home,
        DELETE,
        atWrite(index, () => {
          breakDisk(home);
          return undefined;
        }),
      );
      expect([failed.code, expectTypedDisconnect(failed, path).error?.code]).toEqual([6, 'JI-P536']);
      expect(failed.writes).toHaveLength(index + 1);
      mendDisk(home);
      const next = await ground.run(home, DELETE);
      expect(next.code, next.stdout).toBe(0);
      expectNothingLeft(home, path);
    }
  });
});

async function runUntilDone(mishap: Hand): Promise<string> {
  const home = connection.restore();
  const ends: string[] = [];
  for (let runs = 0; runs < 60; runs += 1) {
    const run = await ground.run(home, DELETE, mishap);
    const { error, status } = expectTypedDisconnect(run, `run ${runs + 1}: ${run.stdout}`);
    ends.push(error?.code ?? status);
    if (run.code === 0) return home;
  }
  throw new Error(`no end was reached: ${ends.join(', ')}`);
}

describe.each([401, 403, 404, 429, 503])('given that %i is answered', (status) => {
  test('when it meets each writing request once, then the same end is reached', async () => {
    expectNothingLeft(await runUntilDone(everyWriteOnce(refusal(status))), String(status));
  });
});

test('given a connection that is cut, when it meets every request once, then the same end is reached', async () => {
  // Jamf Pro's own sign-in is left alone: when it cannot tell Intune that it is off, it does not try again.
  const ours = ({ service, path }: SandboxRequest) =>
    !path.endsWith('/endpoints') && (service !== 'entra' || path.includes('onmicrosoft.com'));
  const mishap = everyPlaceOnce({ kind: 'cut', after: 'before-commit' }, ours);
  expectNothingLeft(await runUntilDone(mishap), 'cut');
});

test('given --purge, when its last writing requests are cut, then nobody can restore the application', async () => {
  const purge = [...DISCONNECT, '--purge'];
  for (const after of ['before-commit', 'after-commit'] as const) {
    for (const index of [writes.length - 1, writes.length]) {
      const what = `${after} ${index}`;
      const home = await throughMishap(
        atWrite(index, () => ({ kind: 'cut', after })),
        what,
        purge,
      );
      expect(leftoversOf(ground.world, home), what).toEqual({ ...NOTHING_LEFT, deleted: 0 });
    }
  }
});
