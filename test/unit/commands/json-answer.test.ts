import { setMaxListeners } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { Interrupted } from '../../../src/terminal/interrupted.ts';
import { runBeside } from '../../support/commands/run.ts';
import { openWorld, type RunningWorld, type WorldWish } from '../../support/commands/world.ts';
import { documentOf } from '../../support/documents/commands.ts';

/** `--json`: exactly one document on stdout, fit for its schema, however the run ends. `documentOf` throws otherwise. */

const open: RunningWorld[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((world) => world.close()));
});

async function opened(wish: WorldWish = {}): Promise<RunningWorld> {
  const world = await openWorld(wish);
  open.push(world);
  return world;
}

const SETUP = ['setup', '--sandbox', '--acknowledge-unsupported', '--yes', '--json'];

describe('the JSON answer of setup', () => {
  test('given a plan, a run and the next run, then planned, done and nothing-to-do, with what was written', async () => {
    const world = await opened();
    const endOf = async (argv: readonly string[]) => {
      const before = world.writes();
      const run = await runBeside(world, { argv });
      const { status, requests, error } = documentOf(run.stdout);
      return [run.code, status, error, requests.writes, world.writes() - before];
    };
    expect(await endOf([...SETUP, '--plan'])).toEqual([0, 'planned', null, 0, 0]);
    // Seven writes: application, principal, permission, grant, secret, connector, groups.
    expect(await endOf(SETUP)).toEqual([0, 'done', null, 7, 7]);
    expect(await endOf(SETUP)).toEqual([0, 'nothing-to-do', null, 0, 0]);
    expect(await endOf([...SETUP, '--plan'])).toEqual([0, 'nothing-to-do', null, 0, 0]);
  });

  test('given nobody at the console, then waiting, with the command that goes on', async () => {
    const world = await opened({ faults: ['nobody'] });
    const run = await runBeside(world, { argv: [...SETUP, '--wait', '0'] });
    const document = documentOf(run.stdout);
    expect([run.code, document.status, document.error]).toEqual([5, 'waiting', null]);
    expect(document.next[0]).toContain('jamf-intune setup --sandbox');
    expect(document.steps.map(({ status }) => status)).toEqual([
      'exists',
      'done',
      'done',
      'done',
      'done',
      'waiting',
      'not-reached',
      'not-reached',
    ]);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'given %s in the middle of a change, then interrupted, with what had been sent',
    async (signal) => {
      const end = new AbortController();
      setMaxListeners(0, end.signal);
      const world = await opened({
        interfere: ({ writes, writeOrdinal }) => {
          if (writes && writeOrdinal === 3) end.abort(new Interrupted(signal));
          return undefined;
        },
      });
      const run = await runBeside(world, { argv: SETUP, overrides: { signal: end.signal } });
      const document = documentOf(run.stdout);
      const exit = signal === 'SIGINT' ? 130 : 143;
      expect([run.code, document.status]).toEqual([exit, 'failed']);
      expect(document.error).toMatchObject({ code: 'JI-P514', exit });
      expect(document.requests.writes).toBe(3);
      expect(document.next[0]).toContain('goes on from here');
    },
  );

  test('given failures before anything was asked of anybody, then failed, with null where nothing is known', async () => {
    const world = await opened();
    for (const argv of [
      ['setup', '--json'],
      ['setup', '--json', '--plam'],
      ['setup', '--json', '--secret-months'],
      ['setup', '--json', 'too', 'much'],
      [...SETUP, '--answers', '/nowhere'],
      [...SETUP, '--connection', 'device-compliance'],
      [...SETUP, '--from-plan', '/nowhere'],
    ]) {
      const run = await runBeside(world, { argv });
      const document = documentOf(run.stdout);
      expect([run.code, document.status, document.tenant, document.steps], argv.join(' ')).toEqual([
        2,
        'failed',
        null,
        [],
      ]);
      expect(document.error?.exit).toBe(2);
    }
  });

  test('given a tenant whose name would act on a terminal, then it is escaped, and reads back as it is', async () => {
    const name = 'Con\u001b]0;owned\u0007toso\u202e';
    const world = await opened({
      prepare: ({ tenant }) => {
        tenant.displayName = name;
      },
    });
    const run = await runBeside(world, { argv: [...SETUP, '--plan'] });
    expect(documentOf(run.stdout).tenant?.displayName).toBe(name);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there
    expect(run.both).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/u);
    const plain = await runBeside(world, {
      argv: SETUP.filter((flag) => flag !== '--json').concat('--plan'),
    });
    expect(plain.stdout).toContain('Con\\x1b]0;owned\\x07toso\\u202e');
  });
});
