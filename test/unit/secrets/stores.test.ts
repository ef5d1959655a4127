import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { openSecretStore } from '../../../src/secrets/open-secret-store.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import type { SecretStoreKind } from '../../../src/secrets/secret-store.ts';
import { standingClock } from '../../support/secrets/clock.ts';
import { failureOf } from '../../support/state/failure-of.ts';
import { temporaryFolder } from '../../support/state/folder.ts';

async function freshStore(kind: SecretStoreKind) {
  const folder = join(await temporaryFolder(), 'default');
  const open = () =>
    openSecretStore(kind, {
      folder,
      profile: 'default',
      platform: process.platform,
      uid: process.getuid?.(),
      clock: standingClock(),
      random: { uuid: () => randomUUID() },
    });
  return { folder, file: join(folder, 'secrets.json'), store: open(), open };
}

/** The file store with one secret in it. */
async function withOneSecret() {
  const opened = await freshStore('file');
  await opened.store.put('jamf-intune 1b4e28ba', new Secret('q7R~canary'));
  return opened;
}

describe.each(['file', 'none'] as const)('a store of the kind "%s"', (kind) => {
  test('given secrets are put, read, replaced and removed, then each label has its own', async () => {
    const { store } = await freshStore(kind);
    expect(store.kind).toBe(kind);
    await store.probe();
    await store.put('a', new Secret('one'));
    await store.put('b', new Secret('two'));
    await store.put('a', new Secret('three'));
    expect([(await store.get('a'))?.reveal(), (await store.get('b'))?.reveal()]).toEqual(['three', 'two']);
    await store.remove('a');
    await store.remove('a');
    expect(await store.get('a')).toBeUndefined();
    expect((await store.get('b'))?.reveal()).toBe('two');
    expect(inspect(store, { depth: 9 })).not.toContain('two');
  });
});

describe('the file of secrets', () => {
  test('given a secret, then another process reads it from a file that is ours alone', async () => {
    const { folder, file, open } = await withOneSecret();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await open().get('jamf-intune 1b4e28ba'))?.reveal()).toBe('q7R~canary');
  });

  test('given the last secret is removed, then no file and no copy is left', async () => {
    const { folder, store } = await withOneSecret();
    await store.put('jamf-intune 1b4e28ba', new Secret('another'));
    await store.probe();
    await store.remove('jamf-intune 1b4e28ba');
    expect(await readdir(folder)).toEqual([]);
  });

  test('given others may read it, then it is refused with the command that closes it', async () => {
    const { file, store } = await withOneSecret();
    await chmod(file, 0o644);
    const failure = await failureOf(store.get('jamf-intune 1b4e28ba'));
    expect(failure).toMatchObject({ code: 'JI-P545', exit: 6 });
    expect(failure.fix[0]).toContain(`chmod 600 '${file}'`);
    expect(await failureOf(store.probe())).toMatchObject({ code: 'JI-P545' });
  });

  test('given a symbolic link in its place, then it is refused', async () => {
    const { file, store } = await withOneSecret();
    await rename(file, `${file}.real`);
    await symlink(`${file}.real`, file);
    expect(await failureOf(store.get('x'))).toMatchObject({ code: 'JI-P535' });
    expect(await failureOf(store.put('x', new Secret('y')))).toMatchObject({ code: 'JI-P535' });
  });

  test('given it is damaged, then it is refused, left as it is, and nothing of it is in the failure', async () => {
    const { file, store } = await withOneSecret();
    const damaged = (await readFile(file, 'utf8')).slice(0, -4);
    await writeFile(file, damaged);
    const failure = await failureOf(store.get('x'));
    expect(failure).toMatchObject({ code: 'JI-P546', exit: 6 });
    expect(inspect(failure)).not.toContain('canary');
    expect(await failureOf(store.put('x', new Secret('y')))).toMatchObject({ code: 'JI-P546' });
    expect(await readFile(file, 'utf8')).toBe(damaged);
  });

  test('given its folder cannot be made, then the probe says so', async () => {
    const { folder, store } = await freshStore('file');
    await mkdir(join(folder, '..'), { recursive: true });
    await writeFile(folder, '');
    expect((await failureOf(store.probe())).code).toMatch(/JI-P53[56]/);
  });
});
