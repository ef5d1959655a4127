import { link, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '../ports/clock.ts';
import type { Randomness } from '../ports/randomness.ts';
import { errorCode } from './error-code.ts';

/**
 * The crash-safe write of reliability.md §5: whatever instant the process or the machine dies, the file is the old
 * one or the new one, and once the promise has resolved it is the new one. The known libraries fail that on a full
 * disk or on a power cut (reliability.md §3.5).
 */
export interface AtomicWriter {
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  readonly random: Randomness;
}

const TEMPORARY = /^\..+\.[0-9a-f-]{36}\.tmp$/;

/** Whether a file name is one of our unfinished writes, left by a process that was killed. */
export function isTemporary(name: string): boolean {
  return TEMPORARY.test(name);
}

/**
 * @param path the file to replace; its folder exists
 * @param text its new content
 * @param previous where a copy of the file as it was before is kept, when one is wanted
 * @throws the system's error; the file is then as it was before
 */
export async function writeFileAtomically(
  path: string,
  text: string,
  { platform, clock, random }: AtomicWriter,
  previous?: string,
): Promise<void> {
  const fresh = temporaryName(path, random);
  try {
    await writeDurably(fresh, text);
    if (previous !== undefined) await keepPrevious(path, previous, temporaryName(previous, random));
    await renameStubbornly(fresh, path, platform, clock);
  } catch (error) {
    // The first error is the one that matters; a leftover is swept at the next start.
    await rm(fresh, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path), platform);
}

/** Makes the names in a folder survive a power cut. Windows cannot open a folder, and NTFS journals names. */
export async function syncFolder(folder: string, platform: NodeJS.Platform): Promise<void> {
  if (platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const bytes = Buffer.from(text, 'utf8');
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  // A full tmpfs cut a file short without an error: reliability.md §3.5.
  const { size } = await stat(path);
  if (size !== bytes.length) throw new ShortWriteError(path, bytes.length, size);
}

class ShortWriteError extends Error {
  readonly code = 'ENOSPC';

  constructor(path: string, wanted: number, written: number) {
    super(`${written} of ${wanted} bytes were written to ${path}`);
    this.name = 'ShortWriteError';
  }
}

/** File systems without hard links, and a first save, go without a previous copy. */
const NO_COPY = new Set(['ENOENT', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EEXIST', 'EMLINK']);

async function keepPrevious(path: string, previous: string, temporary: string): Promise<void> {
  try {
    await link(path, temporary);
    await rename(temporary, previous);
    // rename() does nothing when both names are already the same file, and then leaves both.
    await rm(temporary, { force: true });
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (!NO_COPY.has(errorCode(error) ?? '')) throw error;
  }
}

/** On Windows a virus scanner or an indexer may hold the file for a moment: npm/write-file-atomic#28. */
const HELD_FOR_A_MOMENT = new Set(['EPERM', 'EBUSY', 'EACCES']);
const RENAME_ATTEMPTS = 8;
const FIRST_PAUSE_MS = 20;

async function renameStubbornly(
  from: string,
  to: string,
  platform: NodeJS.Platform,
  clock: Clock,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rename(from, to);
    } catch (error) {
      const again = platform === 'win32' && attempt < RENAME_ATTEMPTS;
      if (!again || !HELD_FOR_A_MOMENT.has(errorCode(error) ?? '')) throw error;
      await clock.sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1));
    }
  }
}

function temporaryName(path: string, random: Randomness): string {
  return join(dirname(path), `.${basename(path)}.${random.uuid()}.tmp`);
}
