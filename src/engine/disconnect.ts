import type { Failure } from '../errors/failure.ts';
import { reportFinding } from '../findings/report-finding.ts';
import type { State } from '../state/state.ts';
import type { Finding, ListedStep, StepId } from '../steps/step.ts';
import type { ApplyPorts } from './apply.ts';
import type { DisconnectStatus, DisconnectStepResult, EndInIntune } from './disconnect-result.ts';
import type { PlannedStep } from './event.ts';
import { toFailure } from './explain-failure.ts';
import { forgetConnection, remembersConnection } from './forget-connection.ts';
import { describeChange, isNothingToDo, type LookedAt, learnFromAll, lookAtEach } from './plan.ts';
import { standsInTheWay } from './refusals.ts';
import { walkRemoval } from './walk-removal.ts';

export interface DisconnectPorts extends ApplyPorts {
  /** In the order in which they are taken away. */
  readonly steps: readonly ListedStep[];
  /** What is missing to do it at all, told before anything is changed. */
  readonly missingRights: () => Promise<readonly Finding[]>;
  /** Tells whom the end touches; called only when the connection itself ends. */
  readonly preview: (known: State) => Promise<void>;
  /** Asks whether the plan may be carried out. */
  readonly accept: () => Promise<void>;
  /** What Intune's row says now; null where it may not be read. */
  readonly readEnd: () => Promise<EndInIntune | null>;
}

export interface DisconnectOutcome {
  readonly status: DisconnectStatus;
  readonly steps: readonly DisconnectStepResult[];
  readonly end: EndInIntune | null;
  /** Application (client) id of the connection's application, as long as there is one. */
  readonly appId?: string;
  /** Intune was told to end it, so Jamf Pro does not know. */
  readonly terminated: boolean;
  readonly failure?: Failure;
}

/** `disconnect`'s reading of the list: look, plan the removal, tell, ask, take away in order, look again to prove it. */
export async function runDisconnect(ports: DisconnectPorts, planOnly: boolean): Promise<DisconnectOutcome> {
  const { session, wanted, keeper, emit, steps } = ports;
  emit({ type: 'busy', what: 'looking at what is there' });
  const [{ looked, failure }, missing] = await Promise.all([
    lookAtEach(steps, session),
    ports.missingRights(),
  ]);
  session.signal.throwIfAborted();
  const known = learnFromAll(looked, wanted, keeper.state());
  const blocking = [...missing, ...severalRows(looked, ports, known)];
  for (const finding of blocking) emit({ type: 'finding', finding });
  if (blocking.length > 0) return stopped(steps, blocking, standsInTheWay(blocking));
  if (failure !== undefined) return stopped(steps, [], toFailure(failure.error, 'Disconnect'));

  const plan = describeRemoval(looked, ports, known);
  const nothing = isNothingToDo(plan);
  if (plan.some(({ id, changes }) => ENDS.includes(id) && changes.length > 0)) await ports.preview(known);
  emit({ type: 'plan', steps: plan, extension: false });
  if (planOnly) {
    const results = plan.map((step) => restResult(step, looked, ports, known));
    const outcome = ended(nothing ? 'nothing-to-do' : 'planned', results, await ports.readEnd());
    return { ...outcome, ...applicationIn(known, results) };
  }
  if (!nothing) await ports.accept();
  return carryOut(looked, known, plan, ports);
}

/** With these the connection ends; the others only tidy up after it. */
const ENDS: readonly StepId[] = ['jamf-settings', 'intune-connector'];

