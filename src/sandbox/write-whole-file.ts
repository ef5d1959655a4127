import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file that only its owner may read, so that a crash at any instant leaves the old text or the new one:
 * temporary file, fsync, rename, fsync of the folder (reliability.md §3.5). Synchronous, because the answer to a
 * request must not leave before it is done, and two of them must never overlap.
 */
export function writeWholeFile(path: string, text: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const temporary = `${path}.new`;
  const file = openSync(temporary, 'w', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
  syncFolder(folder);
}

function syncFolder(folder: string): void {
  let handle: number | undefined;
  try {
    handle = openSync(folder, 'r');
    fsyncSync(handle);
  } catch {
    // Windows opens no folders; there the rename is as durable as it gets.
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
