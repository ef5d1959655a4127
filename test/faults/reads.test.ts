import { afterAll, beforeAll, describe, test } from 'vitest';
import { WRITING_COMMANDS } from '../support/faults-commands.ts';
import { MISHAPS } from '../support/faults-mishaps.ts';
import { runThrough } from '../support/faults-run-through.ts';
import { type Scene, setScene } from '../support/faults-scene.ts';
import { openTable } from '../support/faults-table.ts';
import { type LawGround, openLawGround } from '../support/laws-ground.ts';
import { everyPlaceOnce } from '../support/laws-mishaps.ts';

/** Every request of every command, sign-ins and looks as well, meets a mishap; and time does what it likes. */

const table = openTable('reads');
const MINUTE_MS = 60_000;
/** Longer than the commands wait for replication in the sandbox: they end, and have to be run again. */
const LAG_MS = 30_000;
/** The sandbox's own lag, which no test here is about. */
const SHORT_LAG_MS = 400;

let ground: LawGround;
beforeAll(async () => {
  ground = await openLawGround();
});
afterAll(() => ground.close());

/** Those after which the service has done it change nothing for a look, and 404s are told apart in unit/laws. */
const ON_ARRIVAL = MISHAPS.filter(([name]) => !/after it was done|answer lost/.test(name));

describe.each(WRITING_COMMANDS.map((command) => [command.name, command] as const))(
  'given %s',
  (name, command) => {
    let scene: Scene;
    beforeAll(async () => {
      scene = await setScene(ground, command);
    });

    test.each(ON_ARRIVAL)(
      'when %s meets every request once, then the same end is reached',
      async (what, mishap) => {
        const { met, found } = await runThrough(ground, scene, everyPlaceOnce(mishap));
        table.row(`${name}: ${what}`, met, found);
      },
    );

    test('when what is new is not seen for 30 seconds, then the same end is reached', async () => {
      const home = scene.begin();
      ground.world.lagMs = LAG_MS;
      const { found } = await runThrough(ground, { ...scene, begin: () => home }, () => undefined);
      table.row(`${name}: replication lag of 30 s`, 1, found);
      ground.world.lagMs = SHORT_LAG_MS;
    });

    test('when the computer sleeps for 8 hours at any one writing request, then the same end is reached', async () => {
      const undisturbed = await ground.run(scene.begin(), command.argv);
      const found: string[] = [];
      for (const index of undisturbed.writes.keys()) {
        let writes = 0;
        const ended = await runThrough(ground, scene, (request) => {
          if (request.writes) writes += 1;
          // All tokens are long over when it wakes.
          if (request.writes && writes === index + 1) ground.clock.leap(8 * 60 * MINUTE_MS);
          return undefined;
        });
        found.push(...ended.found);
      }
      table.row(`${name}: asleep for 8 hours, tokens expired`, undisturbed.writes.length, found);
    });
  },
);
