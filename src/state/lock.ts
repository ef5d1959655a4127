import { link, open, readdir, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../ports/clock.ts';
import type { Randomness } from '../ports/randomness.ts';
import { isTemporary } from './atomic-file.ts';
import { errorCode } from './error-code.ts';
import { profileLocked } from './lock-failures.ts';
import { identifyProcess, type OwnerIdentity, writeOwner } from './lock-identity.ts';
import type { LockOwner } from './lock-owner.ts';
import type { ProcessTable } from './process-table.ts';
import { fileTrouble } from './state-failures.ts';
import type { HeldLock } from './state-store.ts';
import { type FileOwner, readTrustedFile } from './trusted-file.ts';

/**
 * The profile's lock (reliability.md §6). It is taken by linking a finished file to the lock's name, so that it
 * never exists half written. A dead owner's lock is removed at once, but only by the holder of a second lock that is
 * named after the dead one's content: without that, two runs that saw the same dead owner could both end up inside.
 */
export interface LockSurroundings {
  /** The profile's folder; it exists. */
  readonly folder: string;
  readonly fileOwner: FileOwner;
  readonly pid: number;
  readonly host: string;
  readonly processes: ProcessTable;
  readonly clock: Clock;
  readonly random: Randomness;
}

const LOCK = 'lock';
/** The second lock may be a dead owner's as well, and so on: one level for each process that died just there. */
const DEEPEST = 4;
/** Rounds lost to others who came and went in between; each one costs some milliseconds. */
const ROUNDS = 50;

type Claim =
  | { readonly kind: 'mine'; readonly content: string }
  | {
      readonly kind: 'theirs';
      readonly owner: LockOwner | undefined;
      readonly judged: 'running' | 'unknown';
    };

/**
 * Takes the lock and clears away what killed processes left in the folder.
 *
 * @throws Failure JI-P537 when a living run holds it, JI-P538 when nobody can tell from here, JI-P536 when the
 * folder cannot hold a lock
 */
export async function takeLock(surroundings: LockSurroundings): Promise<HeldLock> {
  const { folder, pid, host, processes } = surroundings;
  const path = join(folder, LOCK);
  try {
    const me = await identifyProcess(pid, host, processes);
    const claim = await claimLock(LOCK, me, surroundings, 0);
    if (claim.kind === 'theirs') throw profileLocked(path, claim.owner, claim.judged);
    await sweep(folder);
    return { release: () => removeLock(path, claim.content, surroundings) };
  } catch (error) {
    throw fileTrouble('take the lock', path, error);
  }
}

async function claimLock(
  name: string,
  me: OwnerIdentity,
  surroundings: LockSurroundings,
  depth: number,
): Promise<Claim> {
  const { folder, fileOwner, processes, clock, random } = surroundings;
  const path = join(folder, name);
  for (let round = 0; round < ROUNDS; round += 1) {
    const content = writeOwner(me, clock.now(), random.uuid());
    if (await linkInto(path, content, join(folder, `${LOCK}.${random.uuid()}.new`))) {
      return { kind: 'mine', content };
    }
    const found = await readLock(path, fileOwner);
    if (found === undefined) continue;
    // Only who finds a lock has to read one.
    const { fingerprint, judgeOwner, parseOwner } = await import('./lock-owner.ts');
    const owner = parseOwner(found);
    const judged = owner ? await judgeOwner(owner, me, processes) : 'unknown';
    if (judged !== 'gone') return { kind: 'theirs', owner, judged };
    if (depth === DEEPEST) return { kind: 'theirs', owner, judged: 'unknown' };

    const second = `${LOCK}.${fingerprint(found)}`;
    const permission = await claimLock(second, me, surroundings, depth + 1);
    if (permission.kind === 'theirs') return permission;
    try {
      await removeLock(path, found, surroundings);
    } finally {
      await removeLock(join(folder, second), permission.content, surroundings);
    }
  }
  return { kind: 'theirs', owner: undefined, judged: 'running' };
}

/** False when the lock's name is taken, or when the lock's holder swept our unfinished file away. */
async function linkInto(path: string, content: string, unfinished: string): Promise<boolean> {
  try {
    const file = await open(unfinished, 'wx', 0o600);
    try {
      await file.writeFile(content);
      // After a power cut an empty lock would belong to nobody, and nobody could remove it.
      await file.sync();
    } finally {
      await file.close();
    }
    await link(unfinished, path);
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    throw error;
  } finally {
    await rm(unfinished, { force: true }).catch(() => undefined);
  }
}

/** Removes the lock if it still has this content: ours, or the dead owner's whose second lock we hold. */
async function removeLock(path: string, content: string, { fileOwner }: LockSurroundings): Promise<void> {
  if ((await readLock(path, fileOwner)) !== content) return;
  await unlink(path).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
  });
}

async function readLock(path: string, owner: FileOwner): Promise<string | undefined> {
  const file = await readTrustedFile(path, owner);
  return file.kind === 'read' ? file.bytes.toString('utf8') : undefined;
}

/**
 * Under the lock nobody else writes here: unfinished files are a dead process's, and second locks have done their
 * work. A living contender whose unfinished lock is swept just tries again.
 */
async function sweep(folder: string): Promise<void> {
  const names = await readdir(folder);
  const leftovers = names.filter((name) => isTemporary(name) || name.startsWith(`${LOCK}.`));
  await Promise.all(leftovers.map((name) => rm(join(folder, name), { force: true }).catch(() => undefined)));
}
