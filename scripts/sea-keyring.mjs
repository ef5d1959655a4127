// Stands for @napi-rs/keyring in the single executable, which can load no package: the native part is in it as an asset.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { getRawAsset } from 'node:sea';

/** Native code can be loaded from a file only: into a new folder that nobody else may write to, and away again. */
function loadNative() {
  const folder = mkdtempSync(join(tmpdir(), 'jamf-intune-keyring-'));
  try {
    const file = join(folder, 'keyring.node');
    writeFileSync(file, new Uint8Array(getRawAsset('keyring.node')), { mode: 0o500, flag: 'wx' });
    const module = { exports: {} };
    process.dlopen(module, file);
    return module.exports;
  } finally {
    try {
      rmSync(folder, { recursive: true });
    } catch {
      // Windows lets nobody remove a library that is in use; its temporary folder is cleared by the system.
    }
  }
}

export const { AsyncEntry } = loadNative();
