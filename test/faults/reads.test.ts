import { afterAll, beforeAll, describe, test } from 'vitest';
import type { SandboxRequest } from '../../src/sandbox/sandbox.ts';
import { WRITING_COMMANDS } from '../support/faults/commands.ts';
import { MISHAPS } from '../support/faults/mishaps.ts';
import { runThrough } from '../support/faults/run-through.ts';
import { judgeEnd, judgeSecrecy, type Scene, setScene } from '../support/faults/scene.ts';
import { openTable } from '../support/faults/table.ts';
import { type LawGround, openLawGround } from '../support/laws/ground.ts';
import { everyPlaceOnce } from '../support/laws/mishaps.ts';

/** Every request of every command, looks as well, meets a mishap; and time does what it likes. */

const table = openTable('reads');
const HOURS_8_MS = 8 * 3_600_000;
/** The sandbox is waited for 12 seconds where a tenant is waited for minutes (src/wizard/sandbox/ground.ts). */
const LAG_MS = 8_000;
const LONG_LAG_MS = 30_000;
const RUNS_IN_LAG = 3;

let ground: LawGround;
beforeAll(async () => {
  ground = await openLawGround();
});
afterAll(() => ground.close());

/**
 * Kinds of mishaps, each with the most runs that may be needed. What passes by itself costs no run of its own; what
 * ends a run ends it at each request that meets it, and those after a commit change nothing for a look.
 */
const FOR_SETUP: ReadonlyMap<string, number> = new Map([
  ['401, token refused', 6],
  ['503', 2],
  ['redirect to another host', 20],
  ['200 with HTML', 20],
]);
const FOR_OTHERS: ReadonlyMap<string, number> = new Map([['503', 2]]);
/** It keeps no journal: the sign-in and each of its 3 creates end a run, and the next one looks what there is. */
const FOR_JAMF_ROLE: ReadonlyMap<string, number> = new Map([['503', 5]]);

function kindsFor(command: string): ReadonlyMap<string, number> {
  if (command === 'setup') return FOR_SETUP;
  return command.startsWith('jamf-role') ? FOR_JAMF_ROLE : FOR_OTHERS;
}

/** Without sign-ins and service discovery, which Jamf Pro does as well and does not repeat: test/unit/microsoft has them. */
const isOwn = ({ service, path }: SandboxRequest) => service !== 'entra' && !path.endsWith('/endpoints');

describe.each(WRITING_COMMANDS.map((command) => [command.name, command] as const))(
  'given %s',
  (name, command) => {
    let scene: Scene;
    beforeAll(async () => {
      scene = await setScene(ground, command);
    });

    const kinds = kindsFor(name);
    test.each(MISHAPS.filter(([what]) => kinds.has(what)))(
      'when %s meets every request once, then the same end is reached',
      async (what, mishap) => {
        const { met, found, runs } = await runThrough(ground, scene, everyPlaceOnce(mishap, isOwn));
        const tooMany = runs > (kinds.get(what) ?? 0) ? [`${runs} runs`] : [];
        table.row(`${name}: ${what}`, met, [...found, ...tooMany]);
      },
    );

    test('when what is new is not seen for a while, then the same end is reached', async () => {
      const home = scene.begin();
      ground.world.lagMs = LAG_MS;
      const { found, runs } = await runThrough(ground, { ...scene, begin: () => home }, () => undefined);
      const gaveUp = runs === 1 ? [] : [`${runs} runs`];
      table.row(`${name}: replication lag within our patience`, 1, [...found, ...gaveUp]);
    });

    test('when it is not seen for longer than anybody waits, then the run after that puts all right', async () => {
      const home = scene.begin();
      ground.world.lagMs = LONG_LAG_MS;
      const found: string[] = [];
      for (let runs = 0; runs < RUNS_IN_LAG; runs += 1) {
        const run = await ground.run(home, command.argv);
        found.push(...judgeEnd(run), ...judgeSecrecy(ground, home, run));
        if (run.code === 0) break;
      }
      ground.clock.leap(LONG_LAG_MS);
      ground.world.lagMs = 0;
      // Each run that gave up may have made another secret that it could not see; now all of them are seen.
      const settling = { ...scene, command: { ...command, mostSecrets: 1 + RUNS_IN_LAG }, begin: () => home };
      const settled = await runThrough(ground, settling, () => undefined);
      table.row(`${name}: replication lag beyond it`, 1, [...found, ...settled.found]);
    });

    test('when the computer sleeps for 8 hours at any one writing request, then the same end is reached', async () => {
      const undisturbed = await ground.run(scene.begin(), command.argv);
      const found: string[] = [];
      for (const index of undisturbed.writes.keys()) {
        let writes = 0;
        const ended = await runThrough(ground, scene, (request) => {
          if (request.writes) writes += 1;
          // All tokens are long over when it wakes.
          if (request.writes && writes === index + 1) ground.clock.leap(HOURS_8_MS);
          return undefined;
        });
        found.push(...ended.found);
      }
      table.row(`${name}: asleep for 8 hours, tokens expired`, undisturbed.writes.length, found);
    });
  },
);
