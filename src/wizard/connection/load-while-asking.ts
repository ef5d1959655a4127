import type { Host } from '../../host.ts';

/** By then the first question stands on the screen, if there is one. */
const FIRST_QUESTION_MS = 100;

/**
 * Loads what is needed after the questions, both SDKs with it, while the person reads the first one: sooner, that would
 * come later; later, it would be waited for.
 * @returns begins at once where it has not begun
 */
export function loadWhileAsking<Rest>(
  { ticker }: Pick<Host, 'ticker'>,
  load: () => Promise<Rest>,
): () => Promise<Rest> {
  let loading: Promise<Rest> | undefined;
  // A ticker keeps no process alive: a run that ends before that loads nothing.
  const stop = ticker(FIRST_QUESTION_MS, () => {
    // Whatever goes wrong is told to whoever needs it.
    begin().catch(() => undefined);
  });
  function begin(): Promise<Rest> {
    stop();
    loading ??= load();
    return loading;
  }
  return begin;
}
