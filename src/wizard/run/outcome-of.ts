import type { RotateStatus } from '../../engine/rotate-result.ts';
import type { ExitCode, Failure } from '../../errors/failure.ts';
import { Interrupted } from '../../terminal/interrupted.ts';
import { interruption } from './interruption.ts';
import type { Progress } from './progress.ts';
import type { Run } from './run.ts';

/** What a run that changes something came to. */
export interface Outcome {
  readonly status: RotateStatus;
  readonly failure?: Failure;
}

/** What is done, and how it is spoken of when it fails. */
export interface Work<Came extends Outcome> {
  /** `Setup`, as in "Setup failed". */
  readonly name: string;
  readonly act: () => Promise<Came>;
  /** The outcome of a run that never came to its first step. */
  readonly nothing: Came & { readonly status: 'failed' };
}

/** Does the work. Whatever ends it early becomes an outcome too, so that `--json` always prints its one document. */
export async function outcomeOf<Came extends Outcome>(
  run: Run,
  progress: Progress,
  { name, act, nothing }: Work<Came>,
): Promise<Came> {
  const { signal } = run.host;
  const interrupted = (reason: Interrupted) => interruption(reason, progress.counts().writes);
  try {
    const outcome = await act();
    // A walk that was ended in the middle tells how far it came; what ended it is known here.
    if (outcome.status !== 'failed' || !(signal.reason instanceof Interrupted)) return outcome;
    return { ...outcome, failure: interrupted(signal.reason) };
  } catch (error) {
    const reason: unknown = signal.aborted ? signal.reason : error;
    if (reason instanceof Interrupted) return { ...nothing, failure: interrupted(reason) };
    const { toFailure } = await import('../../engine/explain-failure.ts');
    const failure = toFailure(error, name);
    if (run.debug) await printStack(run, failure);
    return { ...nothing, failure };
  }
}

async function printStack({ screen, redactor }: Run, failure: Failure): Promise<void> {
  const { stackLines } = await import('../../terminal/render/render-failure.ts');
  screen.err.print(stackLines(failure).map((line) => redactor.redact(line)));
}

/** What the process ends with. */
export function exitCodeOf({ status, failure }: Outcome): ExitCode {
  switch (status) {
    case 'done':
    case 'nothing-to-do':
    case 'planned':
    case 'valid':
    case 'not-due':
      return 0;
    case 'expiring':
      return 3;
    case 'waiting':
      return 5;
    case 'failed':
      return failure?.exit ?? 1;
  }
}
