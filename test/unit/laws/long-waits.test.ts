import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LawGround, openLawGround, SETUP } from '../../support/laws/ground.ts';

let ground: LawGround;
beforeAll(async () => {
  // Beyond the two seconds after which a wait is told.
  ground = await openLawGround({ lagMs: 5_000 });
});
afterAll(() => ground.close());

test('given a secret whose answer was lost and that Entra shows late, when setup looks for it, then it says so', async () => {
  const home = ground.begin();
  let lost = 0;
  const run = await ground.run(home, SETUP, ({ path }) => {
    if (!path.endsWith('/addPassword') || lost > 0) return undefined;
    lost += 1;
    return { kind: 'cut', after: 'after-commit' };
  });
  expect(run.code, run.stderr).toBe(0);
  expect(run.stderr).toContain('wait: for a secret that may have been made, up to 12 seconds');
  expect(run.stderr).toContain('wait: for the application, up to 180 seconds');
  expect(JSON.parse(run.stdout)).toMatchObject({ status: 'done' });
});
