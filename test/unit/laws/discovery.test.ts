import { afterAll, beforeAll, expect, test } from 'vitest';
import { READ_APPLICATIONS } from '../../../src/steps/conditional-access/permission/wanted-permissions.ts';
import { type LawGround, openLawGround, SETUP } from '../../support/laws/ground.ts';
import { refusal } from '../../support/laws/mishaps.ts';

let ground: LawGround;
beforeAll(async () => {
  ground = await openLawGround();
});
afterAll(() => ground.close());

const grants = () =>
  ground.world.appRoleAssignments.filter(({ appRoleId }) => appRoleId === READ_APPLICATIONS.roleId).length;

test.each([
  ['once', 1, 0],
  ['again and again', 99, 1],
])(
  'given that service discovery is refused %s, when setup runs, then the second permission is granted only for a lasting no',
  async (_how, times, granted) => {
    const home = ground.begin();
    const before = grants();
    let refused = 0;
    const run = await ground.run(home, SETUP, ({ path }) => {
      if (!path.endsWith('/endpoints') || refused === times) return undefined;
      // Once it is granted, Graph allows it.
      if (grants() > before) return undefined;
      refused += 1;
      return refusal(403);
    });
    expect(run.code, run.stderr).toBe(0);
    expect(refused).toBeGreaterThan(0);
    expect(grants() - before).toBe(granted);
  },
);
