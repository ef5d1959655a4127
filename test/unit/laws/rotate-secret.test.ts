import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { INTUNE_API_APP_ID } from '../../../src/microsoft/identifiers.ts';
import type { Interference, SandboxRequest } from '../../../src/sandbox/sandbox.ts';
import { Interrupted } from '../../../src/terminal/interrupted.ts';
import { rotationOf } from '../../support/documents/rotate.ts';
import { breakDisk, mendDisk } from '../../support/laws/disk.ts';
import { endOf, RIGHT_END, readState } from '../../support/laws/end.ts';
import { type Hand, type LawGround, type LawRun, openLawGround, SETUP } from '../../support/laws/ground.ts';
import { everyPlaceOnce, refusal } from '../../support/laws/mishaps.ts';

/**
 * The laws of a rotation: whatever becomes of a request, there are never more than two secrets, the old one never goes
 * before Jamf Pro was seen to use the new one, and the next run reaches the end.
 */

// Whole runs in a row, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const ROTATE = ['rotate-secret', '--sandbox', '--yes', '--json'] as const;

let ground: LawGround;
beforeAll(async () => {
  ground = await openLawGround();
});
afterAll(() => ground.close());

/** A tenant that is connected, and the key id of the secret that Jamf Pro uses. */
async function connected(): Promise<{ readonly home: string; readonly old: string | undefined }> {
  const home = ground.begin();
  const setup = await ground.run(home, SETUP);
  expect(setup.code, setup.stderr).toBe(0);
  return { home, old: secrets()[0]?.keyId };
}

const secrets = () =>
  ground.world.applications.find(({ uniqueName }) => uniqueName !== null)?.passwordCredentials ?? [];

/** At every request: where the old secret is gone, Jamf Pro has used another one for Intune since. */
function watchTheOrder(old: string | undefined): void {
  if (secrets().some(({ keyId }) => keyId === old)) return;
  const used = ground.world.credentialActivity.some(
    ({ keyId, resourceAppId }) =>
      resourceAppId === INTUNE_API_APP_ID && secrets().some((secret) => secret.keyId === keyId),
  );
  if (!used) cutOff += 1;
}
let cutOff = 0;
let looks = 0;

/** Renews the secret, with a hand in the traffic and an eye on the order. */
function rotate(home: string, old: string | undefined, hand: Hand = () => undefined): Promise<LawRun> {
  return ground.run(home, ROTATE, (request, end) => {
    looks += 1;
    watchTheOrder(old);
    return hand(request, end);
  });
}

async function expectTheEnd(home: string, old: string | undefined, disturbed: LawRun, what: string) {
  const answer = rotationOf(disturbed.stdout);
  expect(disturbed.stderr, what).not.toMatch(/^\s+at .+:\d+:\d+/m);
  if (disturbed.code !== 0) {
    expect(answer.error?.code ?? 'waiting', what).not.toBe('JI-P500');
    // Nobody was cut off meanwhile: the old secret is there, or the new one has taken over.
    expect(endOf(ground.world, home).jamf, what).toBe('on, with the secret of the application');
    const next = await rotate(home, old);
    expect(next.code, `${what}: ${next.stdout}${next.stderr}`).toBe(0);
    expect(['done', 'nothing-to-do'], what).toContain(rotationOf(next.stdout).status);
  }
  expect(endOf(ground.world, home), what).toEqual(RIGHT_END);
  expect(
    secrets().map(({ keyId }) => keyId),
    what,
  ).not.toContain(old);
  expect(readState(home).resources.rotation, what).toBeUndefined();
  expect(ground.most(), what).toBeLessThanOrEqual(2);
}

const WRITES = ['the new secret', 'the removal of the old one'] as const;

test('given a rotation, when it is watched, then it sends just the writing requests that are disturbed below', async () => {
  const { home, old } = await connected();
  const run = await rotate(home, old);
  expect(run.writes.map(({ path }) => path.split('/').at(-1))).toEqual(['addPassword', 'removePassword']);
  expect(run.writes).toHaveLength(WRITES.length);
  await expectTheEnd(home, old, run, 'undisturbed');
});

const LOST: readonly (readonly [string, Interference])[] = [
  ['the connection is cut before it is carried out', { kind: 'cut', after: 'before-commit' }],
  ['the connection is cut after it was carried out', { kind: 'cut', after: 'after-commit' }],
  ['a gateway answers 504 after it was carried out', { kind: 'answer', status: 504, after: 'after-commit' }],
];

describe.each(WRITES.map((what, index) => [what, index] as const))('given %s', (what, index) => {
  const atThat = (
    act: (request: SandboxRequest, end: (reason: unknown) => void) => Interference | undefined,
  ) => {
    let seen = 0;
    return (request: SandboxRequest, end: (reason: unknown) => void) => {
      if (request.writes) seen += 1;
      return request.writes && seen === index + 1 ? act(request, end) : undefined;
    };
  };

  test.each(LOST)('when %s, then the same end is reached', async (how, interference) => {
    const { home, old } = await connected();
    const disturbed = await rotate(
      home,
      old,
      atThat(() => interference),
    );
    await expectTheEnd(home, old, disturbed, `${what}, ${how}`);
  });

  test('when Ctrl-C comes during it, then the next run reaches the end', async () => {
    const { home, old } = await connected();
    const interrupted = await rotate(
      home,
      old,
      atThat((_request, end) => {
        end(new Interrupted('SIGINT'));
        return undefined;
      }),
    );
    expect([interrupted.code, rotationOf(interrupted.stdout).error?.code]).toEqual([130, 'JI-P514']);
    await expectTheEnd(home, old, interrupted, what);
  });

  test('when the disk takes no more from then on, then the next run reaches the end', async () => {
    const { home, old } = await connected();
    const failed = await rotate(
      home,
      old,
      atThat(() => {
        breakDisk(home);
        return undefined;
      }),
    );
    expect(failed.code).toBe(6);
    mendDisk(home);
    await expectTheEnd(home, old, failed, what);
  });

  test.each([401, 403, 404, 409, 500, 503])(
    'when it is answered %i, then it is a typed error, and the next run ends well',
    async (status) => {
      const { home, old } = await connected();
      const refused = await rotate(
        home,
        old,
        atThat(() => refusal(status)),
      );
      await expectTheEnd(home, old, refused, `${what}, ${status}`);
    },
  );
});

test('given a run that dies at every request in turn, when it is run again and again, then it reaches the end', async () => {
  const { home, old } = await connected();
  const first = everyPlaceOnce({ kind: 'cut', after: 'before-commit' });
  for (let runs = 1; ; runs += 1) {
    let ended = false;
    const run = await rotate(home, old, (request, end) => {
      if (ended || first(request) === undefined) return undefined;
      ended = true;
      end(new Interrupted('SIGTERM'));
      return undefined;
    });
    if (!ended || run.code === 0) {
      expect(run.code, run.stderr).toBe(0);
      expect(runs).toBeGreaterThan(10);
      await expectTheEnd(home, old, run, 'at last');
      break;
    }
    expect(run.code).toBe(143);
    expect(ground.most()).toBeLessThanOrEqual(2);
  }
});

test('given all of the above, then no secret went that Jamf Pro could still need', () => {
  expect(looks).toBeGreaterThan(1000);
  expect(cutOff).toBe(0);
});
