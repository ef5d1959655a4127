import { spawn } from 'node:child_process';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { Failure } from '../../src/errors/failure.ts';
import { openStateStore } from '../../src/state/open-state-store.ts';
import { parseStateFile, writeStateFile } from '../../src/state/state-file.ts';
import { bundleProgram } from '../support/bundle/program.ts';
import { eachOf } from '../support/faults/each.ts';
import { homeWithState } from '../support/faults/strace.ts';
import { openTable } from '../support/faults/table.ts';
import { storeOptions } from '../support/state/folder.ts';
import { sampleState } from '../support/state/samples.ts';

/**
 * What may stand in the place of a state file, and who may want to write it. The locks of sleeping, dead and foreign
 * holders have their tests in test/unit/state/lock.test.ts, past formats in test/unit/state/fixtures.test.ts.
 */

const table = openTable('state-hostile');
const OLD = 7;

let program = '';
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jamf-intune-child-'));
  // Another user starts it as well.
  await chmod(folder, 0o755);
  program = await bundleProgram('faults/state-child.ts', folder);
});

const good = (serial: number) => Buffer.from(writeStateFile(sampleState({ serial })));

/** What became of a load: a serial, or the code of a refusal; `fresh` is what must never be. */
async function readBack(home: string): Promise<string> {
  try {
    const loaded = await openStateStore(storeOptions(home)).load();
    return loaded.kind === 'fresh' ? 'fresh' : `${loaded.state.serial}`;
  } catch (error) {
    return error instanceof Failure ? error.code : `untyped: ${String(error)}`;
  }
}

async function homeWith(current: Uint8Array, previous?: Uint8Array): Promise<string> {
  const home = homeWithState();
  await mkdir(join(home, 'default'), { mode: 0o700 });
  await writeFile(join(home, 'default/state.json'), current, { mode: 0o600 });
  if (previous) await writeFile(join(home, 'default/state.json.bak'), previous, { mode: 0o600 });
  return home;
}

describe('given a file that was damaged', () => {
  test('when it is cut off at any byte, then the copy is used, or it is refused where there is none', async () => {
    const whole = good(OLD);
    const lengths = [...whole.keys()];
    const found = await eachOf(lengths, 8, async (length) => {
      const cut = whole.subarray(0, length);
      const alone = await homeWith(cut);
      const withCopy = await homeWith(cut, good(OLD - 1));
      const read = [await readBack(alone), await readBack(withCopy)];
      for (const home of [alone, withCopy]) await rm(home, { recursive: true });
      // Without its last line break alone it is still whole.
      const wanted = length === whole.length - 1 ? [`${OLD}`, `${OLD}`] : ['JI-P531', `${OLD - 1}`];
      return read.join() === wanted.join() ? [] : [`${length} bytes: ${read.join(', ')}`];
    });
    table.row('cut off at every byte, with and without a copy', lengths.length * 2, found.flat());
  });

  test('when any one byte is another one, then it is never a beginning and never believed unseen', () => {
    const whole = good(OLD);
    const found: string[] = [];
    let tried = 0;
    for (const [at, byte] of whole.entries()) {
      for (const other of [byte ^ 1, byte ^ 0x20, 0]) {
        const changed = Buffer.from(whole);
        changed[at] = other;
        tried += 1;
        const parsed = parseStateFile(changed.toString('utf8'));
        // A change that JSON does not mind, such as another space, is none.
        const isSame = parsed.kind === 'state' && writeStateFile(parsed.state) === whole.toString('utf8');
        if (parsed.kind === 'state' && !isSame) found.push(`byte ${at} as ${other}: believed`);
      }
    }
    table.row('every byte changed', tried, found);
  });

  test('when it is any bytes at all, then it is refused with a code', async () => {
    let tried = 0;
    const found: string[] = [];
    const start = fc.constantFrom('', '{', '{"format":"jamf-intune-state","version":', '[', '\ufeff{}');
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 200 }), async (prefix, bytes) => {
        tried += 1;
        const home = await homeWith(Buffer.concat([Buffer.from(prefix), bytes]));
        const read = await readBack(home);
        if (!/^JI-P53\d$/.test(read)) found.push(`${prefix}${Buffer.from(bytes).toString('hex')}: ${read}`);
        await rm(home, { recursive: true });
      }),
      { numRuns: 400 },
    );
    table.row('random bytes', tried, found);
  });
});

