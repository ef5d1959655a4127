import type { Wanted } from '../inputs/wanted.ts';
import type { State } from '../state/state.ts';
import type { Session } from '../steps/session.ts';
import type { Change, Finding, ListedStep, Look } from '../steps/step.ts';
import type { Emit } from './event.ts';
import { openJournal } from './open-journal.ts';
import { newRound } from './plan.ts';
import type { StateKeeper } from './state-keeper.ts';

/** How often a step is planned anew from what it sees, before what is still wrong is reported as its failure. */
const ROUNDS = 3;

export interface ApplyPorts {
  readonly session: Session;
  readonly wanted: Wanted;
  readonly keeper: StateKeeper;
  readonly emit: Emit;
}

export interface AppliedStep {
  readonly lines: readonly string[];
  /** What a fresh look still finds wrong; empty of errors when the step is done. */
  readonly findings: readonly Finding[];
  readonly changed: boolean;
}

/**
 * Carries one step out and proves it: done is what a fresh look finds clean, not a call that returned
 * (architecture.md, "What the engine promises", 4). A look after the changes may show more to do (an answer that was
 * lost had made a second secret); then it is planned again, a few times at most.
 */
export async function applyStep(step: ListedStep, look: Look, ports: ApplyPorts): Promise<AppliedStep> {
  const { session, wanted, keeper } = ports;
  const journal = openJournal(step.id, { keeper, clock: session.clock, random: session.random });
  const resumed = keeper
    .state()
    .intents.some((intent) => intent.step === step.id && intent.status === 'pending');

  const lines: string[] = [];
  let current = look;
  let changes = look.plan(wanted, keeper.state());
  const changed = changes.length > 0;
  if (changed) await markStep(keeper, step, 'running', session.clock.now());
  for (let round = 1; changes.length > 0 && round <= ROUNDS; round += 1) {
    for (const change of changes) lines.push(await applyChange(change, session, journal));
    current = await step.look(newRound(session));
    const learnt = current.learn(wanted, keeper.state());
    if (learnt !== keeper.state()) await keeper.change(() => learnt);
    // Looking and asking a person are not repeated: what they did not bring about is reported.
    changes = current
      .plan(wanted, keeper.state())
      .filter(({ action }) => action !== 'prove' && action !== 'guide');
  }

  const findings = current.diagnose(wanted, keeper.state());
  const failed = findings.some(({ severity }) => severity === 'error');
  if (!failed) await settleStep(keeper, step, session.clock.now());
  else if (changed) await markStep(keeper, step, 'failed', session.clock.now());
  if (!changed)
    lines.push(
      ...(resumed ? ['found · the earlier attempt had succeeded'] : []),
      ...current.describe(wanted, keeper.state()),
    );
  return { lines, findings, changed };
}

async function applyChange(
  change: Change,
  session: Session,
  journal: ReturnType<typeof openJournal>,
): Promise<string> {
  session.signal.throwIfAborted();
  return change.apply(session, journal);
}

/** Writes down how far a step is. */
export function markStep(
  keeper: StateKeeper,
  step: Pick<ListedStep, 'id'>,
  status: State['steps'][string]['status'],
  now: Date,
): Promise<void> {
  return keeper.change((state) => ({
    ...state,
    steps: { ...state.steps, [step.id]: { status, at: now.toISOString() } },
  }));
}

/** Done: nothing of this step is pending any more. Saves only when that is news. */
async function settleStep(keeper: StateKeeper, step: ListedStep, now: Date): Promise<void> {
  const { steps, intents } = keeper.state();
  const pending = intents.some((intent) => intent.step === step.id && intent.status === 'pending');
  if (steps[step.id]?.status === 'done' && !pending) return;
  await keeper.change((state) => ({
    ...state,
    steps: { ...state.steps, [step.id]: { status: 'done', at: now.toISOString() } },
    intents: state.intents.map((intent) =>
      intent.step === step.id && intent.status === 'pending' ? { ...intent, status: 'done' } : intent,
    ),
  }));
}
