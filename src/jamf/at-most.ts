/** Runs work when one of its places is free; the others wait in the order in which they came. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/** A gate with `places` places. Jamf asks for at most 5 connections at once (jamf.md §4). */
export function atMost(places: number): Gate {
  let taken = 0;
  const waiting: (() => void)[] = [];

  return async (work) => {
    if (taken < places) taken += 1;
    else await new Promise<void>((enter) => waiting.push(enter));
    try {
      return await work();
    } finally {
      // A place goes from hand to hand, so that nobody who comes in between can take it.
      const next = waiting.shift();
      if (next === undefined) taken -= 1;
      else next();
    }
  };
}
