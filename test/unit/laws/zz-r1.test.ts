import { expect, test, vi } from 'vitest';
import { openLawGround, SETUP } from '../../support/laws-ground.ts';
vi.setConfig({ testTimeout: 60_000 });
const say = async (ground: any, home: string, argv: string[]) => {
    const run = await ground.run(home, argv);
    console.log(argv.join(' '), run.code, run.writes.map((w: any) => `${w.method} ${w.path}`), '\n', run.stdout.split('\n').slice(5).join('\n'), '---\n', run.stderr);
};
test('purge, terminate', async () => {
  const ground = await openLawGround();
  let home = ground.begin();
  await ground.run(home, SETUP);
  await say(ground, home, ['disconnect', '--sandbox', '--yes', '--delete-app', '--plain']);
  await say(ground, home, ['disconnect', '--sandbox', '--yes', '--purge', '--plain']);
  await say(ground, home, ['setup', '--sandbox', '--yes', '--plain', '--plan']);
  home = ground.begin();
  await ground.run(home, SETUP);
  ground.world.faults.push('nobody');
  await say(ground, home, ['disconnect', '--sandbox', '--yes', '--plain', '--wait', '1']);
  await say(ground, home, ['setup', '--sandbox', '--yes', '--plain', '--plan']);
  await say(ground, home, ['disconnect', '--sandbox', '--yes', '--plain', '--wait', '1', '--terminate', '--delete-app']);
  await ground.close();
});
test('extended', async () => {
  const ground = await openLawGround();
  const home = ground.begin();
  ground.world.jamf.variant = 'extended';
  await ground.run(home, [...SETUP, '--sandbox-jamf', 'extended']);
  await say(ground, home, ['disconnect', '--sandbox', '--sandbox-jamf', 'extended', '--yes', '--plain']);
  await ground.close();
});
