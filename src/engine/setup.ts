import { Failure } from '../errors/failure.ts';
import { reportFinding } from '../findings/report-finding.ts';
import type { Finding, ListedStep, StepId } from '../steps/step.ts';
import { Waiting } from '../steps/waiting.ts';
import { type AppliedStep, type ApplyPorts, applyStep, markStep } from './apply.ts';
import type { PlannedStep } from './event.ts';
import { toFailure } from './explain-failure.ts';
import {
  blockers,
  describePlan,
  findLook,
  fingerprint,
  isNothingToDo,
  type LookedAt,
  learnFromAll,
  lookAtAll,
} from './plan.ts';
import type { SetupStatus, SetupStepResult } from './result.ts';

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
export async function runSetup(ports: SetupPorts, options: SetupOptions): Promise<SetupOutcome> {
  const { session, wanted, keeper, emit } = ports;
  const steps =
    options.only === undefined ? ports.steps : ports.steps.filter(({ id }) => id === options.only);

  emit({ type: 'busy', what: 'looking at what is there' });
  const looked = await lookAtAll(steps, session);
  const known = learnFromAll(looked, wanted, keeper.state());

  const blocking = blockers(looked, wanted, known);
  if (blocking.length > 0) return blocked(looked, blocking, ports);

  const plan = describePlan(looked, wanted, known);
  emit({ type: 'plan', steps: plan, extension: false });
  if (options.planOnly) {
    await ports.keepPlan(plan, fingerprint(plan));
    return { status: isNothingToDo(plan) ? 'nothing-to-do' : 'planned', steps: plan.map(plannedResult) };
  }
  if (options.expectedPlan !== undefined && options.expectedPlan !== fingerprint(plan)) throw planIsStale();

  if (known !== keeper.state()) await keeper.change(() => known);
  if (isNothingToDo(plan)) return nothingToDo(looked, plan, ports);
  if (options.expectedPlan === undefined && !(await ports.accept(plan, false))) throw declined();
  return applyAll(looked, plan, ports);
}

/** Applies step by step; the first that fails or waits ends the walk, with everything before it kept. */
async function applyAll(
  looked: readonly LookedAt[],
  plan: readonly PlannedStep[],
  ports: SetupPorts,
): Promise<SetupOutcome> {
  const results: SetupStepResult[] = [];
  const put = (result: SetupStepResult) => {
    const at = results.findIndex(({ id }) => id === result.id);
    if (at >= 0) results[at] = result;
    else results.push(result);
  };
  const rest = () => plan.filter(({ id }) => !results.some((result) => result.id === id)).map(notReached);

  for (const { step, look } of looked) {
    const walk = [
      { step, look, planned: plan.find(({ id }) => id === step.id), revisit: false },
      ...looked
        .filter((other) => other.step.revisitAfter === step.id)
        .map((other) => ({ step: other.step, look: undefined, planned: undefined, revisit: true })),
    ];
    for (const visit of walk) {
      const before = results.find(({ id }) => id === visit.step.id);
      try {
        const result = visit.revisit
          ? await revisit(visit.step, before, ports)
          : await visitStep(visit.step, look, visit.planned?.changes ?? [], ports);
        if (result === undefined) continue;
        put(result);
        if (result.status === 'failed') return { status: 'failed', steps: [...results, ...rest()] };
      } catch (error) {
        const ended = await endOfWalk(
          error,
          visit.step,
          visit.planned?.changes ?? before?.changes ?? [],
          ports,
        );
        put(ended.step);
        return {
          status: ended.status,
          steps: [...results, ...rest()],
          ...(ended.failure && { failure: ended.failure }),
        };
      }
    }
  }
  return { status: 'done', steps: results };
}

async function visitStep(
  step: ListedStep,
  look: LookedAt['look'],
  changes: SetupStepResult['changes'],
  ports: SetupPorts,
): Promise<SetupStepResult> {
  const { emit, session } = ports;
  const started = session.clock.now().getTime();
  emit({ type: 'step-started', id: step.id, title: step.title });
  const applied = await applyStep(step, look, ports);
  return report(step, applied, changes, session.clock.now().getTime() - started, ports);
}

/**
 * Looks again at a step whose truth shows only now (`auto` permissions: the application's own token tries service
 * discovery). Whatever more it calls for is shown and asked before it is done.
 */
async function revisit(
  step: ListedStep,
  before: SetupStepResult | undefined,
  ports: SetupPorts,
): Promise<SetupStepResult | undefined> {
  const { session, wanted, keeper, emit } = ports;
  const looked = await lookAtAll([step], session);
  const [first] = looked;
  if (first === undefined) return undefined;
  const extension = describePlan(looked, wanted, keeper.state());
  if (isNothingToDo(extension)) return undefined;
  emit({ type: 'plan', steps: extension, extension: true });
  if (!(await ports.accept(extension, true))) throw declined();
  const result = await visitStep(
    step,
    first.look,
    extension.flatMap(({ changes }) => changes),
    ports,
  );
  return {
    ...result,
    changes: [...(before?.changes ?? []), ...result.changes],
    lines: [...(before?.lines ?? []), ...result.lines],
  };
}

