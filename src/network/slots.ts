/** Lets at most `total` pieces of work run at once, and at most `perKey` with the same key. */
export interface Slots {
  /** Waits for a slot, then works. */
  use<T>(key: string, work: () => Promise<T>): Promise<T>;
}

export function openSlots(total: number, perKey: number): Slots {
  const running = new Map<string, number>();
  const waiting: { readonly key: string; readonly start: () => void }[] = [];
  let all = 0;

  const isFree = (key: string) => all < total && (running.get(key) ?? 0) < perKey;

  function take(key: string): void {
    all += 1;
    running.set(key, (running.get(key) ?? 0) + 1);
  }

  function giveBack(key: string): void {
    all -= 1;
    running.set(key, (running.get(key) ?? 1) - 1);
    const next = waiting.findIndex((one) => isFree(one.key));
    if (next === -1) return;
    for (const { key: theirs, start } of waiting.splice(next, 1)) {
      take(theirs);
      start();
    }
  }

  return {
    async use(key, work) {
      if (isFree(key)) take(key);
      else await new Promise<void>((start) => waiting.push({ key, start }));
      try {
        return await work();
      } finally {
        giveBack(key);
      }
    },
  };
}
