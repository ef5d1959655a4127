import type { State } from '../state/state.ts';
import { rotationState } from '../steps/secret-rotation/rotation-state.ts';
import type { StepId } from '../steps/step.ts';
import type { Examined } from './doctor.ts';
import type { ConnectionFound } from './doctor-result.ts';
import type { ConnectionStatus, StatusStep, StatusWaiting, StepStanding } from './status-result.ts';

type RecordedSteps = State['steps'];

/** What is remembered of the set-up that a step belongs to. */
export interface Remembered {
  /** How far each step came by the state; empty when none was ever begun from here. */
  readonly recorded: RecordedSteps;
  /** The connection was at its end once, or lives although the state does not know it. */
  readonly complete: boolean;
  /** A `disconnect` is under way: what is not there any more is as it should be. */
  readonly leaving: boolean;
}

/** One step's line, from what the doctor's look at it gave. */
export function standingOfStep(id: StepId, { check, findings }: Examined, known: Remembered): StatusStep {
  const standing = decideStanding(check.outcome, known.recorded[id]?.status, known);
  const codes = standing === 'todo' || standing === 'waiting' ? [] : [...new Set(findings.map(codeOf))];
  return { id, title: check.title, standing, lines: linesFor(standing, { check, findings }, known), codes };
}

function decideStanding(
  outcome: Examined['check']['outcome'],
  recorded: RecordedSteps[string]['status'] | undefined,
  { complete, leaving }: Remembered,
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
      if (leaving) return 'todo';
      return complete || recorded === 'done' || recorded === 'failed' ? 'wrong' : 'todo';
  }
}

function linesFor(
  standing: StepStanding,
  { check, findings }: Examined,
  { leaving }: Remembered,
): readonly string[] {
  switch (standing) {
    case 'todo':
      return [leaving ? 'taken away' : 'not done yet'];
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
  readonly leaving: boolean;
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
      if (seen.leaving) return 'leaving';
      if (!wasBegun(seen.recorded)) return 'not-connected';
      break;
    case 'manual':
      if (seen.leaving) return 'leaving';
      // Steps that may not be seen count for nothing; the row alone still tells whether the connection lives.
      if (seen.alive && !some('wrong', 'todo', 'waiting')) return 'connected';
  }
  if (some('waiting')) return 'waiting';
  return some('todo') ? 'incomplete' : 'problems';
}

/** A set-up from here left traces that no `disconnect` took away. */
function wasBegun(recorded: RecordedSteps): boolean {
  return Object.values(recorded).some(({ status }) => status !== 'todo');
}

/** Every step was done once. */
export function wasComplete(ids: readonly StepId[], recorded: RecordedSteps): boolean {
  return ids.every((id) => recorded[id]?.status === 'done');
}

/** What waits for somebody: a guided step that nobody finished, a secret that Jamf Pro may not have yet, an end half done. */
export function waitingFor(
  steps: readonly Pick<StatusStep, 'id' | 'title' | 'standing'>[],
  earlier: State | undefined,
  command: (name: string) => string,
): readonly StatusWaiting[] {
  const leaving = earlier?.leaving;
  const guided = steps
    .filter(({ standing }) => standing === 'waiting')
    .map(({ id, title }) => ({
      what: `${title} waits for somebody`,
      since: earlier?.steps[id]?.at ?? null,
      command: command(leaving === undefined ? 'setup' : 'disconnect'),
    }));
  return [
    ...guided,
    // Whoever takes the connection down needs no new secret any more.
    ...(earlier === undefined || leaving !== undefined ? [] : rotationUnderWay(earlier, command)),
    ...(leaving === undefined
      ? []
      : [
          {
            what: 'The connection is being taken down',
            since: leaving.since,
            command: command('disconnect'),
          },
        ]),
  ];
}

function rotationUnderWay(earlier: State, command: (name: string) => string): readonly StatusWaiting[] {
  const rotation = rotationState(earlier);
  if (rotation.kind === 'none') return [];
  const { hint, since } = rotation;
  const what = {
    'pending-in-jamf': `Jamf Pro has not been seen to use the new secret ${hint}…`,
    'old-to-remove': `The old secret is still there; Jamf Pro uses ${hint}…`,
  }[rotation.kind];
  return [{ what, since, command: command('rotate-secret') }];
}