/** From here on things change; every end tells what Intune says by then. */
async function carryOut(
  looked: readonly LookedAt[],
  known: State,
  plan: readonly PlannedStep[],
  ports: DisconnectPorts,
): Promise<DisconnectOutcome> {
  const { session, keeper } = ports;
  const now = () => session.clock.now();
  if (!isNothingToDo(plan)) {
    const since = keeper.state().leaving?.since ?? now().toISOString();
    await keeper.change(() => ({ ...known, leaving: { since } }));
  }
  const walk = isNothingToDo(plan)
    ? { status: 'nothing-to-do' as const, steps: plan.map((step) => restResult(step, looked, ports, known)) }
    : await walkRemoval(looked, plan, ports);
  const terminated = keeper
    .state()
    .intents.some(({ operation, status }) => operation === 'terminate-partner' && status === 'done');
  const over = walk.status === 'done' || walk.status === 'nothing-to-do';
  // A run that ended in the middle has said why; one more look is only for its answer.
  const end = await ports.readEnd();
  if (over && remembersConnection(keeper.state())) {
    const application = fateOf(walk.steps, ports);
    if (application !== 'kept') await forgetTexts(keeper.state(), session);
    await keeper.change((state) => forgetConnection(state, { at: now(), end, application }));
  }
  return { ...walk, end, terminated, ...applicationIn(keeper.state(), walk.steps) };
}

/** Texts of secrets that are gone: a run that died after Entra had removed one had no time to. */
async function forgetTexts(
  { resources: { secret, rotation } }: State,
  { secrets }: Pick<ApplyPorts['session'], 'secrets'>,
): Promise<void> {
  for (const one of [secret, rotation]) if (one !== undefined) await secrets.remove(one.keyId);
}

/** The recorded application, unless it was just seen that it is gone. */
function applicationIn(
  { resources }: State,
  steps: readonly DisconnectStepResult[],
): Pick<DisconnectOutcome, 'appId'> {
  const gone = steps.some(({ id, status }) => id === 'app-registration' && status === 'gone');
  return gone || resources.application === undefined ? {} : { appId: resources.application.appId };
}

function fateOf(steps: readonly DisconnectStepResult[], { wanted, keeper }: DisconnectPorts) {
  const wished = wanted.removal?.deleteApplication === true;
  const step = steps.find(({ id }) => id === 'app-registration');
  const adopted = keeper.state().resources.application?.adopted === true;
  if (step?.status === 'gone' || (step?.status === 'done' && !adopted)) return 'deleted' as const;
  return wished && adopted ? ('released' as const) : ('kept' as const);
}

/** Which of several rows is the connection's cannot be told, so none is touched. */
function severalRows(
  looked: readonly LookedAt[],
  { wanted }: DisconnectPorts,
  known: State,
): readonly Finding[] {
  return looked.flatMap(({ look }) => look.diagnose(wanted, known)).filter(({ code }) => code === 'JI-I211');
}

function describeRemoval(
  looked: readonly LookedAt[],
  { wanted }: DisconnectPorts,
  known: State,
): readonly PlannedStep[] {
  return looked.map(({ step, look }) => {
    const changes = look.planRemoval(wanted, known).map(describeChange);
    const already = changes.length > 0 ? [] : look.remainder(wanted, known).lines;
    return { id: step.id, title: step.title, changes, already };
  });
}

/** A step that is only looked at: planned, or what is so already. */
function restResult(
  { id, title, changes, already }: PlannedStep,
  looked: readonly LookedAt[],
  { wanted }: DisconnectPorts,
  known: State,
): DisconnectStepResult {
  const remainder = looked.find(({ step }) => step.id === id)?.look.remainder(wanted, known);
  const status = changes.length > 0 ? 'planned' : (remainder?.standing ?? 'gone');
  return { id, title, status, changes, lines: already, findings: [] };
}

function ended(
  status: DisconnectStatus,
  steps: readonly DisconnectStepResult[],
  end: EndInIntune | null,
): DisconnectOutcome {
  return { status, steps, end, terminated: false };
}

/** The run ends before anything was planned. */
function stopped(
  listed: readonly ListedStep[],
  findings: readonly Finding[],
  failure: Failure,
): DisconnectOutcome {
  const steps = listed.map(({ id, title }): DisconnectStepResult => {
    const own = findings.filter(({ step }) => step === id);
    const status = own.length > 0 ? 'failed' : 'not-reached';
    return { id, title, status, changes: [], lines: [], findings: own.map(reportFinding) };
  });
  return { ...ended('failed', steps, null), failure };
}
