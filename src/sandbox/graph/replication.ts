import type { SandboxContext } from '../service.ts';

/** A list is served from an index that is written last: it misses a new object for this many lags. */
const LIST_LAGS = 3;
const SLOW_LAG_MS = 5_000;

/** Marks a new object as not replicated: invisible by key for one lag, in lists for three (reliability.md §8). */
export function replicateObject(context: SandboxContext, id: string): void {
  context.replicate(id);
  const listedFrom = new Date(context.clock.now().getTime() + LIST_LAGS * lagMs(context));
  context.world.visibleFrom[inLists(id)] = listedFrom.toISOString();
}

/** Whether lists show the object by now: a negative `$filter` proves nothing before. */
export function listed(context: SandboxContext, id: string): boolean {
  return context.visible(id) && context.visible(inLists(id));
}

/** How long a change takes to reach the readers by key, in milliseconds. */
export function lagMs(context: SandboxContext): number {
  if (context.has('slow-answers')) return 0;
  return context.has('slow-replication') ? SLOW_LAG_MS : context.world.lagMs;
}

function inLists(id: string): string {
  return `list ${id}`;
}
