/** One link of the chain of errors that a failed fetch leaves behind. */
export interface CauseLink {
  readonly code: string | undefined;
  readonly name: string;
  readonly message: string;
}

function nextOf(error: Error): readonly unknown[] {
  // All addresses of a host failed: the list says more than the empty message around it (network.md §7.1).
  const several = error instanceof AggregateError ? error.errors : [];
  return error.cause === undefined ? several : [error.cause, ...several];
}

/**
 * The errors behind an error, outermost first: undici's wrappers all say "fetch failed", the reason is inside.
 * Bounded, because a chain may bite its own tail.
 */
export function causeChain(error: unknown): readonly CauseLink[] {
  const links: CauseLink[] = [];
  const seen = new Set<unknown>();
  const queue: unknown[] = [error];
  while (queue.length > 0 && links.length < 20) {
    const current = queue.shift();
    if (!(current instanceof Error) || seen.has(current)) continue;
    seen.add(current);
    const code = 'code' in current && typeof current.code === 'string' ? current.code : undefined;
    links.push({ code, name: current.name, message: current.message });
    queue.push(...nextOf(current));
  }
  return links;
}
