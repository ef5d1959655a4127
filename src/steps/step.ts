import type { FindingCode } from '../findings/book.ts';
import type { STEP_IDS } from '../inputs/step-ids.ts';
import type { Wanted } from '../inputs/wanted.ts';
import type { State } from '../state/state.ts';
import type { Journal } from './journal.ts';
import type { Session } from './session.ts';

/** The parts of a connection. */
export type PartId = (typeof STEP_IDS)[number];

/** The parts, and what `rotate-secret` does with one of them. */
export type StepId = PartId | 'new-secret' | 'secret-handover' | 'old-secret';

/** `create`, `change`, `remove` write; `guide` waits for a person; `prove` only looks. */
export type ChangeAction = 'create' | 'change' | 'remove' | 'guide' | 'prove';

/** One thing that will be different afterwards, and how to bring it about. */
export interface Change {
  readonly action: ChangeAction;
  /** Stable name of what is changed: `application`, `service-principal`, `secret`, `connector`, … */
  readonly target: string;
  /** One line: `create "Jamf Conditional Access"`. */
  readonly summary: string;
  /** Further lines of the plan. */
  readonly details?: readonly string[];
  readonly by: 'tool' | 'you';
  /** True when something that exists is lost. */
  readonly destroys: boolean;
  /** Brings it about; what was done goes through the journal. Gives one line for the screen: `created · 1b4e28ba-…`. */
  apply(session: Session, journal: Journal): Promise<string>;
}

/** Something that comes about by itself: nobody does it, and the look that follows waits for it and tells of it. */
export interface Expectation extends Omit<Change, 'apply'> {
  /** What is waited for, for the screen: `the proof`. */
  readonly awaits: string;
}

export type Severity = 'error' | 'warning' | 'info';

/** Something that was seen and matters. Cause, fix, certainty and source stand in the book under its code. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly step: StepId;
  /** What was seen, in one line. */
  readonly seen: string;
  /** Further lines, for instance a comparison. */
  readonly details?: readonly string[];
  /** A fix more exact than the book's, with the values of this case. */
  readonly fix?: readonly string[];
  /** True when the plan must not be carried out while this stands. */
  readonly blocks?: boolean;
}

/** What is left of a part when nothing (more) is to be taken away. */
export interface Remainder {
  /** `gone`: nothing of it is there · `kept`: it stays, and the lines say why. */
  readonly standing: 'gone' | 'kept';
  readonly lines: readonly string[];
}

/**
 * All that is known about one part of a connection: what right looks like, how to build it, how it fails, how to
 * take it away. `plan`, `diagnose` and `planRemoval` are pure.
 */
export interface Step<Observed = unknown> {
  readonly id: StepId;
  readonly title: string;
  /** One line of what right looks like, once it is so: `as it should be`. */
  describe(observed: Observed, wanted: Wanted, known: State): readonly string[];
  /** Reads the remote truth; never writes. */
  observe(session: Session): Promise<Observed>;
  plan(observed: Observed, wanted: Wanted, known: State): readonly (Change | Expectation)[];
  diagnose(observed: Observed, wanted: Wanted, known: State): readonly Finding[];
  planRemoval(observed: Observed, wanted: Wanted, known: State): readonly Change[];
  /** What is so where `planRemoval` has nothing (more) to take away. Pure. */
  remainder?(observed: Observed, wanted: Wanted, known: State): Remainder;
  /**
   * What the state should remember of what was seen: an application that a killed run had created is found by its
   * key and remembered here. Pure; gives `known` itself when there is nothing to learn.
   */
  learn?(observed: Observed, wanted: Wanted, known: State): State;
  /** A later step after which this one is looked at again, because only then the truth can be seen. */
  readonly revisitAfter?: StepId;
}

/** One look at a step: what was observed, with the pure judgements upon it ready to be asked. */
export interface Look {
  describe(wanted: Wanted, known: State): readonly string[];
  plan(wanted: Wanted, known: State): readonly (Change | Expectation)[];
  diagnose(wanted: Wanted, known: State): readonly Finding[];
  planRemoval(wanted: Wanted, known: State): readonly Change[];
  remainder(wanted: Wanted, known: State): Remainder;
  learn(wanted: Wanted, known: State): State;
}

/** A step whose kind of observation nobody outside needs to know: what the lists hold and the engine walks. */
export interface ListedStep {
  readonly id: StepId;
  readonly title: string;
  readonly revisitAfter: StepId | undefined;
  look(session: Session): Promise<Look>;
}

/** Puts a step into a list. */
export function listed<Observed>(step: Step<Observed>): ListedStep {
  return {
    id: step.id,
    title: step.title,
    revisitAfter: step.revisitAfter,
    look: async (session) => {
      const observed = await step.observe(session);
      return {
        describe: (wanted, known) => step.describe(observed, wanted, known),
        plan: (wanted, known) => step.plan(observed, wanted, known),
        diagnose: (wanted, known) => step.diagnose(observed, wanted, known),
        planRemoval: (wanted, known) => step.planRemoval(observed, wanted, known),
        remainder: (wanted, known) =>
          step.remainder?.(observed, wanted, known) ?? { standing: 'gone', lines: [] },
        learn: (wanted, known) => step.learn?.(observed, wanted, known) ?? known,
      };
    },
  };
}