function report(
  step: ListedStep,
  applied: AppliedStep,
  changes: SetupStepResult['changes'],
  elapsedMs: number,
  { emit }: SetupPorts,
): SetupStepResult {
  const failed = applied.findings.some(({ severity }) => severity === 'error');
  if (failed) emit({ type: 'step-failed', id: step.id, title: step.title });
  else emit({ type: 'step-done', id: step.id, title: step.title, lines: applied.lines, elapsedMs });
  for (const finding of applied.findings) emit({ type: 'finding', finding });
  return {
    id: step.id,
    title: step.title,
    status: failed ? 'failed' : applied.changed ? 'done' : 'exists',
    changes,
    lines: applied.lines,
    findings: applied.findings.map(reportFinding),
  };
}

async function endOfWalk(
  error: unknown,
  step: ListedStep,
  changes: SetupStepResult['changes'],
  ports: SetupPorts,
): Promise<{ readonly status: SetupStatus; readonly step: SetupStepResult; readonly failure?: Failure }> {
  const { keeper, session, emit } = ports;
  if (error instanceof Waiting) {
    await markStep(keeper, step, 'waiting', session.clock.now());
    for (const finding of error.findings) emit({ type: 'finding', finding });
    const findings = error.findings.map(reportFinding);
    return {
      status: 'waiting',
      step: { id: step.id, title: step.title, status: 'waiting', changes, lines: [error.message], findings },
    };
  }
  // An interrupted run saves nothing more: the intents on the disk are what the next run goes on from.
  if (session.signal.aborted) {
    const { id, title } = step;
    return {
      status: 'failed',
      step: { id, title, status: 'failed', changes, lines: ['interrupted'], findings: [] },
    };
  }
  const failure = toFailure(error, step.title);
  await markStep(keeper, step, 'failed', session.clock.now()).catch(() => undefined);
  emit({ type: 'step-failed', id: step.id, title: step.title });
  return {
    status: 'failed',
    failure,
    step: { id: step.id, title: step.title, status: 'failed', changes, lines: [], findings: [] },
  };
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
  return { status: steps.some(({ status }) => status === 'failed') ? 'failed' : 'nothing-to-do', steps };
}

function blocked(
  looked: readonly LookedAt[],
  blocking: readonly Finding[],
  { emit }: SetupPorts,
): SetupOutcome {
  for (const finding of blocking) emit({ type: 'finding', finding });
  const steps = looked.map(({ step }): SetupStepResult => {
    const own = blocking.filter((finding) => finding.step === step.id);
    return {
      id: step.id,
      title: step.title,
      status: own.length > 0 ? 'failed' : 'not-reached',
      changes: [],
      lines: [],
      findings: own.map(reportFinding),
    };
  });
  const denied = blocking.some(({ code }) => PERMISSION_CODES.has(code));
  return {
    status: 'failed',
    steps,
    failure: new Failure({
      code: blocking[0]?.code ?? 'JI-P500',
      exit: denied ? 4 : 1,
      what:
        blocking.length === 1 ? 'One thing stands in the way' : `${blocking.length} things stand in the way`,
      why: 'Nothing was changed',
      fix: blocking.flatMap((finding) => reportFinding(finding).fix),
    }),
  };
}

/** Blockers that are about what the signed-in identity may do: exit code 4. */
const PERMISSION_CODES: ReadonlySet<string> = new Set(['JI-E110', 'JI-E111']);

function plannedResult(planned: PlannedStep): SetupStepResult {
  return {
    id: planned.id,
    title: planned.title,
    status: planned.changes.length > 0 ? 'planned' : 'exists',
    changes: planned.changes,
    lines: planned.already,
    findings: [],
  };
}

function notReached({ id, title, changes }: PlannedStep): SetupStepResult {
  return { id, title, status: 'not-reached', changes, lines: [], findings: [] };
}

function declined(): Failure {
  return new Failure({
    code: 'JI-P510',
    exit: 7,
    what: 'The plan was declined',
    fix: ['jamf-intune setup --plan  shows it again and changes nothing'],
  });
}

function planIsStale(): Failure {
  return new Failure({
    code: 'JI-P511',
    exit: 1,
    what: 'The tenant no longer looks as it did when the plan was saved',
    why: 'What would be done now differs from the saved plan. Nothing was changed',
    fix: ['Look at the plan above', 'jamf-intune setup --plan --out FILE  saves it anew'],
  });
}
