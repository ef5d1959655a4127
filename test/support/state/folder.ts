import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { createCommandRunner } from '../../../src/ports/command-runner.ts';
import type { StateStoreOptions } from '../../../src/state/open-state-store.ts';

/** A folder of its own for the running test, removed after it. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jamf-intune-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** This process on this computer, with real time and real randomness. */
export function storeOptions(home: string): StateStoreOptions {
  return {
    home,
    profile: 'default',
    platform: process.platform,
    uid: process.getuid?.(),
    pid: process.pid,
    host: hostname(),
    clock: {
      now: () => new Date(),
      sleep: (milliseconds, signal) => sleep(milliseconds, undefined, signal ? { signal } : {}),
    },
    random: { uuid: () => randomUUID() },
    run: createCommandRunner({ PATH: process.env.PATH ?? '' }),
    tool: 'jamf-intune 0.0.0-test',
  };
}
