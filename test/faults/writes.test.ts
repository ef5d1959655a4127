import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Interference, SandboxRequest } from '../../src/sandbox/sandbox.ts';
import { WRITING_COMMANDS } from '../support/faults-commands.ts';
import { MISHAPS } from '../support/faults-mishaps.ts';
import { judgeEnd, judgeSecrecy, type Scene, setScene } from '../support/faults-scene.ts';
import { openTable } from '../support/faults-table.ts';
import { type LawGround, openLawGround } from '../support/laws-ground.ts';
import { everyWriteOnce } from '../support/laws-mishaps.ts';

/**
 * Every writing request of every command that writes meets every mishap, and the command is run until it ends well:
 * then the tenant is that of a run that met none. Each run's output and files are searched for secrets as well.
 */

const table = openTable('writes');
/** As many runs as a command has requests that a run can end at, and some more. */
const MOST_RUNS = 25;
const MOST_REQUESTS = 600;

let ground: LawGround;
beforeAll(async () => {
  ground = await openLawGround();
});
afterAll(() => ground.close());

type Mishaps = (request: SandboxRequest) => Interference | undefined;

/** Runs until all is well. @returns how often the mishap happened, and what is wrong in the end */
async function runThrough({ command, begin, differences }: Scene, mishaps: Mishaps) {
  const home = begin();
  const found: string[] = [];
  let met = 0;
  for (let runs = 1; ; runs += 1) {
    const run = await ground.run(home, command.argv, (request) => {
      const mishap = mishaps(request);
      if (mishap !== undefined) met += 1;
      return mishap;
    });
    found.push(...judgeEnd(run), ...judgeSecrecy(ground, home, run));
    if (run.requests.length > MOST_REQUESTS) found.push(`endless: ${run.requests.length} requests in a run`);
    if (run.code === 0) break;
    if (runs === MOST_RUNS) return { met, found: [...found, `endless: ${MOST_RUNS} runs: ${run.stdout}`] };
  }
  if (ground.most() > command.mostSecrets) found.push(`doubled: ${ground.most()} at once`);
  return { met, found: [...found, ...differences(home)] };
}

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
        const { met, found } = await runThrough(scene, everyWriteOnce(mishap));
        table.row(`${name}: ${what}`, met, found);
      },
    );
  },
);
