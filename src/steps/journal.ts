import type { State } from '../state/state.ts';

/** A remote write, told so that it can be taken up again after any death of the process. */
export interface Deed<Result> {
  /** `create-application`, `add-password`, … */
  readonly operation: string;
  /** The key that the result will be found by; the same for the same deed in every run. */
  readonly key: string;
  /** Looks the result up by its key; undefined when it is not there. `intentId` is the pending intent's. */
  find(intentId: string): Promise<Result | undefined>;
  /** Does it. `intentId` names what is created where the key alone cannot (`jamf-intune 1b4e28ba`). */
  act(intentId: string): Promise<Result>;
  /** What the state remembers of it. */
  remember(state: State, result: Result, intentId: string): State;
}

/** A state of affairs to be brought about: nothing is created, so the tenant itself remembers it. */
export interface Goal {
  /** `clear-connector-application`, `remove-password`, … */
  readonly operation: string;
  /** What it is about; the same in every run. */
  readonly key: string;
  /** Looks whether it is so already. */
  holds(): Promise<boolean>;
  /** Brings it about; may be done twice without harm. */
  act(): Promise<void>;
}

/**
 * Write-ahead: an intent is on the disk before the request leaves, the result after. A pending intent of an earlier
 * run, or an answer that was lost, leads to `find` first and to `act` only when nothing was found.
 */
export interface Journal {
  /** `adopted` is true when `find` had it: the earlier attempt had succeeded. */
  run<Result>(deed: Deed<Result>): Promise<{ readonly result: Result; readonly adopted: boolean }>;
  /** The same for what leaves nothing to remember. */
  ensure(goal: Goal): Promise<void>;
  /** Saves something that was learnt without a remote write. */
  note(change: (state: State) => State): Promise<void>;
}
