/**
 * Calls `tick` every `intervalMs` milliseconds until the returned function is called; must not keep the process alive.
 * Not made of the Clock: a test's clock jumps, and a screen that redraws at every jump would never come to rest.
 */
export type Ticker = (intervalMs: number, tick: () => void) => () => void;
