export type InterruptedBy = 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'end of input';

/**
 * The person, or the system, ended the run. Ctrl-C is a byte at a prompt and a signal elsewhere: both become this, so
 * that both end the same way. Also the right reason to abort the run's signal with.
 */
export class Interrupted extends Error {
  readonly by: InterruptedBy;

  constructor(by: InterruptedBy) {
    super(by === 'end of input' ? 'the input ended' : `interrupted by ${by}`);
    this.name = 'Interrupted';
    this.by = by;
  }

  /** 143 when the system asked for the end, else 130. */
  get exit(): 130 | 143 {
    return this.by === 'SIGTERM' || this.by === 'SIGHUP' ? 143 : 130;
  }
}
