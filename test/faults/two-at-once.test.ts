import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { WRITING_COMMANDS } from '../support/faults/commands.ts';
import { runThrough } from '../support/faults/run-through.ts';
import { judgeEnd, setScene } from '../support/faults/scene.ts';
import { openTable } from '../support/faults/table.ts';
import { newHome } from '../support/host.ts';
import { endOf, RIGHT_END } from '../support/laws/end.ts';
import { type LawGround, openLawGround, SETUP } from '../support/laws/ground.ts';
import { realClock } from '../support/sandbox/ground.ts';

/**
 * Two runs at the same time. Real processes that fight for one lock are in test/unit/state/lock.test.ts and
 * test/e2e/kill.test.ts; here are commands that have to live with one another.
 */

const table = openTable('two-at-once');
const DISCONNECT = ['disconnect', '--sandbox', '--yes', '--json'] as const;
const ROUNDS = 4;
const MOST_RUNS = 4;

let ground: LawGround;
beforeAll(async () => {
  ground = await openLawGround();
});
afterAll(() => ground.close());

/** What there is of ours in the tenant. */
function counts() {
  const { applications, servicePrincipals } = ground.world;
  const ours = applications.filter(({ uniqueName }) => uniqueName?.startsWith('jamf-intune-') === true);
  const principals = servicePrincipals.filter(({ appId }) => ours.some((each) => each.appId === appId));
  return { applications: ours.length, principals: principals.length };
}

/** The same tenant, seen from another computer: what its sandbox is called stands in the folder, no profile does. */
function otherHome(home: string): string {
  const other = newHome();
  cpSync(join(home, 'sandbox-world'), join(other, 'sandbox-world'), { recursive: true });
  return other;
}

describe('given two who set the same tenant up from two computers', () => {
  test('when they start together, then there is one application, and the last word is one of theirs', async () => {
    const found: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const homes = [ground.begin()];
      homes.push(otherHome(homes[0] ?? ''));
      const runs = await Promise.all(homes.map((home) => ground.run(home, SETUP)));
      for (const run of runs) found.push(...judgeEnd(run));
      // Whoever could not finish runs again, alone: each may have taken the other's secret for a lost one.
      const [first = ''] = homes;
      let again = await ground.run(first, SETUP);
      for (let runs = 1; runs < MOST_RUNS && again.code !== 0; runs += 1)
        again = await ground.run(first, SETUP);
      found.push(...judgeEnd(again));
      if (again.code !== 0) found.push(`endless: ${again.stdout}`);
      const { applications, principals } = counts();
      if (applications !== 1 || principals !== 1)
        found.push(`${applications} applications, ${principals} principals`);
      const { jamf } = endOf(ground.world, first);
      if (jamf !== 'on, with the secret of the application')
        found.push(`Jamf Pro is ${jamf}: ${again.stdout}`);
    }
    table.row('two computers, one tenant', ROUNDS, found);
  });
});

describe('given setup and disconnect', () => {
  test('when both start on one profile, then one of them is told of the other and changes nothing', async () => {
    const found: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const home = ground.begin();
      await ground.run(home, SETUP);
      const runs = await Promise.all([ground.run(home, SETUP), ground.run(home, DISCONNECT)]);
      for (const run of runs) found.push(...judgeEnd(run));
      const locked = runs.filter(({ stdout }) => stdout.includes('JI-P537'));
      if (locked.length !== 1) found.push(`${locked.length} of 2 were told of the other`);
      const last = await ground.run(home, SETUP);
      if (last.code !== 0) found.push(`setup ends with ${last.code}`);
      const end = JSON.stringify(endOf(ground.world, home));
      if (end !== JSON.stringify(RIGHT_END)) found.push(end);
    }
    table.row('setup against disconnect, one profile', ROUNDS, found);
  });

  test('when they start on two computers, then setup alone comes to its end afterwards', async () => {
    const found: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const home = ground.begin();
      await ground.run(home, SETUP);
      const other = otherHome(home);
      cpSync(join(home, 'sandbox'), join(other, 'sandbox'), { recursive: true });
      const runs = await Promise.all([ground.run(home, SETUP), ground.run(other, DISCONNECT)]);
      for (const run of runs) found.push(...judgeEnd(run));
      const last = await ground.run(home, SETUP);
      if (last.code !== 0) found.push(`setup ends with ${last.code}: ${last.stdout}`);
      const end = JSON.stringify(endOf(ground.world, home));
      if (end !== JSON.stringify(RIGHT_END)) found.push(end);
    }
    table.row('setup against disconnect, two computers', ROUNDS, found);
  });
});

test('given an answer that comes after the deadline, when the command runs again, then nothing is doubled', async () => {
  const [command] = WRITING_COMMANDS;
  if (command === undefined) throw new Error('setup writes');
  let late = false;
  const scene = await setScene(ground, { ...command, mostSecrets: 2 });
  const home = scene.begin();
  const first = await ground.run(home, command.argv, ({ path }) => {
    if (late || !path.endsWith('/addPassword')) return undefined;
    late = true;
    // A request may take 30 seconds of real time (src/http/door.ts).
    return { kind: 'delay', milliseconds: 32_000 };
  });
  // The first secret comes while or after the second is in use; the next run removes it.
  await realClock.sleep(4_000);
  const { found } = await runThrough(ground, { ...scene, begin: () => home }, () => undefined);
  table.row('the secret is made after the deadline', late ? 1 : 0, [...judgeEnd(first), ...found]);
});
