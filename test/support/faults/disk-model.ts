import { dirname, relative } from 'node:path';

/**
 * What may stand on a disk after the power went: a model of POSIX, which promises nothing that was not synced. Names
 * live in folders and reach the disk when the folder is synced; bytes live in files and reach it when the file is.
 */

/** Files by their path below the home. */
export type Disk = ReadonlyMap<string, Buffer>;

export type Operation =
  | { readonly kind: 'make-folder'; readonly path: string }
  | { readonly kind: 'create'; readonly path: string; readonly bytes: Buffer }
  | { readonly kind: 'link' | 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'unlink'; readonly path: string }
  | { readonly kind: 'sync'; readonly path: string };

/** The operations of a traced save. @param bytes what it writes into the one file that it creates */
export function readOperations(trace: readonly string[], home: string, bytes: Buffer): readonly Operation[] {
  return trace.flatMap((line): Operation[] => {
    if (/= -1 E/.test(line)) return [];
    const paths = [...line.matchAll(/["<](\/[^">]*)[">]/g)]
      .map((match) => relative(home, match[1] ?? ''))
      .filter((path) => !path.startsWith('..'));
    const [path = '', to = ''] = paths;
    switch (/^\d+\s+(\w+)\(/.exec(line)?.[1]) {
      case 'mkdir':
        return [{ kind: 'make-folder', path }];
      case 'openat':
        return line.includes('O_CREAT') ? [{ kind: 'create', path, bytes }] : [];
      case 'fsync':
      case 'fdatasync':
        return [{ kind: 'sync', path }];
      case 'link':
        return [{ kind: 'link', from: path, to }];
      case 'rename':
        return [{ kind: 'rename', from: path, to }];
      case 'unlink':
        return [{ kind: 'unlink', path }];
      default:
        return [];
    }
  });
}

export interface PowerLoss {
  readonly disk: Disk;
  /** For the reader of a failure. */
  readonly when: string;
  /** Whether the save had said that it was done. */
  readonly returned: boolean;
}

/** A file without its names; `bytes` is all that was ever written into it. */
interface File {
  readonly bytes: Buffer;
  syncedBy: number;
}

/** What one operation does to names, all of it or nothing; `file` is undefined for a name that goes. */
interface Renaming {
  readonly at: number;
  readonly folder: string;
  readonly names: readonly (readonly [path: string, file: File | undefined])[];
  /** A folder that this makes. */
  readonly makes?: string;
}

const NEVER = Number.POSITIVE_INFINITY;

/** Every disk that the power may leave behind, at every moment of the operations. */
export function* disksAfterPowerLoss(before: Disk, operations: readonly Operation[]): Generator<PowerLoss> {
  const { start, renamings, syncs } = unfold(before, operations);
  for (let done = 0; done <= operations.length; done += 1) {
    const happened = renamings.filter(({ at }) => at < done);
    const isSafe = ({ at, folder }: Renaming) =>
      syncs.some((sync) => sync.path === folder && sync.at > at && sync.at < done);
    for (const lost of subsetsOf(happened.filter((each) => !isSafe(each)))) {
      const names = namesAfter(
        start,
        happened.filter((each) => !lost.includes(each)),
      );
      for (const written of ['all of it', 'half of it', 'zeros', 'nothing'] as const) {
        const disk = new Map<string, Buffer>();
        for (const [path, file] of names)
          disk.set(path, file.syncedBy < done ? file.bytes : partOf(file.bytes, written));
        const when = `after ${done} of ${operations.length} operations, ${lost.length} names lost, ${written} written`;
        yield { disk, when, returned: done === operations.length };
      }
    }
  }
}

/** Follows the operations as a disk that loses nothing would. */
function unfold(before: Disk, operations: readonly Operation[]) {
  const start = new Map([...before].map(([path, bytes]): [string, File] => [path, { bytes, syncedBy: -1 }]));
  const names = new Map(start);
  const renamings: Renaming[] = [];
  const syncs: { readonly path: string; readonly at: number }[] = [];
  const rename = (at: number, entries: Renaming['names'], makes?: string) => {
    const [first] = entries;
    const folder = dirname(makes ?? first?.[0] ?? '').replace(/^\.$/, '');
    renamings.push({ at, folder, names: entries, ...(makes !== undefined && { makes }) });
    for (const [path, file] of entries)
      if (file === undefined) names.delete(path);
      else names.set(path, file);
  };
  for (const [at, operation] of operations.entries()) {
    switch (operation.kind) {
      case 'make-folder':
        rename(at, [], operation.path);
        break;
      case 'create':
        rename(at, [[operation.path, { bytes: operation.bytes, syncedBy: NEVER }]]);
        break;
      case 'link':
        rename(at, [[operation.to, names.get(operation.from)]]);
        break;
      case 'rename':
        rename(at, [
          [operation.from, undefined],
          [operation.to, names.get(operation.from)],
        ]);
        break;
      case 'unlink':
        rename(at, [[operation.path, undefined]]);
        break;
      case 'sync': {
        const file = names.get(operation.path);
        if (file === undefined) syncs.push({ path: operation.path, at });
        else file.syncedBy = Math.min(file.syncedBy, at);
      }
    }
  }
  return { start, renamings, syncs };
}

function namesAfter(start: ReadonlyMap<string, File>, renamings: readonly Renaming[]): Map<string, File> {
  const names = new Map(start);
  const folders = new Set([...start.keys()].map((path) => dirname(path)));
  for (const { names: entries, makes } of renamings) {
    if (makes !== undefined) folders.add(makes);
    for (const [path, file] of entries)
      if (file === undefined) names.delete(path);
      else names.set(path, file);
  }
  // What is in a folder whose own name did not get there is lost with it.
  return new Map([...names].filter(([path]) => folders.has(dirname(path))));
}

function subsetsOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const [first, ...rest] = items;
  if (first === undefined) return [[]];
  return subsetsOf(rest).flatMap((subset) => [subset, [first, ...subset]]);
}

function partOf(bytes: Buffer, written: 'all of it' | 'half of it' | 'zeros' | 'nothing'): Buffer {
  switch (written) {
    case 'all of it':
      return bytes;
    case 'half of it':
      return bytes.subarray(0, bytes.length / 2);
    case 'zeros':
      return Buffer.alloc(bytes.length);
    case 'nothing':
      return Buffer.alloc(0);
  }
}
