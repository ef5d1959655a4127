import type { State } from '../state/state.ts';
import type { StepId } from '../steps/step.ts';
import type { Examined } from './doctor.ts';
import type { ConnectionFound } from './doctor-result.ts';
import type { ConnectionStatus, StatusStep, StatusWaiting, StepStanding } from './status-result.ts';

type RecordedSteps = State['steps'];

/**
 * One step's line, from what the doctor's look at it gave.
 * @param recorded how far the step came by the state; undefined when it was never begun from here
 * @param complete the connection was at its end once, or lives although the state does not know it
 */
export function standingOfStep(
  id: StepId,
  { check, findings }: Examined,
  recorded: RecordedSteps[string] | undefined,
  complete: boolean,
): StatusStep {
  const standing = decideStanding(check.outcome, recorded?.status, complete);
  const codes = standing === 'todo' || standing === 'waiting' ? [] : [...new Set(findings.map(codeOf))];
  return { id, title: check.title, standing, lines: linesFor(standing, { check, findings }), codes };
}

function decideStanding(
  outcome: Examined['check']['outcome'],
  recorded: RecordedSteps[string]['status'] | undefined,
  complete: boolean,
): StepStanding {
  switch (outcome) {
    case 'passed':
      return 'right';
    case 'warning':
      return 'warning';
    case 'skipped':
    case 'not-testable':
      return 'unseen';
    case 'failed':
      if (recorded === 'waiting') return 'waiting';
      return complete || recorded === 'done' || recorded === 'failed' ? 'wrong' : 'todo';
  }
}

function linesFor(standing: StepStanding, { check, findings }: Examined): readonly string[] {
  switch (standing) {
    case 'todo':
      return ['not done yet'];
    case 'waiting':
      return ['waits for somebody'];
    case 'wrong':
    case 'warning':
      return findings.filter(({ severity }) => severity !== 'info').map(({ seen }) => seen);
    case 'right':
    case 'unseen':
      return check.lines;
  }
}

function codeOf({ code }: Examined['findings'][number]): string {
  return code;
}

/** What the rows of Intune, the steps and the state say about the connection as a whole. */
export interface SeenAsAWhole {
  readonly connection: ConnectionFound;
  /** Jamf's row is enabled and Intune heard from Jamf Pro lately. */
  readonly alive: boolean;
  readonly steps: readonly Pick<StatusStep, 'standing'>[];
  readonly recorded: RecordedSteps;
}

export function decideStatus(seen: SeenAsAWhole): Exclude<ConnectionStatus, 'not-set-up' | 'failed'> {
  const some = (...standings: readonly StepStanding[]) =>
    seen.steps.some(({ standing }) => standings.includes(standing));
  switch (seen.connection) {
    case 'unknown':
      return 'not-known';
    case 'device-compliance':
    case 'cloud-connector':
      return 'other-connection';
    case 'none':
      if (!wasBegun(seen.recorded)) return 'not-connected';
      break;
    case 'manual':
      // Steps that may not be seen count for nothing; the row alone still tells whether the connection lives.
      if (seen.alive && !some('wrong', 'todo', 'waiting')) return 'connected';
  }
  if (some('waiting')) return 'waiting';
  return some('todo') ? 'incomplete' : 'problems';
}

/** A set-up from here left traces that no `disconnect` took away. */
export function wasBegun(recorded: RecordedSteps): boolean {
  return Object.values(recorded).some(({ status }) => status !== 'todo');
}

/** Every step was done once. */
export function wasComplete(ids: readonly StepId[], recorded: RecordedSteps): boolean {
  return ids.every((id) => recorded[id]?.status === 'done');
}

/** What waits for a person: a guided step that nobody finished. */
export function waitingFor(
  steps: readonly Pick<StatusStep, 'id' | 'title' | 'standing'>[],
  earlier: State | undefined,
  goOn: (command: string) => string,
): readonly StatusWaiting[] {
  return steps
    .filter(({ standing }) => standing === 'waiting')
    .map(({ id, title }) => ({
      what: `${title} waits for somebody`,
      since: earlier?.steps[id]?.at ?? null,
      command: goOn('setup'),
    }));
}
