import { afterAll, beforeAll, describe, test } from 'vitest';
import { WRITING_COMMANDS } from '../support/faults/commands.ts';
import { MISHAPS } from '../support/faults/mishaps.ts';
import { runThrough } from '../support/faults/run-through.ts';
import { type Scene, setScene } from '../support/faults/scene.ts';
import { openTable } from '../support/faults/table.ts';
import { type LawGround, openLawGround } from '../support/laws/ground.ts';
import { everyWriteOnce } from '../support/laws/mishaps.ts';

/**
 * Every writing request of every command that writes meets every mishap, and the command is run until it ends well:
 * then the tenant is that of a run that met none. Each run's output and files are searched for secrets as well.
 */

const table = openTable('writes');
let ground: LawGround;
beforeAll(async () => {
  ground = await openLawGround();
});
afterAll(() => ground.close());

describe.each(WRITING_COMMANDS.map((command) => [command.name, command] as const))(
  'given %s',
  (name, command) => {
    let scene: Scene;
    beforeAll(async () => {
      scene = await setScene(ground, command);
    });

    test.each(MISHAPS)(
      'when %s meets every writing request, then the same end is reached',
      async (what, mishap) => {
        const { met, found } = await runThrough(ground, scene, everyWriteOnce(mishap));
        table.row(`${name}: ${what}`, met, found);
      },
    );
  },
);
