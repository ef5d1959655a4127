import type { Failure } from '../errors/failure.ts';
import { reportFinding } from '../findings/report-finding.ts';
import type { ListedStep, StepId } from '../steps/step.ts';
import { Waiting } from '../steps/waiting.ts';
import type { ApplyPorts } from './apply.ts';
import type { DisconnectStatus, DisconnectStepResult } from './disconnect-result.ts';
import type { PlannedChange, PlannedStep } from './event.ts';
import { toFailure } from './explain-failure.ts';
import type { LookedAt } from './plan.ts';
import { removeStep } from './remove-step.ts';

export interface RemovalWalk {
  readonly status: DisconnectStatus;
  readonly steps: readonly DisconnectStepResult[];
  readonly failure?: Failure;
}

/** Takes away part by part; the first that fails or waits ends the walk, and everything before it stays taken away. */
export async function walkRemoval(
  looked: readonly LookedAt[],
  plan: readonly PlannedStep[],
  ports: ApplyPorts,
): Promise<RemovalWalk> {
  const results = new Map<StepId, DisconnectStepResult>();
  const soFar = () => plan.map((step) => results.get(step.id) ?? notReached(step));
  for (const { step, look } of looked) {
    const changes = plan.find(({ id }) => id === step.id)?.changes ?? [];
    try {
      results.set(step.id, await visit(step, look, changes, ports));
    } catch (error) {
      const { status, result, failure } = endOfWalk(error, step, changes, ports);
      results.set(step.id, result);
      return { status, steps: soFar(), ...(failure && { failure }) };
    }
  }
  return { status: 'done', steps: soFar() };
}

async function visit(
  step: ListedStep,
  look: LookedAt['look'],
  changes: readonly PlannedChange[],
  ports: ApplyPorts,
): Promise<DisconnectStepResult> {
  const { emit, session } = ports;
  const { id, title } = step;
  const started = session.clock.now().getTime();
  emit({ type: 'step-started', id, title });
  const { lines, remainder, changed } = await removeStep(step, look, ports);
  emit({ type: 'step-done', id, title, lines, elapsedMs: session.clock.now().getTime() - started });
  return { id, title, status: changed ? 'done' : remainder.standing, changes, lines, findings: [] };
}

function endOfWalk(
  error: unknown,
  { id, title }: ListedStep,
  changes: readonly PlannedChange[],
  { session, emit }: ApplyPorts,
): { readonly status: DisconnectStatus; readonly result: DisconnectStepResult; readonly failure?: Failure } {
  const result = { id, title, changes, lines: [], findings: [] } as const;
  if (error instanceof Waiting) {
    for (const finding of error.findings) emit({ type: 'finding', finding });
    const findings = error.findings.map(reportFinding);
    return { status: 'waiting', result: { ...result, status: 'waiting', lines: [error.message], findings } };
  }
  // The intents on the disk are what the next run goes on from.
  if (session.signal.aborted) {
    return { status: 'failed', result: { ...result, status: 'failed', lines: ['interrupted'] } };
  }
  emit({ type: 'step-failed', id, title });
  return { status: 'failed', failure: toFailure(error, title), result: { ...result, status: 'failed' } };
}

function notReached({ id, title, changes }: PlannedStep): DisconnectStepResult {
  return { id, title, status: 'not-reached', changes, lines: [], findings: [] };
}
