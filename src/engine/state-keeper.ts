import type { State } from '../state/state.ts';
import type { StateStore } from '../state/state-store.ts';

/** The state of one run: what stands on the disk, and the one way to change it. */
export interface StateKeeper {
  /** As it stands on the disk at this moment. */
  state(): State;
  /** Changes and saves; when it has resolved, the change survives a power cut. */
  change(change: (state: State) => State): Promise<void>;
}

/** Keeps `initial` in `store`. Changes are carried out one after the other, so that none is lost to another. */
export function keepState(store: StateStore, initial: State): StateKeeper {
  let current = initial;
  let last: Promise<void> = Promise.resolve();
  return {
    state: () => current,
    change: (change) => {
      const next = last.then(async () => {
        current = await store.save(change(current));
      });
      // A failed save is the caller's to handle; the next change still has to be tried.
      last = next.catch(() => undefined);
      return next;
    },
  };
}
