import { constants, type Stats } from 'node:fs';
import { chmod, lstat, mkdir, open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { syncFolder } from './atomic-file.ts';
import { errorCode } from './error-code.ts';
import { fileTrouble, pathUnsafe } from './state-failures.ts';

/** Who we are to the file system; Windows has no user number and keeps the profile private by its own rules. */
export interface FileOwner {
  readonly uid: number | undefined;
  readonly platform: NodeJS.Platform;
}

export type TrustedRead =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'read';
      readonly bytes: Buffer;
      /** True when group or others have any right to it. */
      readonly wide: boolean;
    };

// A FIFO in the file's place must not make open() wait for a writer: O_NONBLOCK.
const SAFE_READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Reads a file that nobody else may have put there: no symbolic link, a regular file, owned by us.
 *
 * @throws Failure JI-P535 when it is not to be trusted, JI-P536 when it cannot be read
 */
export async function readTrustedFile(path: string, owner: FileOwner): Promise<TrustedRead> {
  try {
    // Windows has no O_NOFOLLOW; the look beforehand is the best it offers.
    if (owner.platform === 'win32' && (await lstat(path)).isSymbolicLink())
      throw pathUnsafe(path, 'symbolic-link');
    const file = await open(path, owner.platform === 'win32' ? constants.O_RDONLY : SAFE_READ);
    try {
      const stats = await file.stat();
      if (!stats.isFile()) throw pathUnsafe(path, 'not-a-file');
      if (isForeign(stats, owner)) throw pathUnsafe(path, 'other-owner');
      return { kind: 'read', bytes: await file.readFile(), wide: isWide(stats, owner) };
    } finally {
      await file.close();
    }
  } catch (error) {
    switch (errorCode(error)) {
      case 'ENOENT':
        return { kind: 'missing' };
      case 'ELOOP':
        throw pathUnsafe(path, 'symbolic-link');
      default:
        throw fileTrouble('read the file', path, error);
    }
  }
}

/**
 * Makes the profile's folder, 0700 like the parents it has to make, or takes the rights of group and others away
 * from one that exists.
 *
 * @throws Failure JI-P535 when it is not to be trusted, JI-P536 when it cannot be made
 */
export async function ensurePrivateFolder(path: string, owner: FileOwner): Promise<void> {
  try {
    const made = await mkdir(path, { recursive: true, mode: 0o700 });
    if (made !== undefined) await syncParents(resolve(made), resolve(path), owner.platform);
    const stats = await lstat(path);
    if (stats.isSymbolicLink()) throw pathUnsafe(path, 'symbolic-link');
    if (!stats.isDirectory()) throw pathUnsafe(path, 'not-a-folder');
    if (isForeign(stats, owner)) throw pathUnsafe(path, 'other-owner');
    if (isWide(stats, owner)) await chmod(path, 0o700);
  } catch (error) {
    throw fileTrouble('make the folder', path, error);
  }
}

/** A new folder's own name is lost in a power cut, with all that was saved in it, until its parent is synced. */
async function syncParents(first: string, last: string, platform: NodeJS.Platform): Promise<void> {
  for (let made = last; made.length >= first.length; made = dirname(made)) {
    await syncFolder(dirname(made), platform);
  }
}

/** Root may use anybody's files: it could read them anyway, and a service often runs as root. */
function isForeign(stats: Stats, { uid }: FileOwner): boolean {
  return uid !== undefined && uid !== 0 && stats.uid !== uid;
}

function isWide(stats: Stats, { platform }: FileOwner): boolean {
  return platform !== 'win32' && (stats.mode & 0o077) !== 0;
}
