import type { CheckReport, CheckSession, DoctorCheck, Skipped } from '../checks/check.ts';
import { outcomeOf } from '../checks/check.ts';
import { NotSignedIn } from '../errors/not-signed-in.ts';
import { ServiceError } from '../errors/service-error.ts';
import { reportFinding } from '../findings/report-finding.ts';
import type { ProbeResult } from '../network/probe-result.ts';
import type { State } from '../state/state.ts';
import type { Session } from '../steps/session.ts';
import type { ListedStep, Look } from '../steps/step.ts';
import { withoutConsequences } from './consequences.ts';
import type { Check, CheckRoom, DoctorFinding } from './doctor-result.ts';
import { toFailure } from './explain-failure.ts';
import { rightNeeded } from './right-needed.ts';

/** A step as the doctor reads it: where its line stands, and which right its look needs. */
export interface ExaminedStep {
  readonly step: ListedStep;
  readonly room: CheckRoom;
  readonly needs: string;
}

/** One thing that was looked at, with what was found. */
export interface Examined {
  readonly check: Check;
  readonly findings: readonly DoctorFinding[];
}

export interface ExaminationPorts {
  /** One round: what several looks need is read once (`newRound`). */
  readonly round: Session;
  readonly steps: readonly ExaminedStep[];
  readonly checks: readonly DoctorCheck[];
  /** Begun already; told after everything else. */
  readonly probes: AsyncIterable<ProbeResult>;
  /** Told room by room, as soon as all have ended. */
  readonly onExamined: (examined: Examined) => void;
  readonly onProbe: (probe: ProbeResult) => void;
}

export interface Examination {
  readonly examined: readonly Examined[];
  readonly probes: readonly ProbeResult[];
}

/**
 * The doctor's reading of the list of steps: look at everything at the same time, judge it, tell it in order. It never
 * writes. What cannot be looked at is a result too, with the reason, and never the end of the examination.
 */
export async function examine(ports: ExaminationPorts): Promise<Examination> {
  const { round } = ports;
  const [steps, checks] = await Promise.all([
    examineSteps(ports.steps, round),
    Promise.all(ports.checks.map((check) => examineCheck(check, round))),
  ]);
  const looks = ROOMS.flatMap((room) => [...steps, ...checks].filter(({ check }) => check.room === room));
  // What follows from another finding is known only when all have ended.
  const examined = withoutConsequences(looks);
  for (const one of examined) ports.onExamined(one);
  return { examined, probes: await tellProbes(ports) };
}

/** The order of the answer: from the application to the server, and the network last. */
const ROOMS: readonly CheckRoom[] = ['entra', 'intune', 'jamf'];

async function tellProbes({ probes, onProbe }: ExaminationPorts): Promise<readonly ProbeResult[]> {
  const told: ProbeResult[] = [];
  for await (const probe of probes) {
    told.push(probe);
    onProbe(probe);
  }
  return told;
}

/**
 * Looks at the steps alone, all at the same time, and judges each with what all of them taught: without a state file
 * the application that one step finds is what another compares with. Nothing is taken away as a consequence of
 * something else.
 */
export async function examineSteps(
  steps: readonly ExaminedStep[],
  round: Session,
): Promise<readonly Examined[]> {
  const looks = steps.map((each) => ({ ...each, looking: each.step.look(round) }));
  const settled = await Promise.allSettled(looks.map(({ looking }) => looking));
  const known = settled.reduce(
    (state, look) => (look.status === 'fulfilled' ? look.value.learn(round.wanted, state) : state),
    round.known(),
  );
  return Promise.all(looks.map((each) => judgeStep(each, known, round)));
}

function judgeStep(
  { step, room, needs, looking }: ExaminedStep & { readonly looking: Promise<Look> },
  known: State,
  { wanted, signal }: Session,
): Promise<Examined> {
  const subject = { id: step.id, room, title: step.title };
  return guarded(subject, needs, signal, async () => {
    const look = await looking;
    const findings = look.diagnose(wanted, known);
    const right = findings.every(({ severity }) => severity === 'info');
    return { lines: right ? look.describe(wanted, known) : [], findings };
  });
}

function examineCheck(check: DoctorCheck, session: CheckSession): Promise<Examined> {
  const { id, room, title, needs } = check;
  return guarded({ id, room, title }, needs, session.signal, () => check.look(session));
}

type Subject = Pick<Check, 'id' | 'room' | 'title'>;

/** Makes a result of whatever happens while something is looked at. */
async function guarded(
  subject: Subject,
  needs: string,
  signal: AbortSignal,
  look: () => Promise<CheckReport | Skipped>,
): Promise<Examined> {
  try {
    const report = await look();
    if ('skipped' in report) return skipped(subject, report.skipped);
    return {
      check: { ...subject, outcome: outcomeOf(report), lines: report.lines },
      findings: reported(report, subject.id),
    };
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof NotSignedIn) return skipped(subject, error.message);
    if (error instanceof ServiceError && (error.status === 401 || error.status === 403)) {
      return skipped(subject, `needs ${rightNeeded(error, needs)}`);
    }
    return failedToLook(subject, error);
  }
}

function reported({ findings }: CheckReport, step: string): readonly DoctorFinding[] {
  return findings.map((finding) => ({ ...reportFinding(finding), step }));
}

function skipped(subject: Subject, reason: string): Examined {
  return { check: { ...subject, outcome: 'skipped', lines: [reason] }, findings: [] };
}

/** The services' own codes are explained from the same book as everything else. */
function failedToLook(subject: Subject, error: unknown): Examined {
  const failure = toFailure(error, subject.title);
  const seen = [failure.message, failure.why].filter(Boolean).join(': ');
  const finding = reportFinding({ code: failure.code, severity: 'error', seen, fix: failure.fix });
  return {
    check: { ...subject, outcome: 'failed', lines: ['the look itself failed'] },
    findings: [{ ...finding, step: subject.id }],
  };
}
