import { Failure } from '../../errors/failure.ts';
import type { Interrupted, InterruptedBy } from '../../terminal/interrupted.ts';
import { count } from '../../terminal/words/quantities.ts';

/** Ctrl-C is what a person knows it as; the others are the system's words. */
const BY: Readonly<Record<InterruptedBy, string>> = {
  SIGINT: 'Interrupted by Ctrl-C',
  SIGTERM: 'Interrupted by SIGTERM',
  SIGHUP: 'Interrupted: the terminal was closed (SIGHUP)',
  'end of input': 'Interrupted: the input ended',
};

/**
 * How a run that somebody ended is reported.
 * @param writes writing requests that had been sent by then; undefined when nobody counts them
 */
export function interruption(reason: Interrupted, writes: number | undefined): Failure {
  return new Failure({ code: 'JI-P514', exit: reason.exit, what: BY[reason.by], why: whyOf(writes) });
}

function whyOf(writes: number | undefined): string {
  if (writes === undefined) return 'The next run finds what is there and makes nothing twice';
  if (writes === 0) return 'Nothing was changed';
  return `${count(writes, 'writing request')} had been sent; the next run finds what they did`;
}
