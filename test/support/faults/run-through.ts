import type { Interference, SandboxRequest } from '../../../src/sandbox/sandbox.ts';
import type { LawGround } from '../laws/ground.ts';
import { judgeEnd, judgeSecrecy, type Scene } from './scene.ts';

/** As many runs as a command has requests that a run can end at, and some more. */
const MOST_RUNS = 80;
const MOST_REQUESTS = 900;

export interface RunThrough {
  /** How often a mishap happened. */
  readonly met: number;
  /** How many runs it took. */
  readonly runs: number;
  /** What is wrong: with the end, or with any run on the way to it. */
  readonly found: readonly string[];
}

/** Runs a command again and again until all is well, and compares the end with that of an undisturbed run. */
export async function runThrough(
  ground: LawGround,
  { command, begin, differences }: Scene,
  mishaps: (request: SandboxRequest) => Interference | undefined,
): Promise<RunThrough> {
  const home = begin();
  const found: string[] = [];
  let met = 0;
  let runs = 1;
  for (; ; runs += 1) {
    const run = await ground.run(home, command.argv, (request) => {
      const mishap = mishaps(request);
      if (mishap !== undefined) met += 1;
      return mishap;
    });
    found.push(...judgeEnd(run), ...judgeSecrecy(ground, home, run));
    if (run.requests.length > MOST_REQUESTS) found.push(`endless: ${run.requests.length} requests in a run`);
    if (run.code === 0) break;
    if (runs === MOST_RUNS)
      return { met, runs, found: [...found, `endless: ${MOST_RUNS} runs: ${run.stdout}`] };
  }
  if (ground.most() > command.mostSecrets) found.push(`doubled: ${ground.most()} at once`);
  return { met, runs, found: [...found, ...differences(home)] };
}
