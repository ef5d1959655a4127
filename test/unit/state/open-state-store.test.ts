import {
  chmod,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openStateStore } from '../../../src/state/open-state-store.ts';
import { writeStateFile } from '../../../src/state/state-file.ts';
import { failureOf } from '../../support/state/failure-of.ts';
import { storeOptions, temporaryFolder } from '../../support/state/folder.ts';
import { sampleState } from '../../support/state/samples.ts';

async function freshStore() {
  const home = await temporaryFolder();
  const store = openStateStore(storeOptions(home));
  const file = join(store.folder, 'state.json');
  return { home, store, file, previous: `${file}.bak` };
}

/** A store whose folder holds these two files. */
async function storeWith(files: { current?: string | Uint8Array; previous?: string }) {
  const opened = await freshStore();
  await mkdir(opened.store.folder, { recursive: true, mode: 0o700 });
  if (files.current !== undefined) await writeFile(opened.file, files.current, { mode: 0o600 });
  if (files.previous !== undefined) await writeFile(opened.previous, files.previous, { mode: 0o600 });
  return opened;
}

const good = (serial: number) => writeStateFile(sampleState({ serial }));

describe('saving', () => {
  test('given no folder, when loaded, then it is fresh and nothing was made', async () => {
    const { home, store } = await freshStore();
    expect(await store.load()).toEqual({ kind: 'fresh' });
    expect(await readdir(home)).toEqual([]);
  });

  test('given a state, when saved, then it counts on, is private, and loads without a warning', async () => {
    const { store, file } = await freshStore();
    const saved = await store.save(sampleState({ serial: 0 }));
    expect(saved).toMatchObject({ serial: 1, savedBy: 'jamf-intune 0.0.0-test' });
    expect(await store.load()).toEqual({ kind: 'loaded', state: saved, warnings: [] });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(store.folder)).mode & 0o777).toBe(0o700);
  });

  test('given two saves, then the previous copy is the first, and nothing else is left', async () => {
    const { store, file, previous } = await freshStore();
    const first = await store.save(sampleState({ serial: 0 }));
    const afterFirst = await readFile(file, 'utf8');
    await store.save(first);
    expect(await readFile(previous, 'utf8')).toBe(afterFirst);
    expect((await readdir(store.folder)).sort()).toEqual(['state.json', 'state.json.bak']);
  });

  test('given a kill between the copy and the rename, when saved again, then no leftover stays', async () => {
    const { store, file, previous } = await freshStore();
    const first = await store.save(sampleState({ serial: 0 }));
    // Both names are now the same file, so that rename() would do nothing.
    await link(file, previous);
    await store.save(first);
    expect((await readdir(store.folder)).sort()).toEqual(['state.json', 'state.json.bak']);
  });

  test('given a wide folder of ours, when saved, then group and others lose their rights', async () => {
    const { store } = await storeWith({});
    await chmod(store.folder, 0o755);
    await store.save(sampleState({ serial: 0 }));
    expect((await stat(store.folder)).mode & 0o777).toBe(0o700);
  });

  test('given another connection on the disk, when a fresh state is saved, then it is refused', async () => {
    const { store, file } = await storeWith({ current: good(4) });
    const other = sampleState({ lineage: '99999999-2222-4333-8444-555555555555', serial: 0 });
    expect(await failureOf(store.save(other))).toMatchObject({ code: 'JI-P539', exit: 6 });
    expect(await readFile(file, 'utf8')).toBe(good(4));
  });

  test('given a state older than the one on the disk, when saved, then it is refused', async () => {
    const { store, file } = await storeWith({ current: good(4) });
    expect(await failureOf(store.save(sampleState({ serial: 2 })))).toMatchObject({
      code: 'JI-P539',
      why: expect.stringContaining('2 times'),
    });
    expect(await readFile(file, 'utf8')).toBe(good(4));
  });

  test('given a damaged file and a good copy, when saved, then the copy stays and the damaged file is kept', async () => {
    const { store, file, previous } = await storeWith({ current: '{"form', previous: good(4) });
    const loaded = await store.load();
    if (loaded.kind !== 'loaded') throw new Error('not loaded');
    await store.save(loaded.state);
    expect(await readFile(previous, 'utf8')).toBe(good(4));
    expect(await readFile(`${file}.damaged`, 'utf8')).toBe('{"form');
    expect(await store.load()).toMatchObject({ kind: 'loaded', state: { serial: 5 }, warnings: [] });
  });

  test('given a folder that cannot be written, then the failure says why and the old state stands', async () => {
    const { store, file } = await storeWith({ current: good(4) });
    // A folder in the place of the previous copy makes the last steps fail, for root as well.
    await mkdir(join(store.folder, 'state.json.bak', 'x'), { recursive: true });
    expect(await failureOf(store.save(sampleState({ serial: 4 })))).toMatchObject({
      code: 'JI-P536',
      exit: 6,
    });
    expect(await readFile(file, 'utf8')).toBe(good(4));
    expect((await readdir(store.folder)).sort()).toEqual(['state.json', 'state.json.bak']);
  });
});

