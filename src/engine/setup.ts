import type { Failure } from '../errors/failure.ts';
import { reportFinding } from '../findings/report-finding.ts';
import type { Wanted } from '../inputs/wanted.ts';
import type { State } from '../state/state.ts';
import type { Finding, ListedStep, StepId } from '../steps/step.ts';
import { type ApplyPorts, settleStep } from './apply.ts';
import type { Emit, PlannedStep } from './event.ts';
import { toFailure } from './explain-failure.ts';
import {
  blockers,
  describePlan,
  findLook,
  fingerprint,
  isNothingToDo,
  type LookedAt,
  learnFromAll,
  lookAtEach,
} from './plan.ts';
import { declined, planIsStale, standsInTheWay } from './refusals.ts';
import type { SetupStatus, SetupStepResult } from './result.ts';
import { plannedResult } from './step-result.ts';
import { walkSteps } from './walk-steps.ts';

export interface SetupPorts extends ApplyPorts {
  readonly steps: readonly ListedStep[];
  /** Asks whether the plan may be carried out; true without asking for `--yes`. */
  readonly accept: (plan: readonly PlannedStep[], extension: boolean) => Promise<boolean>;
  /** Called when the plan is shown and nothing is written yet (`--out`). */
  readonly keepPlan: (plan: readonly PlannedStep[], fingerprint: string) => Promise<void>;
}

export interface SetupOptions {
  readonly planOnly: boolean;
  readonly only?: StepId;
  /** Fingerprint of a saved plan; the tenant must still call for exactly that. */
  readonly expectedPlan?: string;
}

export interface SetupOutcome {
  readonly status: SetupStatus;
  readonly steps: readonly SetupStepResult[];
  readonly failure?: Failure;
}

/** `setup`'s reading of the list of steps: look, plan, ask, apply in order, look again to prove it. */
export async function runSetup(given: SetupPorts, options: SetupOptions): Promise<SetupOutcome> {
  const ports = { ...given, emit: tellFindingsOnce(given.emit) };
  const { session, wanted, keeper, emit } = ports;
  const steps =
    options.only === undefined ? ports.steps : ports.steps.filter(({ id }) => id === options.only);

  emit({ type: 'busy', what: 'looking at what is there' });
  const { looked, failure } = await lookAtEach(steps, session);
  const known = learnFromAll(looked, wanted, keeper.state());

  const blocking = blockers(looked, wanted, known);
  // A tenant without Intune refuses most looks as well: the preflight's word for it comes before the refusal's.
  if (blocking.length > 0) return stopped(steps, blocking, standsInTheWay(blocking), ports);
  const warnings = lastingWarnings(looked, wanted, known);
  if (failure !== undefined) {
    session.signal.throwIfAborted();
    return stopped(steps, warnings, toFailure(failure.error, 'Setup'), ports);
  }

  for (const finding of warnings) emit({ type: 'finding', finding });
  const plan = describePlan(looked, wanted, known);
  emit({ type: 'plan', steps: plan, extension: false });
  if (options.planOnly) {
    await ports.keepPlan(plan, fingerprint(plan));
    return {
      status: isNothingToDo(plan) ? 'nothing-to-do' : 'planned',
      steps: plan.map((step) => plannedResult(step, warnings)),
    };
  }
  if (options.expectedPlan !== undefined && options.expectedPlan !== fingerprint(plan)) throw planIsStale();

  if (known !== keeper.state()) await keeper.change(() => known);
  if (isNothingToDo(plan)) return nothingToDo(looked, plan, ports);
  if (options.expectedPlan === undefined && !(await ports.accept(plan, false))) throw declined();
  return walkSteps(looked, plan, ports);
}

async function nothingToDo(
  looked: readonly LookedAt[],
  plan: readonly PlannedStep[],
  ports: SetupPorts,
): Promise<SetupOutcome> {
  const { session, keeper, wanted, emit } = ports;
  const steps = plan.map((planned): SetupStepResult => {
    const findings = findLook(looked, planned.id)?.look.diagnose(wanted, keeper.state()) ?? [];
    for (const finding of findings) emit({ type: 'finding', finding });
    const failed = findings.some(({ severity }) => severity === 'error');
    return {
      id: planned.id,
      title: planned.title,
      status: failed ? 'failed' : 'exists',
      changes: [],
      lines: planned.already,
      findings: findings.map(reportFinding),
    };
  });
  session.signal.throwIfAborted();
  // A run that died may have done all there was to do and not lived to write it down.
  for (const { id, status } of steps) {
    if (status !== 'failed') await settleStep(keeper, { id }, session.clock.now());
  }
  return { status: steps.some(({ status }) => status === 'failed') ? 'failed' : 'nothing-to-do', steps };
}

/** The run ends before anything was planned. */
function stopped(
  listed: readonly ListedStep[],
  findings: readonly Finding[],
  failure: Failure,
  { emit }: SetupPorts,
): SetupOutcome {
  for (const finding of findings) emit({ type: 'finding', finding });
  const steps = listed.map(({ id, title }): SetupStepResult => {
    const own = findings.filter((finding) => finding.step === id);
    return {
      id,
      title,
      status: own.some(({ severity }) => severity === 'error') ? 'failed' : 'not-reached',
      changes: [],
      lines: [],
      findings: own.map(reportFinding),
    };
  });
  return { status: 'failed', steps, failure };
}

/** What is worth a word before anybody decides, and what no planned change will mend. */
function lastingWarnings(looked: readonly LookedAt[], wanted: Wanted, known: State): readonly Finding[] {
  return looked
    .filter(({ look }) => look.plan(wanted, known).length === 0)
    .flatMap(({ look }) => look.diagnose(wanted, known))
    .filter(({ severity }) => severity === 'warning');
}

/** What was said before the plan is not said again when its step is visited. */
function tellFindingsOnce(emit: Emit): Emit {
  const told = new Set<string>();
  return (event) => {
    if (event.type === 'finding') {
      const { code, step, seen } = event.finding;
      const key = JSON.stringify([code, step, seen]);
      if (told.has(key)) return;
      told.add(key);
    }
    emit(event);
  };
}
