import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runProgram } from '../../src/cli/program.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { runMeasured } from '../support/faults/processes.ts';
import { openTable } from '../support/faults/table.ts';
import { testHost } from '../support/host.ts';
import { copyProgram } from '../support/laws/child.ts';
import { type LawGround, openLawGround, SETUP } from '../support/laws/ground.ts';

/** A tenant as large as they get: the memory of the built program, and the pages it asks for. */

const table = openTable('large');
const MACS = 50_000;
const GROUPS = 100_000;
const MOST_MIB = 150;

const program = copyProgram();
let ground: LawGround;
let home: string;
beforeAll(async () => {
  ground = await openLawGround({ lagMs: 0 });
  home = ground.begin();
  const run = await ground.run(home, SETUP);
  expect(run.code, run.stderr).toBe(0);
  const { macs, groups } = ground.world;
  const [mac] = macs;
  const [group] = groups;
  if (mac === undefined || group === undefined) throw new Error('the seed has Macs and groups');
  for (let index = macs.length; index < MACS; index += 1) {
    macs.push({
      ...mac,
      id: `${index + 1}`,
      name: `Mac ${index}`,
      serialNumber: `SBX${index}`,
      udid: idOf(1, index),
      // Each its own: what is remembered of a Mac is remembered 50,000 times.
      entraDeviceId: idOf(3, index),
      registration: 'ACTIVATED',
      enrolledIn: index % 2 === 0 ? 'jamf' : 'both',
    });
  }
  for (let index = groups.length; index < GROUPS; index += 1) {
    groups.push({ ...group, id: idOf(2, index), displayName: `Group ${index}`, members: [] });
  }
}, 120_000);
afterAll(() => ground.close());

const idOf = (kind: number, index: number) =>
  `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(index).padStart(12, '0')}`;

describe(`given ${MACS} Macs and ${GROUPS} groups`, () => {
  test.each([
    ['setup --plan', [...SETUP, '--plan'], 80],
    ['status', ['status', '--sandbox', '--json'], 140],
    ['doctor', ['doctor', '--sandbox', '--json'], 250],
    ['rotate-secret --plan', ['rotate-secret', '--sandbox', '--plan', '--json'], 80],
    ['disconnect --plan', ['disconnect', '--sandbox', '--plan', '--json'], 180],
  ])('when %s looks at them, then memory is flat and pages are few', async (name, args, mostRequests) => {
    const requests = ground.watch();
    const run = await runMeasured({ program, args, home });
    ground.watch();
    const found: string[] = [];
    if (run.stdout === '' || /^\s+at .+:\d+:\d+/m.test(run.stderr)) found.push(`no answer: ${run.stderr}`);
    if (run.peakMiB > MOST_MIB) found.push(`${run.peakMiB} MiB`);
    if (run.peakMiB === 0) found.push('the memory was not measured');
    if (requests.length > mostRequests) found.push(`${requests.length} requests`);
    table.row(`${name}: ${run.peakMiB} MiB at most, ${requests.length} requests`, 1, found);
  });
});

test('given nobody who fills in the page, when 8 hours are waited, then memory does not grow', async () => {
  setFlagsFromString('--expose_gc');
  const collect: unknown = runInNewContext('gc');
  const heap = () => {
    if (typeof collect === 'function') collect();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };
  const small = await openLawGround({ lagMs: 0 });
  const empty = small.begin();
  // Whatever the simulated administrator types does not get there.
  small.watch(({ method, path }) =>
    method === 'POST' && path === '/ConditionalAccess.html'
      ? { kind: 'cut', after: 'before-commit' }
      : undefined,
  );
  const HOURS_8 = 8 * 3600;
  const SIGN_IN_MS = 600_000;
  /** The sandbox is looked at every quarter of a second, a real tenant every few seconds. */
  const REAL_PACE = 60;
  // Time passes as fast as the program can look.
  let leapt = 0;
  let looks = 0;
  const sizes: number[] = [];
  const clock: Clock = {
    now: () => new Date(Date.now() + leapt),
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      // The sign-in's own deadline of 10 minutes is nobody's wait here.
      if (milliseconds === SIGN_IN_MS) return new Promise(() => undefined);
      leapt += milliseconds * REAL_PACE;
      looks += 1;
      if (looks % 500 === 0) sizes.push(heap());
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  const { host, stdout } = testHost({
    argv: [...SETUP, '--wait', `${HOURS_8}`],
    home: empty,
    overrides: { clock },
  });
  expect(await runProgram(host), stdout()).toBe(5);
  await small.close();
  // The first look back is after everything is loaded.
  const [, early = 0] = sizes;
  const late = sizes.at(-1) ?? 0;
  const grown = Math.round((late - early) * 10) / 10;
  const found = grown > 8 ? [`${grown} MiB more`] : [];
  if (leapt < 0.99 * HOURS_8 * 1000) found.push(`only ${Math.round(leapt / 1000)} s were waited`);
  table.row(`8 hours of waiting: ${grown} MiB more at the end`, looks, found);
}, 300_000);
