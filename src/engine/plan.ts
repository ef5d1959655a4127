import { createHash } from 'node:crypto';
import type { Wanted } from '../inputs/wanted.ts';
import type { State } from '../state/state.ts';
import type { Session } from '../steps/session.ts';
import type { Change, Expectation, Finding, ListedStep, Look, StepId } from '../steps/step.ts';
import type { PlannedChange, PlannedStep } from './event.ts';

/** One step with a fresh look at it. */
export interface LookedAt {
  readonly step: ListedStep;
  readonly look: Look;
}

/** One round of looks: the steps that could be looked at, and what the first look that failed threw. */
export interface Round {
  readonly looked: readonly LookedAt[];
  readonly failure: { readonly error: unknown } | undefined;
}

/**
 * Looks at all steps at the same time. Reads that several steps need are shared within this round
 * (`Session.once`). A look that fails does not end the others: what they saw may say why it failed.
 */
export async function lookAtEach(steps: readonly ListedStep[], session: Session): Promise<Round> {
  const round = newRound(session);
  const looks = await Promise.allSettled(steps.map(async (step) => ({ step, look: await step.look(round) })));
  const failed = looks.find((look) => look.status === 'rejected');
  return {
    looked: looks.flatMap((look) => (look.status === 'fulfilled' ? [look.value] : [])),
    failure: failed && { error: failed.reason },
  };
}

/** As `lookAtEach`, for whoever needs all of it: a plan made of half a picture would be a guess. */
export async function lookAtAll(
  steps: readonly ListedStep[],
  session: Session,
): Promise<readonly LookedAt[]> {
  const { looked, failure } = await lookAtEach(steps, session);
  if (failure !== undefined) throw failure.error;
  return looked;
}

/**
 * A session whose shared reads start anew: what was read in an earlier round is not believed any more, but for what
 * the session itself says that it lasts.
 */
export function newRound(session: Session): Session {
  const reads = new Map<string, Promise<unknown>>();
  return {
    ...session,
    once: <T>(key: string, read: () => Promise<T>) => {
      const running = reads.get(key) ?? session.once(key, read);
      reads.set(key, running);
      // The key names the read, so what is kept under it has the type that this read gives.
      return running as Promise<T>;
    },
  };
}

/** What all looks teach, put into one state. */
export function learnFromAll(looked: readonly LookedAt[], wanted: Wanted, known: State): State {
  return looked.reduce((state, { look }) => look.learn(wanted, state), known);
}

/** What stands in the way of carrying the plan out at all. */
export function blockers(looked: readonly LookedAt[], wanted: Wanted, known: State): readonly Finding[] {
  return looked
    .flatMap(({ look }) => look.diagnose(wanted, known))
    .filter((finding) => finding.blocks === true);
}

/** The plan as people and JSON see it. */
export function describePlan(
  looked: readonly LookedAt[],
  wanted: Wanted,
  known: State,
): readonly PlannedStep[] {
  return looked.map(({ step, look }) => {
    const changes = look.plan(wanted, known).map(describeChange);
    return {
      id: step.id,
      title: step.title,
      changes,
      already: changes.length > 0 ? [] : look.describe(wanted, known),
    };
  });
}

/** A change as people and JSON see it. */
export function describeChange(change: Change | Expectation): PlannedChange {
  const { action, target, summary, details = [], by, destroys } = change;
  return { action, target, summary, details, by, destroys };
}

/** True when nothing would be changed: what remains, if anything, only looks. */
export function isNothingToDo(plan: readonly PlannedStep[]): boolean {
  return plan.every((step) => step.changes.length === 0);
}

/**
 * Identifies what a plan would do, for comparing a saved plan with the tenant as it is now. Details are left out:
 * they hold dates and counts that move by themselves.
 */
export function fingerprint(plan: readonly PlannedStep[]): string {
  const essence = plan.map(({ id, changes }) => [
    id,
    changes.map(({ action, target, summary, by, destroys }) => [action, target, summary, by, destroys]),
  ]);
  return createHash('sha256').update(JSON.stringify(essence)).digest('hex');
}

/** The looked-at step of that id, where the list has it. */
export function findLook(looked: readonly LookedAt[], id: StepId): LookedAt | undefined {
  return looked.find(({ step }) => step.id === id);
}
