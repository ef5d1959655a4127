import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openStateStore } from '../../src/state/open-state-store.ts';
import { bundleProgram } from '../support/bundle/program.ts';
import { eachOf } from '../support/faults/each.ts';
import { hasStrace, homeWithState, type TracedCall, traceChild } from '../support/faults/strace.ts';
import { openTable } from '../support/faults/table.ts';
import { storeOptions } from '../support/state/folder.ts';

/**
 * The program dies, or the system refuses, at every single system call by which the state is read and written
 * (reliability.md §7).
 */

const table = openTable('state-syscalls');
const FAULTS = ['signal=KILL', 'error=EIO', 'error=ENOSPC', 'error=EACCES'] as const;
const AT_ONCE = 3;
const OLD = 7;

let program = '';
beforeAll(async () => {
  program = await bundleProgram('faults/state-child.ts', await mkdtemp(join(tmpdir(), 'jamf-intune-child-')));
});

const storeAt = (home: string) => openStateStore(storeOptions(home));

/** What is wrong with a state after a save that met `fault`; nothing in most cases. */
async function judgeSave(home: string, said: string): Promise<string | undefined> {
  const loaded = await storeAt(home).load();
  if (loaded.kind !== 'loaded') return 'a fresh start';
  const { serial } = loaded.state;
  if (serial !== OLD && serial !== OLD + 1) return `serial ${serial}`;
  if (said.startsWith('saved') && serial !== OLD + 1) return 'said to be saved, and is not';
  if (said.startsWith('untyped')) return said;
  // The next run must be able to go on, and to clear away what this one left.
  const lock = await storeAt(home).lock();
  const next = await storeAt(home).save(loaded.state);
  await lock.release();
  if (next.serial !== serial + 1) return `the next save has serial ${next.serial}`;
  const left = (await readdir(join(home, 'default'))).sort().join(' ');
  return left === 'state.json state.json.bak' ? undefined : `left behind: ${left}`;
}

/** What is wrong with what a load said that met an error: it must never look like a beginning. */
function judgeLoad(said: string): string | undefined {
  if (said === '' || said === 'loaded' || /^JI-P53\d$/.test(said)) return undefined;
  return said;
}

async function disturb(
  mode: 'load' | 'save',
  { name, ordinal }: TracedCall,
  fault: string,
): Promise<string | undefined> {
  const home = homeWithState(OLD);
  const { said, hit } = await traceChild(program, [mode, home], `${name}:${fault}:when=${ordinal}`);
  const judged = mode === 'save' ? judgeSave(home, said).catch(String) : judgeLoad(said);
  const wrong = hit ? await judged : 'never met';
  return wrong && `${name} #${ordinal} ${fault}: ${wrong}`;
}

describe.each(['save', 'load'] as const)('given every system call of %s', (mode) => {
  test.each(FAULTS)(
    'when %s comes in its place, then the state is the old one or the new one',
    async (fault) => {
      if (!hasStrace) return table.skipped(`${mode}, ${fault}`, 'no strace');
      const { calls, said } = await traceChild(program, [mode, homeWithState(OLD)]);
      expect(said).toBe(mode === 'save' ? `saved ${OLD + 1}` : 'loaded');
      const found = await eachOf(calls, AT_ONCE, (call) => disturb(mode, call, fault));
      table.row(
        `${mode}: ${fault} at every system call`,
        calls.length,
        found.flatMap((line) => line ?? []),
      );
    },
    120_000,
  );
});
