import type { State } from './state.ts';
import { stateDamaged, stateInvalid, stateNewer, stateNotOurs } from './state-failures.ts';
import type { StateWarning } from './state-store.ts';
import { type FileOwner, readTrustedFile } from './trusted-file.ts';

/** The two files that may hold the state. */
export interface StateFiles {
  readonly current: string;
  /** The one before it. */
  readonly previous: string;
}

/** What the two files say together. */
export type Standing =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'state';
      readonly state: State;
      readonly warnings: readonly StateWarning[];
      /** How the current file is; anything but `good` means that the state came from the previous one. */
      readonly currentIs: 'good' | 'missing' | 'corrupt';
    };

type Reading =
  | { readonly kind: 'good'; readonly state: State; readonly warnings: readonly StateWarning[] }
  | { readonly kind: 'missing' }
  | { readonly kind: 'corrupt'; readonly reason: string };

/**
 * Reads the state, from its previous copy when the file is damaged or missing. Nothing at all is a beginning;
 * something unreadable never is (reliability.md §5).
 *
 * @throws Failure JI-P531 to JI-P536
 */
export async function readStanding(files: StateFiles, owner: FileOwner): Promise<Standing> {
  const current = await readOne(files.current, owner);
  if (current.kind === 'good') return { ...current, kind: 'state', currentIs: 'good' };

  const previous = await readOne(files.previous, owner);
  if (previous.kind === 'good') {
    const reason = current.kind === 'corrupt' ? current.reason : 'The file is missing';
    const warnings = [{ kind: 'restored-from-previous', reason } as const, ...previous.warnings];
    return { kind: 'state', state: previous.state, warnings, currentIs: current.kind };
  }
  if (current.kind === 'corrupt') throw stateDamaged(files.current, current.reason);
  if (previous.kind === 'corrupt')
    throw stateDamaged(files.current, 'The file is missing, its copy is damaged');
  return { kind: 'nothing' };
}

async function readOne(path: string, owner: FileOwner): Promise<Reading> {
  const file = await readTrustedFile(path, owner);
  if (file.kind === 'missing') return file;
  const text = decodeUtf8(file.bytes);
  if (text === undefined) return { kind: 'corrupt', reason: 'The file is not UTF-8 text' };

  // Its schema takes longer than there is time for where nothing has been saved yet.
  const { parseStateFile } = await import('./state-file.ts');
  const parsed = parseStateFile(text);
  switch (parsed.kind) {
    case 'corrupt':
      return parsed;
    case 'not-ours':
      throw stateNotOurs(path);
    case 'newer':
      throw stateNewer(path, parsed.found, parsed.known);
    case 'invalid':
      throw stateInvalid(path, parsed.problem);
    case 'state':
    case 'edited': {
      const warnings: StateWarning[] = [];
      if (parsed.kind === 'edited') warnings.push({ kind: 'edited-by-hand' });
      if (file.wide) warnings.push({ kind: 'readable-by-others', path });
      return { kind: 'good', state: parsed.state, warnings };
    }
  }
}

/** Undefined when a byte is wrong: lenient decoding would hide the damage inside a name. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
