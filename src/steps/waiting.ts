import type { Finding } from './step.ts';

/** A person still has to act, and the time to wait for them is over. Not a failure: the next run goes on from here. */
export class Waiting extends Error {
  /** What was seen last, when it was more than silence. */
  readonly findings: readonly Finding[];

  constructor(what: string, findings: readonly Finding[] = []) {
    super(what);
    this.name = 'Waiting';
    this.findings = findings;
  }
}
