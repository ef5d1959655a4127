import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ChildRun, copyProgram, kill, type Program } from '../support/laws/child.ts';
import { endOf, RIGHT_END, readSecrets } from '../support/laws/end.ts';
import { type LawGround, openLawGround } from '../support/laws/ground.ts';
import { validDocument } from '../support/life/documents.ts';
import { secretsOf, tenantOf } from '../support/life/tenant.ts';

/**
 * The whole life of a connection with the built program, which is killed for real at every writing request, by turns
 * before the service carried it out and after. `kill.test.ts` does that to the first set-up alone.
 */

vi.setConfig({ testTimeout: 180_000 });

const UNATTENDED = ['--sandbox', '--yes', '--json'];
const SETUP = ['setup', '--acknowledge-unsupported', ...UNATTENDED];
const ROTATE = ['rotate-secret', ...UNATTENDED];
const DISCONNECT = ['disconnect', '--delete-app', ...UNATTENDED];
const STATUS = ['status', '--sandbox', '--json'];

let ground: LawGround;
let program: Program;

beforeAll(async () => {
  program = copyProgram();
  // The program has the real clock here, so the lag is short.
  ground = await openLawGround({ lagMs: 40 });
});

afterAll(() => ground.close());

/** Kills the command at its first write, then at its second, …, until a run comes to its end. */
async function untilItEnds(home: string, argv: readonly string[]): Promise<number> {
  const met = new Set<string>();
  for (let kills = 0; ; kills += 1) {
    let killed = false;
    ground.watch(async ({ writes, method, path }) => {
      const place = `${method} ${path}`;
      // Two writes may go to the same place: what was let through may be met again.
      if (killed || !writes || met.delete(place)) return undefined;
      met.add(place);
      killed = true;
      await kill(child);
      return kills % 2 === 0 ? { kind: 'cut', after: 'before-commit' } : undefined;
    });
    const child = program.start(home, argv);
    const run = await child.end;
    ground.watch();
    if (!killed) {
      expect(run.ended, run.stderr).toBe(0);
      // When the last write was carried out all the same, nothing is left to do.
      expect(['done', 'nothing-to-do']).toContain(validDocument(run.stdout).status);
      return kills;
    }
    expect(run.ended).toBe('SIGKILL');
  }
}

async function statusOf(home: string): Promise<string> {
  const run = await program.start(home, STATUS).end;
  expect(run.ended, run.stderr).toBe(0);
  return validDocument(run.stdout).status;
}

test('given a life, when every command is killed at every writing request, then it is the life that was meant', async () => {
  const home = ground.begin();
  const { world } = ground;
  const before = tenantOf(world);
  const first = await program.start(home, SETUP).end;
  expect(first.ended, first.stderr).toBe(0);
  const [secret] = secretsOf(world);

  expect(await untilItEnds(home, ROTATE)).toBeGreaterThanOrEqual(2);
  expect(endOf(world, home)).toEqual(RIGHT_END);
  expect(secretsOf(world)).not.toContain(secret);
  expect(await statusOf(home)).toBe('connected');

  expect(await untilItEnds(home, DISCONNECT)).toBeGreaterThanOrEqual(3);
  expect(tenantOf(world)).toEqual(before);
  expect(readSecrets(home)).toEqual({});
  expect(await statusOf(home)).toBe('not-connected');

  expect(await untilItEnds(home, SETUP)).toBeGreaterThanOrEqual(6);
  expect(endOf(world, home)).toEqual(RIGHT_END);
  expect(await statusOf(home)).toBe('connected');
});

test('given a rotation at work, when others start on its profile, then they say who it is, and only looking goes on', async () => {
  const home = ground.begin();
  await program.start(home, SETUP).end;
  const others: ChildRun[] = [];
  ground.watch(async ({ writes }) => {
    if (!writes || others.length > 0) return undefined;
    ground.watch();
    for (const argv of [DISCONNECT, ROTATE, STATUS]) others.push(await program.start(home, argv).end);
    return undefined;
  });
  const rotation = program.start(home, ROTATE);
  expect((await rotation.end).ended).toBe(0);
  const [disconnect, rotate, status] = others;
  for (const refused of [disconnect, rotate]) {
    expect(refused?.ended).toBe(6);
    expect(refused?.stdout).toContain(String(rotation.process.pid));
    expect(refused && validDocument(refused.stdout)).toMatchObject({
      status: 'failed',
      error: { exit: 6 },
      requests: { writes: 0 },
    });
  }
  expect(status?.ended).toBe(0);
  expect(endOf(ground.world, home)).toEqual(RIGHT_END);
});
