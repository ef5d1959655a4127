import { Interrupted } from '../interrupted.ts';
import type { TerminalInput } from '../screen/screen.ts';

/**
 * Runs one inquirer prompt so that every end of it is an answer or an `Interrupted`. On Ctrl-D inquirer closes its
 * reader and never settles: the process would end with 0 in the middle of the run (reliability.md §3.4). A reader that
 * closes pauses stdin, which is how it is noticed here.
 *
 * @param signal the run's own; its reason is thrown when it aborts
 * @param prompt gets a signal that aborts also at the end of the input
 */
export async function untilInputEnds<Answer>(
  stdin: TerminalInput,
  signal: AbortSignal,
  prompt: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const ended = new AbortController();
  let asking = true;
  const end = (): void => {
    if (asking) ended.abort(new Interrupted('end of input'));
  };
  // An answered prompt pauses stdin as well; by the next turn it has settled.
  const onPause = (): void => {
    setImmediate(end);
  };
  stdin.on('pause', onPause);
  stdin.on('end', end);
  stdin.on('close', end);
  try {
    return await prompt(AbortSignal.any([signal, ended.signal]));
  } catch (error) {
    signal.throwIfAborted();
    ended.signal.throwIfAborted();
    if (error instanceof Error && error.name === 'ExitPromptError') throw new Interrupted('SIGINT');
    throw error;
  } finally {
    asking = false;
    stdin.off('pause', onPause);
    stdin.off('end', end);
    stdin.off('close', end);
  }
}
