import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Interference, SandboxRequest } from '../../src/sandbox/sandbox.ts';
import { answerOf } from '../support/laws/answer.ts';
import { type Child, type ChildRun, copyProgram, kill, type Program } from '../support/laws/child.ts';
import { endOf, RIGHT_END, readState } from '../support/laws/end.ts';
import { type LawGround, openLawGround, SETUP } from '../support/laws/ground.ts';

/**
 * The built program, killed for real at each writing request of a set-up, before the service carried it out and
 * after, and run again: one application, one service principal, one grant, one secret, and all steps done.
 */

vi.setConfig({ testTimeout: 120_000 });

let ground: LawGround;
let program: Program;
let writes: readonly SandboxRequest[];

beforeAll(async () => {
  program = copyProgram();
  // The program has the real clock here, so the lag is short.
  ground = await openLawGround({ lagMs: 40 });
  const home = ground.begin();
  writes = (await ground.run(home, SETUP)).writes;
  expect(endOf(ground.world, home)).toEqual(RIGHT_END);
  expect(ground.most()).toBe(1);
});

afterAll(() => ground.close());

const PLAIN = ['setup', '--sandbox', '--yes', '--acknowledge-unsupported', '--plain'] as const;

/** Runs the program and lets `act` at it when writing request number `index` arrives. */
async function runUntilWrite(
  home: string,
  argv: readonly string[],
  index: number,
  act: (child: Child) => Promise<Interference | undefined>,
): Promise<ChildRun> {
  let seen = 0;
  ground.watch(async (request) => {
    if (!request.writes) return undefined;
    seen += 1;
    return seen === index + 1 ? act(child) : undefined;
  });
  const child = program.start(home, argv);
  const run = await child.end;
  ground.watch();
  return run;
}

async function expectRightEnd(home: string): Promise<void> {
  const last = await program.start(home, SETUP).end;
  expect(last.ended, last.stderr).toBe(0);
  expect(['done', 'nothing-to-do']).toContain(answerOf(last).status);
  expect(endOf(ground.world, home)).toEqual(RIGHT_END);
  expect(ground.most()).toBe(1);
}

/** The 7 writing requests; the list is checked against what a set-up really sends. */
const WRITES = [
  'the application',
  'its service principal',
  'the list of permissions',
  'the consent',
  'the secret',
  'the connector',
  'the groups',
] as const;

test('given a set-up, when it is watched, then it sends just the writing requests that are killed below', () => {
  expect(writes.map(({ method }) => method)).toEqual([
    'PATCH',
    'POST',
    'PATCH',
    'POST',
    'POST',
    'PATCH',
    'PATCH',
  ]);
  expect(writes).toHaveLength(WRITES.length);
});

describe.each(WRITES.map((what, index) => [what, index] as const))(
  'given a program that is killed while it writes %s',
  (_what, index) => {
    test('when nothing of it was carried out, then the next run reaches the end', async () => {
      const home = ground.begin();
      const killed = await runUntilWrite(home, SETUP, index, async (child) => {
        await kill(child);
        return { kind: 'cut', after: 'before-commit' };
      });
      expect(killed.ended).toBe('SIGKILL');
      expect(readState(home).intents.at(-1)?.status).toBe('pending');
      await expectRightEnd(home);
    });

    test('when it was carried out all the same, then the next run reaches the end', async () => {
      const home = ground.begin();
      const killed = await runUntilWrite(home, SETUP, index, async (child) => {
        await kill(child);
        return undefined;
      });
      expect(killed.ended).toBe('SIGKILL');
      expect(readState(home).intents.at(-1)?.status).toBe('pending');
      await expectRightEnd(home);
    });
  },
);

describe('given a program that the system asks to end', () => {
  const SECRET = WRITES.indexOf('the secret');

  test('when SIGTERM comes during a request, then it exits 143, and the next run says from where it goes on', async () => {
    const home = ground.begin();
    const ended = await runUntilWrite(home, PLAIN, SECRET, async (child) => {
      child.process.kill('SIGTERM');
      // It gives the request up; the service, which knows nothing of that, carries it out.
      await child.end;
      return undefined;
    });
    expect(ended.ended, ended.stderr).toBe(143);
    expect(ended.stdout + ended.stderr).not.toMatch(/^\s+at /m);

    const next = await program.start(home, PLAIN).end;
    expect(next.ended, next.stderr).toBe(0);
    expect(next.stdout + next.stderr).toContain('the client secret was being created');
    expect(endOf(ground.world, home)).toEqual(RIGHT_END);

    const after = await program.start(home, PLAIN).end;
    expect(after.ended).toBe(0);
    expect(after.stdout + after.stderr).not.toContain('was being created');
  });

  test('when SIGINT comes during a request, then it exits 130 and the next run reaches the end', async () => {
    const home = ground.begin();
    const ended = await runUntilWrite(home, SETUP, SECRET, async (child) => {
      child.process.kill('SIGINT');
      await child.end;
      return undefined;
    });
    expect(ended.ended, ended.stderr).toBe(130);
    expect(answerOf(ended).error?.code).toBe('JI-P514');
    await expectRightEnd(home);
  });
});

test('given a program that was killed, when another one starts at once, then the dead one holds no lock', async () => {
  const home = ground.begin();
  const codes: unknown[] = [];
  for (const index of [0, 0]) {
    const killed = await runUntilWrite(home, SETUP, index, async (child) => {
      await kill(child);
      return undefined;
    });
    codes.push(killed.ended);
  }
  expect(codes).toEqual(['SIGKILL', 'SIGKILL']);
  await expectRightEnd(home);
});

test('given a program at work, when a second one starts, then the second one is told so and changes nothing', async () => {
  const home = ground.begin();
  let second: ChildRun | undefined;
  const first = await runUntilWrite(home, SETUP, 1, async () => {
    second = await program.start(home, SETUP).end;
    return undefined;
  });
  expect(first.ended, first.stderr).toBe(0);
  expect(second?.ended).toBe(6);
  expect(second && answerOf(second).requests.writes).toBe(0);
  expect(endOf(ground.world, home)).toEqual(RIGHT_END);
  expect(ground.most()).toBe(1);
});
