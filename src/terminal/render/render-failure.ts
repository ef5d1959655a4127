import type { Failure } from '../../errors/failure.ts';
import { type Aftermath, linesOfFailure, type ShownFailure } from '../lines/failure.ts';
import type { Screen } from '../screen/screen.ts';
import { visible } from '../visible.ts';
import { sentencesOfFailure } from '../words/plain-sentences.ts';

/**
 * Prints a failure on stderr, for commands and moments that have no result to put it into (`finished` shows its own).
 *
 * @param redact for `--debug`: prints the stack too, each line with the run's secrets taken out. Only stacks, never the
 *   objects, because SDK errors hold secrets
 */
export function renderFailure(
  screen: Screen,
  failure: Failure,
  after: Aftermath,
  redact: ((line: string) => string) | undefined,
): void {
  const { err, mode } = screen;
  screen.live([]);
  if (redact !== undefined) err.print(stackLines(failure).map(redact));
  const { code, message, why, fix, field, more } = failure;
  const shown: ShownFailure = { code, what: message, why, fix, field, more };
  err.print(
    mode === 'terminal' ? linesOfFailure(shown, after, err.look()) : sentencesOfFailure(shown, after),
  );
}

/** The stacks of an error and of the errors beneath it, as lines that are safe to show. */
export function stackLines(error: unknown): string[] {
  const lines: string[] = [];
  let current = error;
  // A chain of causes can be a circle.
  for (let depth = 0; current instanceof Error && depth < 5; depth += 1) {
    const stack = current.stack ?? `${current.name}: ${current.message}`;
    lines.push(...stack.split('\n').map((line) => `${depth === 0 ? '' : '  '}${visible(line)}`));
    current = current.cause;
  }
  return lines;
}