describe('loading', () => {
  test('given a damaged file and a good copy, then the copy is used and said', async () => {
    const { store, file } = await storeWith({ current: good(5).slice(0, 200), previous: good(4) });
    expect(await store.load()).toMatchObject({
      kind: 'loaded',
      state: { serial: 4 },
      warnings: [{ kind: 'restored-from-previous', reason: 'The file is not whole JSON' }],
    });
    expect(await readFile(file, 'utf8')).toBe(good(5).slice(0, 200));
  });

  test('given only the copy, then it is used and said', async () => {
    const { store } = await storeWith({ previous: good(4) });
    expect(await store.load()).toMatchObject({
      state: { serial: 4 },
      warnings: [{ kind: 'restored-from-previous', reason: 'The file is missing' }],
    });
  });

  test.each([
    ['empty', { current: '' }],
    ['cut short', { current: good(5).slice(0, 99) }],
    ['cut short, with a damaged copy', { current: good(5).slice(0, 99), previous: '{' }],
    ['not UTF-8', { current: Uint8Array.of(0xff, 0xfe, 0x00) }],
    ['missing beside a damaged copy', { previous: '{' }],
  ])('given a file that is %s, then it is refused, never a fresh start', async (_, files) => {
    const { store } = await storeWith(files);
    const before = await readdir(store.folder);
    expect(await failureOf(store.load())).toMatchObject({ code: 'JI-P531', exit: 6 });
    expect(await failureOf(store.save(sampleState()))).toMatchObject({ code: 'JI-P531' });
    expect(await readdir(store.folder)).toEqual(before);
  });

  test('given a newer file with a good copy, then it is refused and not touched', async () => {
    const newer = good(5).replace('"version": 1', '"version": 2');
    const { store, file } = await storeWith({ current: newer, previous: good(4) });
    expect(await failureOf(store.load())).toMatchObject({ code: 'JI-P533', exit: 6 });
    expect(await failureOf(store.save(sampleState()))).toMatchObject({ code: 'JI-P533' });
    expect(await readFile(file, 'utf8')).toBe(newer);
  });

  test('given a foreign or an invalid file, then each has its own refusal', async () => {
    const foreign = await storeWith({
      current: '{"version":4,"terraform_version":"1.9"}',
      previous: good(4),
    });
    expect(await failureOf(foreign.store.load())).toMatchObject({ code: 'JI-P532', exit: 6 });
    const invalid = await storeWith({ current: good(5).replace('"done"', '"finished"'), previous: good(4) });
    expect(await failureOf(invalid.store.load())).toMatchObject({
      code: 'JI-P534',
      why: expect.stringContaining('steps.app-registration.status'),
      fix: expect.arrayContaining([expect.stringContaining('.bak')]),
    });
  });

  test('given a value edited by hand in a wide file, then it loads with both warnings', async () => {
    const { store, file } = await storeWith({ current: good(5).replace('Contoso', 'Fabrikam') });
    await chmod(file, 0o640);
    expect(await store.load()).toMatchObject({
      state: { tenant: { displayName: 'Fabrikam' } },
      warnings: [{ kind: 'edited-by-hand' }, { kind: 'readable-by-others', path: file }],
    });
  });

  test('given a symbolic link, a folder, or a link that leads nowhere, then it is refused', async () => {
    const { store, file } = await storeWith({ current: good(5) });
    await rename(file, `${file}.real`);
    await symlink(`${file}.real`, file);
    expect(await failureOf(store.load())).toMatchObject({
      code: 'JI-P535',
      why: expect.stringMatching(/link/),
    });
    await rm(`${file}.real`);
    expect(await failureOf(store.load())).toMatchObject({ code: 'JI-P535' });
    await rm(file);
    await mkdir(file);
    expect(await failureOf(store.load())).toMatchObject({ code: 'JI-P535' });
  });

  test("given another user's file, then it is refused, except for root", async () => {
    const { home, file } = await storeWith({ current: good(5) });
    const { uid } = await lstat(file);
    const stranger = openStateStore({ ...storeOptions(home), uid: uid + 1 });
    expect(await failureOf(stranger.load())).toMatchObject({
      code: 'JI-P535',
      fix: [expect.stringMatching(/chown/)],
    });
    const root = openStateStore({ ...storeOptions(home), uid: 0 });
    expect(await root.load()).toMatchObject({ kind: 'loaded' });
  });

  test('given a profile folder that is a symbolic link, when saved, then it is refused', async () => {
    const { home, store } = await freshStore();
    await mkdir(join(home, 'elsewhere'));
    await symlink(join(home, 'elsewhere'), store.folder);
    expect(await failureOf(store.save(sampleState({ serial: 0 })))).toMatchObject({ code: 'JI-P535' });
  });
});

test('given a saved state, when removed, then nothing of it is left and the next start is fresh', async () => {
  const { store } = await freshStore();
  await store.remove();
  await store.save(await store.save(sampleState({ serial: 0 })));
  await store.remove();
  expect(await readdir(store.folder)).toEqual([]);
  expect(await store.load()).toEqual({ kind: 'fresh' });
});
