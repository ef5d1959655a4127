import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../../src/errors/failure.ts';
import { createCommandRunner } from '../../../src/ports/command-runner.ts';
import { openStateStore } from '../../../src/state/open-state-store.ts';
import type { State } from '../../../src/state/state.ts';

/**
 * A process of its own that does one thing with a profile's state: `load` says what it found; `save` saves what it
 * loaded, and says so; `first` saves where nothing was; `count` does that under the lock, and tries until it has it.
 */
const [mode = '', home = ''] = process.argv.slice(2);

// A save alone has names that a test knows beforehand; many at once must differ.
let ids = 0;
const knownUuid = () => {
  ids += 1;
  return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
};

const FIRST: State = {
  format: 'jamf-intune-state',
  version: 1,
  lineage: '0b6f6f0e-1b7c-4a53-9a1e-3f1c2d4e5f60',
  serial: 7,
  savedBy: 'test',
  savedAt: '2026-11-23T09:41:00.000Z',
  profile: 'default',
  connection: 'conditional-access',
  answers: {},
  resources: {},
  steps: {},
  intents: [],
};

const store = openStateStore({
  home,
  profile: 'default',
  platform: process.platform,
  uid: process.getuid?.(),
  pid: process.pid,
  host: hostname(),
  clock: { now: () => new Date(), sleep: (milliseconds) => sleep(milliseconds) },
  random: { uuid: mode === 'count' ? randomUUID : knownUuid },
  run: createCommandRunner(process.env),
  tool: 'test',
});

try {
  if (mode === 'load') say((await store.load()).kind);
  else if (mode === 'first') say(`saved ${(await store.save(FIRST)).serial}`);
  else if (mode === 'save') say(`saved ${await saveOnce()}`);
  else say(`counted ${await countOnce()}`);
} catch (error) {
  say(error instanceof Failure ? error.code : `untyped: ${String(error)}`);
}

async function saveOnce(): Promise<number> {
  const loaded = await store.load();
  if (loaded.kind !== 'loaded') return -1;
  return (await store.save(loaded.state)).serial;
}

async function countOnce(): Promise<number> {
  for (;;) {
    const lock = await store.lock().catch((error: unknown) => {
      if (error instanceof Failure && error.code === 'JI-P537') return undefined;
      throw error;
    });
    if (lock !== undefined) {
      const serial = await saveOnce();
      await lock.release();
      return serial;
    }
    await sleep(5 + Math.random() * 40);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
