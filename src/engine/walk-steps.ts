import type { Failure } from '../errors/failure.ts';
import { reportFinding } from '../findings/report-finding.ts';
import type { ListedStep, Look, StepId } from '../steps/step.ts';
import { Waiting } from '../steps/waiting.ts';
import { applyStep, markStep } from './apply.ts';
import type { PlannedStep } from './event.ts';
import { toFailure } from './explain-failure.ts';
import { describePlan, isNothingToDo, type LookedAt, lookAtAll } from './plan.ts';
import { declined } from './refusals.ts';
import type { SetupStatus, SetupStepResult } from './result.ts';
import type { SetupOutcome, SetupPorts } from './setup.ts';
import { notReached, visitedResult } from './step-result.ts';

/** Applies step by step; the first that fails or waits ends the walk, with everything before it kept. */
export async function walkSteps(
  looked: readonly LookedAt[],
  plan: readonly PlannedStep[],
  ports: SetupPorts,
): Promise<SetupOutcome> {
  const results = new Map<StepId, SetupStepResult>();
  const soFar = () => [
    ...results.values(),
    ...plan.filter(({ id }) => !results.has(id)).map((step) => notReached(step)),
  ];
  for (const { step, look } of visitsOf(looked)) {
    const before = results.get(step.id);
    const planned = plan.find(({ id }) => id === step.id)?.changes ?? [];
    try {
      const result =
        look === undefined ? await revisit(step, before, ports) : await visitStep(step, look, planned, ports);
      if (result !== undefined) results.set(step.id, result);
      if (result?.status === 'failed') return { status: 'failed', steps: soFar() };
    } catch (error) {
      const { status, result, failure } = await endOfWalk(error, step, before?.changes ?? planned, ports);
      results.set(step.id, result);
      return { status, steps: soFar(), ...(failure && { failure }) };
    }
  }
  return { status: 'done', steps: soFar() };
}

/** Every step in its order, and after it those that want to be looked at again then (without a look yet). */
function visitsOf(
  looked: readonly LookedAt[],
): readonly { readonly step: ListedStep; readonly look: Look | undefined }[] {
  return looked.flatMap(({ step, look }) => [
    { step, look },
    ...looked
      .filter((other) => other.step.revisitAfter === step.id)
      .map((other) => ({ step: other.step, look: undefined })),
  ]);
}

async function visitStep(
  step: ListedStep,
  look: Look,
  changes: SetupStepResult['changes'],
  ports: SetupPorts,
): Promise<SetupStepResult> {
  const { emit, session } = ports;
  const { id, title } = step;
  const started = session.clock.now().getTime();
  emit({ type: 'step-started', id, title });
  const applied = await applyStep(step, look, ports);
  const result = visitedResult(step, applied, changes);
  const elapsedMs = session.clock.now().getTime() - started;
  if (result.status === 'failed') emit({ type: 'step-failed', id, title });
  else emit({ type: 'step-done', id, title, lines: applied.lines, elapsedMs });
  for (const finding of applied.findings) emit({ type: 'finding', finding });
  return result;
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

interface EndOfWalk {
  readonly status: SetupStatus;
  readonly result: SetupStepResult;
  readonly failure?: Failure;
}

/** What a step that did not return means for the run: waiting for somebody, interrupted, or failed. */
async function endOfWalk(
  error: unknown,
  step: ListedStep,
  changes: SetupStepResult['changes'],
  { keeper, session, emit }: SetupPorts,
): Promise<EndOfWalk> {
  const { id, title } = step;
  const result = { id, title, changes, lines: [], findings: [] } as const;
  if (error instanceof Waiting) {
    await markStep(keeper, step, 'waiting', session.clock.now());
    for (const finding of error.findings) emit({ type: 'finding', finding });
    const findings = error.findings.map(reportFinding);
    return {
      status: 'waiting',
      result: { ...result, status: 'waiting', lines: [error.message], findings },
    };
  }
  // An interrupted run saves nothing more: the intents on the disk are what the next run goes on from.
  if (session.signal.aborted) {
    return { status: 'failed', result: { ...result, status: 'failed', lines: ['interrupted'] } };
  }
  await markStep(keeper, step, 'failed', session.clock.now()).catch(() => undefined);
  emit({ type: 'step-failed', id, title });
  return { status: 'failed', failure: toFailure(error, title), result: { ...result, status: 'failed' } };
}
