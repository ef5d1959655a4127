import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openStateStore } from '../../src/state/open-state-store.ts';
import { writeStateFile } from '../../src/state/state-file.ts';
import { bundleProgram } from '../support/bundle/program.ts';
import { type Disk, disksAfterPowerLoss, readOperations } from '../support/faults/disk-model.ts';
import { hasStrace, homeWithState, traceChild } from '../support/faults/strace.ts';
import { openTable } from '../support/faults/table.ts';
import { storeOptions } from '../support/state/folder.ts';
import { sampleState } from '../support/state/samples.ts';

/**
 * The machine loses power at any moment of a save, and the disk has done as little as it may: what was not synced is
 * there in part, in any order, or not at all (reliability.md §7).
 */

const table = openTable('state-powerloss');
const OLD = 7;
const NEW = 8;

let program = '';
beforeAll(async () => {
  program = await bundleProgram('faults/state-child.ts', await mkdtemp(join(tmpdir(), 'jamf-intune-child-')));
});

/** What the program makes of a disk: the serial, or a word for what is worse. */
async function readDisk(disk: Disk): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'jamf-intune-power-'));
  for (const [path, bytes] of disk) {
    const file = join(home, path);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, bytes, { mode: 0o600 });
  }
  try {
    const loaded = await openStateStore(storeOptions(home)).load();
    return loaded.kind === 'fresh' ? 'fresh' : String(loaded.state.serial);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

interface Allowed {
  readonly during: readonly string[];
  readonly after: string;
}

async function tryAll(name: string, mode: 'save' | 'first', before: Disk, allowed: Allowed): Promise<void> {
  if (!hasStrace) return table.skipped(name, 'no strace');
  const home = homeWithState(mode === 'save' ? OLD : undefined);
  const { calls, said } = await traceChild(program, [mode, home]);
  expect(said).toBe(`saved ${NEW}`);
  const trace = calls.map(({ line }) => line);
  const operations = readOperations(trace, home, readFileSync(join(home, 'default/state.json')));
  const seen = new Set<string>();
  const found: string[] = [];
  for (const { disk, when, returned } of disksAfterPowerLoss(before, operations)) {
    const key = JSON.stringify([
      returned,
      ...[...disk].map(([path, bytes]) => [path, bytes.toString('hex')]),
    ]);
    if (seen.has(key)) continue;
    seen.add(key);
    const read = await readDisk(disk);
    const wanted = returned ? [allowed.after] : allowed.during;
    if (!wanted.includes(read)) found.push(`${when}: ${read}`);
  }
  table.row(name, seen.size, found);
}

test('given a state, when the power goes at any moment of the next save, then it is the old or the new one', async () => {
  const before = new Map([['default/state.json', Buffer.from(writeStateFile(sampleState({ serial: OLD })))]]);
  await tryAll('a save over an older state', 'save', before, {
    during: [`${OLD}`, `${NEW}`],
    after: `${NEW}`,
  });
});

test('given nothing, when the power goes at any moment of the first save, then it is nothing or the new one', async () => {
  await tryAll('the first save', 'first', new Map(), { during: ['fresh', `${NEW}`], after: `${NEW}` });
});
