/** An end that we made ourselves; `network-failure.ts` knows the codes. */
function endedBy(code: 'E_DEADLINE' | 'E_ABORTED'): Error {
  return Object.assign(new Error(code), { code });
}

/**
 * Runs `work` with a signal that fires after `milliseconds` or when one of `signals` does. The result is rejected
 * at that moment even if `work` does not listen: a dripping body or a hanging proxy never ends by itself
 * (reliability.md §4). Listeners are taken off again; `AbortSignal.any` would keep them as long as the run lasts.
 */
export async function withinDeadline<T>(
  milliseconds: number,
  signals: readonly AbortSignal[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signals.some((signal) => signal.aborted)) throw endedBy('E_ABORTED');
  const controller = new AbortController();
  const abort = () => controller.abort(endedBy('E_ABORTED'));
  const timer = setTimeout(() => controller.abort(endedBy('E_DEADLINE')), milliseconds);
  for (const signal of signals) signal.addEventListener('abort', abort, { once: true });
  try {
    const ended = new Promise<never>((_resolve, reject) => {
      controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true });
    });
    return await Promise.race([work(controller.signal), ended]);
  } finally {
    clearTimeout(timer);
    for (const signal of signals) signal.removeEventListener('abort', abort);
  }
}
