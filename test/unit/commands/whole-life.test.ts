import { afterAll, beforeAll, expect, test } from 'vitest';
import { endOf, RIGHT_END, readSecrets } from '../../support/laws/end.ts';
import { type LawGround, openLawGround } from '../../support/laws/ground.ts';
import { type LifeDocument, validDocument } from '../../support/life/documents.ts';
import { secretsOf, tenantOf } from '../../support/life/tenant.ts';

/** The whole life of a connection, nobody at the keys: each document valid, and the tenant as the laws demand. */

const UNATTENDED = ['--sandbox', '--yes', '--json'];
const SETUP = ['setup', '--acknowledge-unsupported', ...UNATTENDED];
const ROTATE = ['rotate-secret', ...UNATTENDED];
const DISCONNECT = ['disconnect', '--delete-app', ...UNATTENDED];
const STATUS = ['status', '--sandbox', '--json'];

let ground: LawGround;
beforeAll(async () => {
  ground = await openLawGround();
});
afterAll(() => ground.close());

async function ends(home: string, argv: readonly string[], status: string): Promise<LifeDocument> {
  const run = await ground.run(home, argv);
  const document = validDocument(run.stdout);
  expect([document.status, document.error, run.code], run.stderr).toEqual([status, null, 0]);
  return document;
}

test('given a new tenant, when a connection lives and ends and lives again, then each answer and each end is right', async () => {
  const home = ground.begin();
  const { world } = ground;
  const before = tenantOf(world);
  await ends(home, STATUS, 'not-connected');
  expect(tenantOf(world)).toEqual(before);

  await ends(home, SETUP, 'done');
  expect(endOf(world, home)).toEqual(RIGHT_END);
  const [first] = secretsOf(world);
  await ends(home, STATUS, 'connected');

  await ends(home, ROTATE, 'done');
  expect(endOf(world, home)).toEqual(RIGHT_END);
  expect(secretsOf(world)).not.toContain(first);
  const rotated = await ends(home, STATUS, 'connected');
  expect(rotated.requests.writes).toBe(0);
  await ends(home, SETUP, 'nothing-to-do');

  await ends(home, DISCONNECT, 'done');
  expect(tenantOf(world)).toEqual(before);
  expect(readSecrets(home)).toEqual({});
  await ends(home, STATUS, 'not-connected');
  await ends(home, DISCONNECT, 'nothing-to-do');

  await ends(home, SETUP, 'done');
  expect(endOf(world, home)).toEqual(RIGHT_END);
  await ends(home, STATUS, 'connected');
}, 60_000);
