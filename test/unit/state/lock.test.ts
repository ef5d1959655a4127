import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fingerprint } from '../../../src/state/lock-owner.ts';
import { openStateStore } from '../../../src/state/open-state-store.ts';
import { bundleProgram } from '../../support/bundle/program.ts';
import { failureOf } from '../../support/state/failure-of.ts';
import { storeOptions, temporaryFolder } from '../../support/state/folder.ts';
import { startContender } from '../../support/state/lock-contender.ts';

let folder = '';
let program = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jamf-intune-contender-'));
  program = await bundleProgram('state/lock-child.ts', folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function freshStore() {
  const home = await temporaryFolder();
  const store = openStateStore(storeOptions(home));
  return { home, store, lockFile: join(store.folder, 'lock') };
}

/** Puts a lock in the store's folder as another run would have left it. */
async function plant(lockFile: string, content: string) {
  await mkdir(join(lockFile, '..'), { recursive: true, mode: 0o700 });
  await writeFile(lockFile, content, { mode: 0o600 });
}

function ownerText(changes: Record<string, unknown>): string {
  return JSON.stringify({
    format: 'jamf-intune-lock',
    version: 1,
    pid: process.pid,
    startedAt: null,
    bootId: null,
    pidNamespace: null,
    host: hostname(),
    since: '2026-11-23T09:41:00.000Z',
    id: 'x',
    ...changes,
  });
}

describe('the lock of a profile', () => {
  test('given it is free, when taken and released twice, then the folder is empty again', async () => {
    const { store } = await freshStore();
    const lock = await store.lock();
    expect(await readdir(store.folder)).toEqual(['lock']);
    await lock.release();
    await lock.release();
    const again = await store.lock();
    await again.release();
    expect(await readdir(store.folder)).toEqual([]);
  });

  test('given another process holds it, then the failure names process, host and since when', async () => {
    const { home, store } = await freshStore();
    const holder = startContender(program, 'hold', home);
    expect(await holder.first).toBe('held');
    expect(await failureOf(store.lock())).toMatchObject({
      code: 'JI-P537',
      exit: 6,
      why: expect.stringMatching(new RegExp(`Process ${holder.process.pid} on ${hostname()} .* since 20`)),
    });
  });

  test('given two processes start together, then exactly one gets it', async () => {
    const { home } = await freshStore();
    const contenders = [startContender(program, 'hold', home), startContender(program, 'hold', home)];
    const outcomes = await Promise.all(contenders.map(({ first }) => first));
    expect(outcomes.sort()).toEqual(['JI-P537', 'held']);
  });

  test('given its holder was killed, then the next run has it at once', async () => {
    const { home, store } = await freshStore();
    const holder = startContender(program, 'hold', home);
    await holder.first;
    holder.process.kill('SIGKILL');
    await holder.ended;
    const lock = await store.lock();
    await lock.release();
    expect(await readdir(store.folder)).toEqual([]);
  });

  test('given its holder is stopped, as a sleeping laptop is, then it is not taken away', async () => {
    const { home, store } = await freshStore();
    const holder = startContender(program, 'hold', home);
    await holder.first;
    holder.process.kill('SIGSTOP');
    expect(await failureOf(store.lock())).toMatchObject({ code: 'JI-P537' });
  });

  test('given a holder killed while it removed a dead lock, then both are removed', async () => {
    const { store, lockFile } = await freshStore();
    const dead = ownerText({ bootId: 'an earlier boot', id: 'a' });
    await plant(lockFile, dead);
    await writeFile(`${lockFile}.${fingerprint(dead)}`, ownerText({ bootId: 'an earlier boot', id: 'b' }));
    await (await store.lock()).release();
    expect(await readdir(store.folder)).toEqual([]);
  });

  test('given leftovers of killed processes, then the lock sweeps them and nothing else', async () => {
    const { store, lockFile } = await freshStore();
    await plant(`${lockFile}.0b6f6f0e-1b7c-4a53-9a1e-3f1c2d4e5f60.new`, '{"pid"');
    await writeFile(join(store.folder, '.state.json.0b6f6f0e-1b7c-4a53-9a1e-3f1c2d4e5f60.tmp'), '{');
    await writeFile(join(store.folder, 'secrets.json'), '{}');
    await store.lock();
    expect((await readdir(store.folder)).sort()).toEqual(['lock', 'secrets.json']);
  });

  test.each([
    ['of another host', ownerText({ host: 'mac-7', since: '2020-01-01T00:00:00.000Z' }), /mac-7/],
    ['that nobody can read', '{"pid":', /does not say/],
    ['of another container', ownerText({ pidNamespace: 'pid:[1]', pid: 4_000_000 }), /4000000/],
  ])('given a lock %s, then it is never taken away, however old', async (_, content, why) => {
    const { store, lockFile } = await freshStore();
    await plant(lockFile, content);
    expect(await failureOf(store.lock())).toMatchObject({
      code: 'JI-P538',
      exit: 6,
      why: expect.stringMatching(why),
      fix: expect.arrayContaining([expect.stringContaining(`rm '${lockFile}'`)]),
    });
    expect(await readFile(lockFile, 'utf8')).toBe(content);
  });

  test('given a number that now belongs to another process, then the lock is taken', async () => {
    const { store, lockFile } = await freshStore();
    await plant(lockFile, ownerText({ startedAt: 'long ago' }));
    await (await store.lock()).release();
  });

  test('given a storm of processes and kills, then never two living ones are inside', async () => {
    const home = await temporaryFolder();
    const all = Array.from({ length: 4 }, () => startContender(program, 'storm', home));
    const living = [...all];
    const end = Date.now() + 3_000;
    while (Date.now() < end) {
      await sleep(120);
      const [victim] = living.splice(Math.floor(Math.random() * living.length), 1);
      victim?.process.kill('SIGKILL');
      const successor = startContender(program, 'storm', home);
      living.push(successor);
      all.push(successor);
    }
    for (const { process } of all) process.kill('SIGKILL');
    await Promise.all(all.map(({ ended }) => ended));
    const lines = all.flatMap((contender) => contender.lines);
    expect(lines.filter((line) => line !== 'entered')).toEqual([]);
    expect(lines.length).toBeGreaterThan(20);
    // Whatever the last kill left behind, a fresh run has the lock at once.
    await (await openStateStore(storeOptions(home)).lock()).release();
  });
});
