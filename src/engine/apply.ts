import type { Wanted } from '../inputs/wanted.ts';
import { bePatient } from '../ports/patience.ts';
import type { State } from '../state/state.ts';
import type { Session } from '../steps/session.ts';
import type { Change, Expectation, Finding, ListedStep, Look } from '../steps/step.ts';
import type { Emit } from './event.ts';
import { openJournal } from './open-journal.ts';
import { newRound } from './plan.ts';
import type { StateKeeper } from './state-keeper.ts';

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
 * (architecture.md, "What the engine promises", 4). The look afterwards may show something new to do (an answer that
 * was lost had made a second secret); that is done as well, but nothing is done twice in one run.
 */
export async function applyStep(step: ListedStep, look: Look, ports: ApplyPorts): Promise<AppliedStep> {
  const { session, wanted, keeper } = ports;
  const journal = openJournal(step.id, { keeper, clock: session.clock, random: session.random });
  const resumed = keeper
    .state()
    .intents.some((intent) => intent.step === step.id && intent.status === 'pending');

  const lines: string[] = [];
  const applied = new Set<string>();
  let current = look;
  let changes = look.plan(wanted, keeper.state());
  const changed = changes.length > 0;
  if (changed) await markStep(keeper, step, 'running', session.clock.now());
  while (changes.length > 0) {
    for (const change of changes) {
      if (!isExpectation(change)) lines.push(await applyChange(change, session, journal));
      applied.add(identityOf(change));
    }
    current = await lookUntilSettled(step, changes, ports);
    if (changes.some(isExpectation)) lines.push(whatCame(current, ports));
    changes = current
      .plan(wanted, keeper.state())
      .filter((change) => !onlyLooks(change) && !applied.has(identityOf(change)));
  }

  const findings = current.diagnose(wanted, keeper.state());
  const failed = findings.some(({ severity }) => severity === 'error');
  if (!failed) await settleStep(keeper, step, session.clock.now());
  else if (changed) await markStep(keeper, step, 'failed', session.clock.now());
  if (!changed) {
    const found = resumed ? ['found · the earlier attempt had succeeded'] : [];
    lines.push(...found, ...current.describe(wanted, keeper.state()));
  }
  return { lines, findings, changed };
}

/** Changes that bring nothing about by themselves. */
function onlyLooks({ action }: Change | Expectation): boolean {
  return action === 'prove' || action === 'guide';
}

function isExpectation(change: Change | Expectation): change is Expectation {
  return 'awaits' in change;
}

/** What is still wrong is told by the findings. */
function whatCame(look: Look, { wanted, keeper }: ApplyPorts): string {
  const wrong = isWrong(look, wanted, keeper.state());
  return wrong ? 'not proved' : look.describe(wanted, keeper.state()).join(' · ');
}

function isWrong(look: Look, wanted: Wanted, known: State): boolean {
  return look.diagnose(wanted, known).some(({ severity }) => severity === 'error');
}

function identityOf({ action, target, summary }: Change | Expectation): string {
  return JSON.stringify([action, target, summary]);
}

/**
 * Looks until what was changed is seen, because Entra's readers lag behind its writers (microsoft.md §5.6), or until
 * the time for that is over: then what is seen is believed.
 */
async function lookUntilSettled(
  step: ListedStep,
  changes: readonly (Change | Expectation)[],
  ports: ApplyPorts,
): Promise<Look> {
  const { session, wanted, keeper } = ports;
  const awaited = changes.find(isExpectation)?.awaits;
  // Whoever guides a person or proves a secret has waited for the effect already.
  const once = awaited === undefined && changes.every(onlyLooks);
  const what = awaited ?? 'the change to be seen';
  const patience = bePatient(session, { what, limitMs: session.replicationMs });
  try {
    for (;;) {
      const look = await step.look(newRound(session));
      const learnt = look.learn(wanted, keeper.state());
      if (learnt !== keeper.state()) await keeper.change(() => learnt);
      if (!isWrong(look, wanted, keeper.state()) || once || !(await patience.pause())) return look;
    }
  } finally {
    patience.end();
  }
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
export async function settleStep(
  keeper: StateKeeper,
  step: Pick<ListedStep, 'id'>,
  now: Date,
): Promise<void> {
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
