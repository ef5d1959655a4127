import type { FindingCode } from '../findings/book.ts';

/** What the process ends with. The meaning of each number is promised in the help (`cli/exit-codes.ts`). */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 130 | 143;

export interface FailureDetails {
  /** Stable code from the book of findings, such as `JI-P501`. */
  readonly code: FindingCode;
  readonly exit: ExitCode;
  /** What failed, one line, no full stop at the end. */
  readonly what: string;
  /** Why, in plain words; with service, status and request id where there are any. */
  readonly why?: string;
  /** How to fix it: numbered on screen, exact commands where there are any. */
  readonly fix?: readonly string[];
  /** The input this is about (its key in the catalogue), when bad input is the cause. */
  readonly field?: string;
  /** Where to read on. */
  readonly more?: string;
  /** The error underneath, shown with `--debug` only; must be free of secrets. */
  readonly cause?: unknown;
}

/** An end of the run that the person can understand and act on: the only error that reaches the screen as it is. */
export class Failure extends Error {
  readonly code: FindingCode;
  readonly exit: ExitCode;
  readonly why: string | undefined;
  readonly fix: readonly string[];
  readonly field: string | undefined;
  readonly more: string | undefined;

  constructor(details: FailureDetails) {
    super(details.what, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'Failure';
    this.code = details.code;
    this.exit = details.exit;
    this.why = details.why;
    this.fix = details.fix ?? [];
    this.field = details.field;
    this.more = details.more;
  }
}
