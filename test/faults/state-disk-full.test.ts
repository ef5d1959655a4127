import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, test } from 'vitest';
import { openStateStore } from '../../src/state/open-state-store.ts';
import { writeStateFile } from '../../src/state/state-file.ts';
import { openTable } from '../support/faults/table.ts';
import { failureOf } from '../support/state/failure-of.ts';
import { storeOptions } from '../support/state/folder.ts';
import { sampleState } from '../support/state/samples.ts';

/** A disk that has less and less room: the widely used libraries cut the file short there (reliability.md §3.5). */

const table = openTable('state-disk-full');
const KIB = 1024;

const mounted: string[] = [];
afterEach(() => {
  for (const folder of mounted.splice(0)) execFileSync('umount', [folder]);
});

/** A small disk of its own; undefined where this user may not mount. */
function mountSmall(kind: 'tmpfs' | 'ext4'): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'jamf-intune-disk-'));
  try {
    if (kind === 'tmpfs') execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'none', folder]);
    else {
      const image = `${folder}.img`;
      writeFileSync(image, Buffer.alloc(1024 * KIB));
      execFileSync('mkfs.ext4', ['-q', '-F', '-m', '0', '-O', '^has_journal', image], { stdio: 'ignore' });
      execFileSync('mount', ['-o', 'loop', image, folder], { stdio: 'ignore' });
    }
  } catch {
    return undefined;
  }
  mounted.push(folder);
  return folder;
}

/** A state of about 60 KiB. */
function bigState(serial: number) {
  const [intent] = sampleState().intents;
  if (intent === undefined) throw new Error('the sample has an intent');
  return sampleState({ serial, intents: Array.from({ length: 180 }, () => intent) });
}

/** Takes room until `free` bytes are left. */
function fillUntil(home: string, free: number): () => void {
  const filler = join(home, 'filler');
  const { bavail, bsize } = statfsSync(home);
  const room = Math.max(0, bavail * bsize - free);
  writeFileSync(filler, Buffer.alloc(room, 'x'), { flush: true });
  return () => rmSync(filler);
}

describe.each(['tmpfs', 'ext4'] as const)('given a %s that is nearly full', (kind) => {
  test('when the state is saved, then it is saved whole or the old one stands and the failure says why', async () => {
    const home = mountSmall(kind);
    if (home === undefined) return table.skipped(`${kind}, from 0 to 96 KiB of room`, 'no right to mount');
    const store = openStateStore(storeOptions(home));
    const file = join(store.folder, 'state.json');
    await mkdir(store.folder, { mode: 0o700 });
    writeFileSync(file, writeStateFile(bigState(1)), { mode: 0o600 });
    const found: string[] = [];
    let tried = 0;
    let refused = 0;
    for (let free = 0; free <= 96 * KIB; free += 4 * KIB) {
      tried += 1;
      const before = await store.load();
      if (before.kind !== 'loaded') throw new Error(`${free} bytes: ${before.kind}`);
      const text = await readFile(file, 'utf8');
      const giveBack = fillUntil(home, free);
      const saved = await store.save(before.state).catch(() => undefined);
      if (saved === undefined) {
        refused += 1;
        const failure = await failureOf(store.save(before.state));
        if (failure.code !== 'JI-P536') found.push(`${free} bytes free: ${failure.code}`);
        if ((await readFile(file, 'utf8')) !== text) found.push(`${free} bytes free: the old state is gone`);
      }
      giveBack();
      const after = await store.load();
      const serial = after.kind === 'loaded' ? after.state.serial : -1;
      if (saved !== undefined && serial !== saved.serial) found.push(`${free} bytes free: said to be saved`);
      if (after.kind === 'loaded' && after.warnings.length > 0) found.push(`${free} bytes free: a warning`);
    }
    if (refused === 0 || refused === tried)
      found.push(`${refused} of ${tried} were refused: not on the edge`);
    table.row(`${kind}, from 0 to 96 KiB of room`, tried, found);
  });
});
