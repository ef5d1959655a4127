/** Measures in whole milliseconds from its making. Probes measure real time; no clock port can stand in for it. */
export type Stopwatch = () => number;

export function startStopwatch(): Stopwatch {
  const start = performance.now();
  return () => Math.round(performance.now() - start);
}
