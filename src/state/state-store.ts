import type { State } from './state.ts';

/** A word about a state file that was loaded all the same. */
export type StateWarning =
  | { readonly kind: 'edited-by-hand' }
  | { readonly kind: 'restored-from-previous'; readonly reason: string }
  | { readonly kind: 'readable-by-others'; readonly path: string };

export type LoadedState =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'loaded'; readonly state: State; readonly warnings: readonly StateWarning[] };

/** Proof that this process holds the profile's lock. */
export interface HeldLock {
  release(): Promise<void>;
}

/**
 * One profile's state on this computer. Refusals (newer format, not ours, damaged beyond the previous copy, wrong
 * owner, locked) are `Failure`s with exit code 6; nothing is ever overwritten by a fresh start.
 */
export interface StateStore {
  /** Folder of the profile: the state file, its previous copy, its lock, and a 0600 secret file when chosen. */
  readonly folder: string;
  load(): Promise<LoadedState>;
  /** Crash-safe: when it has resolved, the new state survives a power cut; when it rejects, the old one stands. Gives the state as saved (serial + 1). */
  save(state: State): Promise<State>;
  /** Removes the state and its previous copy (`sandbox reset`). */
  remove(): Promise<void>;
  /** Takes the lock or throws a `Failure` that names who holds it and since when. */
  lock(): Promise<HeldLock>;
}
