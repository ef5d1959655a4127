import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../ports/clock.ts';
import type { CommandRunner } from '../ports/command-runner.ts';
import type { Randomness } from '../ports/randomness.ts';
import { syncFolder, writeFileAtomically } from './atomic-file.ts';
import { errorCode } from './error-code.ts';
import { takeLock } from './lock.ts';
import { processTable } from './process-table.ts';
import { readStanding } from './read-state.ts';
import type { State } from './state.ts';
import { fileTrouble, stateChangedMeanwhile } from './state-failures.ts';
import { profileFolder } from './state-home.ts';
import type { StateStore } from './state-store.ts';
import { ensurePrivateFolder } from './trusted-file.ts';

export interface StateStoreOptions {
  /** The folder of all profiles (`stateHome`). */
  readonly home: string;
  readonly profile: string;
  readonly platform: NodeJS.Platform;
  /** Our user number; undefined on Windows. */
  readonly uid: number | undefined;
  /** Our process number and the computer's name: what the lock says about us. */
  readonly pid: number;
  readonly host: string;
  readonly clock: Clock;
  readonly random: Randomness;
  /** Starts `ps` and `sysctl` on macOS, `tasklist` on Windows, for the lock. */
  readonly run: CommandRunner;
  /** Name and version of this program, for `savedBy`: `jamf-intune 0.1.0`. */
  readonly tool: string;
}

/**
 * Opens the profile's state on this computer; touches nothing yet.
 *
 * @throws Failure JI-P530 when the profile's name cannot be one
 */
export function openStateStore(options: StateStoreOptions): StateStore {
  const { platform, uid, clock, random } = options;
  const folder = profileFolder(options.home, options.profile, platform);
  const current = join(folder, 'state.json');
  const previous = `${current}.bak`;
  /** Where a file that could not be read goes when a save replaces it: it may still help somebody. */
  const damaged = `${current}.damaged`;
  const fileOwner = { platform, uid };
  /** A save that failed at its very end may have replaced the file; saving once more is then no conflict. */
  let lastAttempt: State | undefined;

  return {
    folder,

    load: async () => {
      const standing = await readStanding({ current, previous }, fileOwner);
      return standing.kind === 'nothing'
        ? { kind: 'fresh' }
        : { kind: 'loaded', state: standing.state, warnings: standing.warnings };
    },

    save: async (state) => {
      const saved = {
        ...state,
        serial: state.serial + 1,
        savedBy: options.tool,
        savedAt: clock.now().toISOString(),
      };
      const { writeStateFile } = await import('./state-file.ts');
      const text = writeStateFile(saved);
      await ensurePrivateFolder(folder, fileOwner);

      const standing = await readStanding({ current, previous }, fileOwner);
      const conflict = standing.kind === 'state' && whatConflicts(standing.state, state, lastAttempt);
      if (conflict) throw stateChangedMeanwhile(current, conflict);
      const isCorrupt = standing.kind === 'state' && standing.currentIs === 'corrupt';
      lastAttempt = saved;
      try {
        await writeFileAtomically(current, text, { platform, clock, random }, isCorrupt ? damaged : previous);
      } catch (error) {
        throw fileTrouble('save the state', current, error);
      }
      return saved;
    },

    remove: async () => {
      try {
        // The copy first: alone it would be restored.
        for (const file of [previous, damaged, current]) await rm(file, { force: true });
        await syncFolder(folder, platform);
      } catch (error) {
        if (errorCode(error) !== 'ENOENT') throw fileTrouble('remove the state', current, error);
      }
    },

    lock: async () => {
      await ensurePrivateFolder(folder, fileOwner);
      const processes = processTable(platform, options.run);
      return takeLock({ folder, fileOwner, pid: options.pid, host: options.host, processes, clock, random });
    },
  };
}

/** Why `state` must not replace what stands on the disk; undefined when it may. */
function whatConflicts(standing: State, state: State, lastAttempt: State | undefined): string | undefined {
  if (standing.lineage !== state.lineage) return 'It records another connection than this run works on.';
  const isOurOwn = standing.serial === lastAttempt?.serial && standing.savedAt === lastAttempt.savedAt;
  if (standing.serial > state.serial && !isOurOwn) {
    return `It was saved ${standing.serial - state.serial} times more since, last on ${standing.savedAt} by ${standing.savedBy}.`;
  }
  return undefined;
}
