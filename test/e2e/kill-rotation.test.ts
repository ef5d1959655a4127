import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Interference } from '../../src/sandbox/sandbox.ts';
import { rotationOf } from '../support/documents/rotate.ts';
import { copyProgram, kill, type Program } from '../support/laws/child.ts';
import { endOf, RIGHT_END, readState } from '../support/laws/end.ts';
import { type LawGround, openLawGround, SETUP } from '../support/laws/ground.ts';

/**
 * The built program, killed for real at each writing request of a rotation, before the service carried it out and
 * after, and run again: one secret, the one that Jamf Pro uses, and never more than two on the way.
 */

vi.setConfig({ testTimeout: 120_000 });

const ROTATE = ['rotate-secret', '--sandbox', '--yes', '--json'] as const;

let ground: LawGround;
let program: Program;

beforeAll(async () => {
  program = copyProgram();
  // The program has the real clock here, so the lag is short.
  ground = await openLawGround({ lagMs: 40 });
});

afterAll(() => ground.close());

const AFTERWARDS: readonly (readonly [string, Interference | undefined])[] = [
  ['nothing of it was carried out', { kind: 'cut', after: 'before-commit' }],
  ['it was carried out all the same', undefined],
];

describe.each([
  ['the new secret', 0],
  ['the removal of the old one', 1],
] as const)('given a program that is killed at %s', (_what, index) => {
  test.each(AFTERWARDS)('when %s, then the next run reaches the end', async (_how, interference) => {
    const home = ground.begin();
    expect((await ground.run(home, SETUP)).code).toBe(0);
    const old = readState(home).resources.secret?.keyId;
    let seen = 0;
    ground.watch(async (request) => {
      if (!request.writes) return undefined;
      seen += 1;
      if (seen !== index + 1) return undefined;
      await kill(child);
      return interference;
    });
    const child = program.start(home, ROTATE);
    expect((await child.end).ended).toBe('SIGKILL');
    ground.watch();
    expect(readState(home).intents.at(-1)?.status).toBe('pending');

    const last = await program.start(home, ROTATE).end;
    expect(last.ended, last.stderr).toBe(0);
    expect(['done', 'nothing-to-do']).toContain(rotationOf(last.stdout).status);
    expect(endOf(ground.world, home)).toEqual(RIGHT_END);
    expect(readState(home).resources.secret?.keyId).not.toBe(old);
    expect(readState(home).resources.rotation).toBeUndefined();
    expect(ground.most()).toBeLessThanOrEqual(2);
  });
});
