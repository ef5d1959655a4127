/** Time as the program sees it; handed in by `main.ts`, so that a test of a 90-second wait takes none. */
export interface Clock {
  /** The present instant. */
  now(): Date;
  /** Resolves after `milliseconds`; rejects at once with the signal's reason when `signal` aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
