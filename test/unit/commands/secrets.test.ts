import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type FinishedRun, runBeside } from '../../support/commands/run.ts';
import { openWorld, type RunningWorld, type WorldWish } from '../../support/commands/world.ts';
import { documentOf } from '../../support/documents/commands.ts';

const open: RunningWorld[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((world) => world.close()));
});

async function opened(wish: WorldWish = {}): Promise<RunningWorld> {
  const world = await openWorld(wish);
  open.push(world);
  return world;
}

const SETUP = ['setup', '--sandbox', '--acknowledge-unsupported', '--yes'];

/** The client secret that Jamf Pro was given: only there, in the simulated tenant, does its text remain. */
function clientSecret({ sandbox }: RunningWorld): string {
  const text = sandbox.world.jamf.settings?.clientSecret ?? '';
  expect(text.length).toBeGreaterThan(20);
  return text;
}

function expectNoSecret(world: RunningWorld, texts: readonly string[]): void {
  const { administrator, automation, jamfClient, jamfUser } = world.sandbox.access;
  const secrets = [
    clientSecret(world),
    administrator.password,
    automation.clientSecret,
    jamfClient.clientSecret,
    jamfUser.password,
  ];
  for (const text of texts) for (const secret of secrets) expect(text).not.toContain(secret);
  // Bearer tokens are JWTs, and all begin alike.
  for (const text of texts) expect(text).not.toContain('eyJ');
}

const entry = z.looseObject({
  method: z.string(),
  host: z.string(),
  path: z.string(),
  elapsedMs: z.number(),
});

describe('what is told of requests', () => {
  test('given --trace and --debug, then every request is there, and no secret', async () => {
    const world = await opened();
    const file = join(world.home, 'trace.jsonl');
    const run = await runBeside(world, { argv: [...SETUP, '--json', '--debug', '--trace', file] });
    expect(run.code).toBe(0);
    const text = readFileSync(file, 'utf8');
    const entries = text
      .trimEnd()
      .split('\n')
      .map((line) => entry.parse(JSON.parse(line)));
    const { sent } = documentOf(run.stdout).requests;
    // The last ones give the token back after the document was made up.
    expect(entries.length).toBeGreaterThanOrEqual(sent);
    expect(run.stderr.match(/^debug: /gmu)?.length).toBe(entries.length);
    expectNoSecret(world, [text, run.both]);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test('given a trace that cannot be written, then that is the failure', async () => {
    const world = await opened();
    const run = await runBeside(world, { argv: [...SETUP, '--json', '--trace', '/nowhere/trace.jsonl'] });
    expect(documentOf(run.stdout).error).toMatchObject({ code: 'JI-P523', exit: 2, field: 'trace' });
    expect([run.code, world.writes()]).toEqual([2, 0]);
  });
});

describe('where the client secret waits', () => {
  const secretsOf = (world: RunningWorld) =>
    world.sandbox.world.applications.find(({ displayName }) => displayName === 'Jamf Conditional Access')
      ?.passwordCredentials ?? [];

  test('given a file, then it is there until Jamf Pro has it, for its owner only', async () => {
    const world = await opened({ faults: ['nobody'] });
    const waiting = await runBeside(world, { argv: [...SETUP, '--wait', '0'] });
    expect(waiting.code).toBe(5);
    const file = join(world.home, 'sandbox', 'secrets.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const [kept] = secretsOf(world);
    world.sandbox.setFaults([]);
    expect((await runBeside(world, { argv: SETUP })).code).toBe(0);
    // It is the same secret: the file had kept its text.
    expect(secretsOf(world).map(({ keyId }) => keyId)).toEqual([kept?.keyId]);
  });

  test('given none, when the run ends before Jamf Pro has it, then the next run makes a new one and removes the lost one', async () => {
    const world = await opened({ faults: ['nobody'] });
    const argv = [...SETUP, '--secret-store', 'none'];
    expect((await runBeside(world, { argv: [...argv, '--wait', '0'] })).code).toBe(5);
    const [lost] = secretsOf(world);
    expect(lost).toBeDefined();

    world.sandbox.setFaults([]);
    const run: FinishedRun = await runBeside(world, { argv });
    expect(run.code).toBe(0);
    const left = secretsOf(world);
    expect(left).toHaveLength(1);
    expect(left[0]?.keyId).not.toBe(lost?.keyId);
    expect(existsSync(join(world.home, 'sandbox', 'secrets.json'))).toBe(false);
    expectNoSecret(world, [run.both, readFileSync(join(world.home, 'sandbox', 'state.json'), 'utf8')]);
    expect((await runBeside(world, { argv: [...argv, '--json'] })).stdout).toContain('"nothing-to-do"');
  });
});