describe('given a place that is not what it should be', () => {
  test.skipIf(process.getuid?.() !== 0)(
    'when another user runs the program, then what is not theirs or not writable is refused',
    async () => {
      const NOBODY = 65_534;
      const run = async (home: string, mode: 'load' | 'save') => {
        const child = spawn(process.execPath, [program, mode, home], {
          uid: NOBODY,
          gid: NOBODY,
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        return (await text(child.stdout)).trim();
      };
      const give = async (home: string, ...paths: readonly string[]) => {
        for (const path of paths) await chown(join(home, path), NOBODY, NOBODY);
      };
      const ours = homeWithState(OLD);
      await chmod(ours, 0o755);
      await chmod(join(ours, 'default'), 0o755);
      await chmod(join(ours, 'default/state.json'), 0o644);
      const readOnly = homeWithState(OLD);
      await give(readOnly, '', 'default', 'default/state.json');
      await chmod(join(readOnly, 'default'), 0o500);
      const theirFile = homeWithState(OLD);
      await give(theirFile, '', 'default');
      await chmod(join(theirFile, 'default/state.json'), 0o644);
      const said = [
        await run(ours, 'load'),
        await run(ours, 'save'),
        await run(readOnly, 'load'),
        await run(readOnly, 'save'),
        await run(theirFile, 'load'),
        await run(theirFile, 'save'),
      ];
      const wanted = ['JI-P535', 'JI-P535', 'loaded', 'JI-P536', 'JI-P535', 'JI-P535'];
      const found = said.flatMap((word, at) => (word === wanted[at] ? [] : [`${at}: ${word}`]));
      for (const home of [ours, readOnly, theirFile]) {
        const standing = await readFile(join(home, 'default/state.json'));
        if (!standing.equals(good(OLD))) found.push('the state was changed');
      }
      table.row('wrong owner, read-only folder', said.length, found);
    },
  );

  test('when a link stands in the place of the file, its copy, its folder or the lock, then nothing is written through it', async () => {
    const found: string[] = [];
    const places = ['default/state.json', 'default/state.json.bak', 'default', 'default/lock'];
    for (const place of places) {
      const home = place === 'default' ? homeWithState() : homeWithState(OLD);
      const elsewhere = join(home, 'elsewhere');
      if (place === 'default') await mkdir(elsewhere);
      else await writeFile(elsewhere, 'precious');
      await rm(join(home, place), { force: true });
      await symlink(elsewhere, join(home, place));
      const store = openStateStore(storeOptions(home));
      const ends = [
        await store.lock().then(
          () => 'locked',
          (error: unknown) => (error instanceof Failure ? error.code : String(error)),
        ),
        await store.save(sampleState({ serial: OLD })).then(
          () => 'saved',
          (error: unknown) => (error instanceof Failure ? error.code : String(error)),
        ),
      ];
      for (const end of ends) {
        if (!/^(JI-P53\d|locked|saved)$/.test(end)) found.push(`${place}: ${end}`);
      }
      const precious =
        place === 'default' ? (await readdir(elsewhere)).join() : await readFile(elsewhere, 'utf8');
      if (precious !== (place === 'default' ? '' : 'precious')) found.push(`${place}: written through`);
    }
    found.push(...(await believedLink()));
    table.row('a link in every place', places.length + 1, found);
  });

  /** A link to a state that is good would bring another connection in. */
  async function believedLink(): Promise<readonly string[]> {
    const home = homeWithState(OLD);
    const current = join(home, 'default/state.json');
    await rename(current, join(home, 'elsewhere'));
    await symlink(join(home, 'elsewhere'), current);
    const end = await openStateStore(storeOptions(home))
      .load()
      .then(
        ({ kind }) => kind,
        (error: unknown) => (error instanceof Failure ? error.code : String(error)),
      );
    return end === 'JI-P535' ? [] : [`a link to a good state: ${end}`];
  }
});

describe('given many who write', () => {
  test('when 100 processes count on one state, then each of them counts', async () => {
    const home = homeWithState(0);
    const said = await eachOf([...Array(100).keys()], 16, async () => {
      const child = spawn(process.execPath, [program, 'count', home], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      return (await text(child.stdout)).trim();
    });
    const counts = said.map((word) => /^counted (\d+)$/.exec(word)?.[1] ?? word);
    const wanted = Array.from({ length: 100 }, (_, at) => `${at + 1}`);
    const missing = wanted.filter((count) => !counts.includes(count));
    if ((await readBack(home)) !== '100') missing.push(`the state says ${await readBack(home)}`);
    table.row('100 racing writers', counts.length, missing);
  });

  test('when the clock was set back a year, then the newer state is still the newer one', async () => {
    const home = homeWithState(OLD);
    const now = storeOptions(home).clock.now;
    const yearAgo = { ...storeOptions(home).clock, now: () => new Date(now().getTime() - 365 * 86_400_000) };
    const [present, past] = [
      openStateStore(storeOptions(home)),
      openStateStore({ ...storeOptions(home), clock: yearAgo }),
    ];
    const first = await present.save(sampleState({ serial: OLD }));
    const second = await past.save(first);
    const found = second.serial === OLD + 2 && (await readBack(home)) === `${OLD + 2}` ? [] : ['not saved'];
    // What one run took up before the other saved is old, whatever its date says.
    const stale = await present.save(first).then(
      () => 'saved',
      (error: unknown) => (error instanceof Failure ? error.code : String(error)),
    );
    if (stale !== 'JI-P539') found.push(`the older state: ${stale}`);
    const lock = await past.lock();
    const other = await present.lock().then(
      () => 'locked twice',
      (error: unknown) => (error instanceof Failure ? error.code : String(error)),
    );
    if (other !== 'JI-P537') found.push(`the lock: ${other}`);
    await lock.release();
    table.row('the clock set back', 4, found);
    expect(first.serial).toBe(OLD + 1);
  });
});
