import type { DoctorCheck } from '../../checks/check.ts';
import type { Examined, ExaminedStep } from '../../engine/doctor.ts';
import type { ConnectionFound, Observations } from '../../engine/doctor-result.ts';
import { toFailure } from '../../engine/explain-failure.ts';
import { Failure } from '../../errors/failure.ts';
import { reportFinding } from '../../findings/report-finding.ts';
import type { TraceEntry } from '../../http/trace.ts';
import type { RequestCounts, WayOut } from '../../http/way-out.ts';
import type { DoctorInputs } from '../../inputs/read-doctor-inputs.ts';
import type { RawValues } from '../../inputs/resolve.ts';
import type { EarlyInputs } from '../../inputs/setup-inputs.ts';
import type { State } from '../../state/state.ts';
import type { LoadedState, StateStore } from '../../state/state-store.ts';
import type { Session } from '../../steps/session.ts';
import { homeOf, openProfile } from '../connection/open-profile.ts';
import { tellOfState } from '../connection/tell-of-state.ts';
import type { Opened, openExamination } from '../examination/examination.ts';
import { examinedSteps } from '../examination/examined-steps.ts';
import { profileName, readGivenSources } from '../run/input-sources.ts';
import type { Run } from '../run/run.ts';
import { openSandboxGround, type SandboxGround } from '../sandbox/ground.ts';
import { cloudOf, signInOfRun } from '../sign-in/sign-in-of-run.ts';
import { wayOutOfRun } from '../sign-in/way-out-of-run.ts';
import { type NetworkExamination, prepareNetwork } from './network.ts';
import { type Selection, selectionOf } from './selection.ts';
import { refuseUnknown, settleDoctor } from './settle-inputs.ts';

/** Everything that one or many examinations need; signing in is part of each. */
export interface Prepared {
  readonly doctor: DoctorInputs;
  readonly selection: Selection;
  readonly profile: string;
  readonly sandbox: boolean;
  readonly steps: readonly ExaminedStep[];
  readonly checks: readonly DoctorCheck[];
  /** What was found out about this computer while preparing: a state file that cannot be used. */
  readonly program: readonly Examined[];
  readonly network: NetworkExamination;
  /** False when only the network is looked at. */
  readonly needsSignIn: boolean;
  readonly trace: readonly TraceEntry[];
  counts(): RequestCounts;
  open(): Promise<Opened>;
  connectionFound(round: Session): Promise<ConnectionFound>;
  observe(round: Session): Promise<Observations>;
  close(): Promise<void>;
}

/** Settles what is to be looked at and with what; signs nobody in yet. */
export async function prepareExamination(run: Run, flags: RawValues): Promise<Prepared> {
  const { host, emit } = run;
  const given = await readGivenSources('doctor', flags, host);
  const sandbox = flags.sandbox === true;
  const profile = await profileName(given, 'doctor', sandbox);
  const store = openProfile(host, profile);
  const loaded = await loadOrSay(store);
  if (!(loaded instanceof Failure)) tellOfState(loaded, emit);
  const earlier = !(loaded instanceof Failure) && loaded.kind === 'loaded' ? loaded.state : undefined;

  const ground = sandbox
    ? await openSandboxGround(host, { home: homeOf(host), variant: 'published' })
    : undefined;
  const { inputs, doctor } = await settleDoctor(run, given, earlier, ground);
  const rooms = await loadRooms();
  const selection = selectionOf(doctor.examineOnly, doctor.examineSkip);
  refuseUnknown(
    doctor,
    [...rooms.CONDITIONAL_ACCESS, ...rooms.CHECKS].map(({ id }) => id),
  );
  const steps = examinedSteps(rooms.CONDITIONAL_ACCESS).filter(({ step, room }) =>
    selection.includes({ id: step.id, room }),
  );
  const checks = rooms.CHECKS.filter((check) => selection.includes(check));

  const trace: TraceEntry[] = [];
  const wayOut = await rooms.openWayOut(wayOutOfRun(run, inputs.ca, ground, (entry) => trace.push(entry)));
  const network = selection.includes({ id: 'network', room: 'network' })
    ? await prepareNetwork({ host, inputs, doctor, ground })
    : NOT_PROBED;
  const needsSignIn = steps.length + checks.length > 0;
  return {
    doctor,
    selection,
    profile,
    sandbox,
    steps,
    checks,
    program: loaded instanceof Failure ? [stateUnusable(loaded)] : [],
    network,
    needsSignIn,
    trace,
    counts: wayOut.counts,
    open: () =>
      open(run, {
        inputs,
        doctor,
        earlier,
        store,
        ground,
        wayOut,
        needsSignIn,
        openExamination: rooms.openExamination,
      }),
    // Whoever may not read the rows cannot tell; the looks say why.
    connectionFound: async (round) =>
      rooms.readPartnerRows(round).then(rooms.connectionFound, (): ConnectionFound => 'unknown'),
    observe: (round) => rooms.observe(round),
    close: async () => {
      await wayOut.close();
      await ground?.close();
    },
  };
}

async function loadRooms() {
  const [examination, steps, http, checks, found, reads, observations] = await Promise.all([
    import('../examination/examination.ts'),
    import('../../steps/conditional-access.ts'),
    import('../../http/open-way-out.ts'),
    import('../../checks/all.ts'),
    import('../../checks/intune/connection-found.ts'),
    import('../../checks/shared-reads.ts'),
    import('./observations.ts'),
  ]);
  return { ...examination, ...steps, ...http, ...checks, ...found, ...reads, ...observations };
}

/** A state file that cannot be used is a finding; the connection is then found by looking. */
async function loadOrSay(store: StateStore): Promise<LoadedState | Failure> {
  try {
    return await store.load();
  } catch (error) {
    return toFailure(error, 'State file');
  }
}

function stateUnusable({ code, message, why, fix }: Failure): Examined {
  const seen = [message, why].filter(Boolean).join(': ');
  return {
    check: {
      id: 'state',
      room: 'program',
      title: 'State file',
      outcome: 'failed',
      lines: ['the connection is found by looking instead'],
    },
    findings: [{ ...reportFinding({ code, severity: 'error', seen, fix }), step: 'state' }],
  };
}

interface Opening {
  readonly inputs: EarlyInputs;
  readonly doctor: DoctorInputs;
  readonly earlier: State | undefined;
  readonly store: StateStore;
  readonly ground: SandboxGround | undefined;
  readonly wayOut: WayOut;
  readonly needsSignIn: boolean;
  readonly openExamination: typeof openExamination;
}

function open(
  run: Run,
  { inputs, doctor, earlier, store, ground, wayOut, needsSignIn, openExamination }: Opening,
): Promise<Opened> {
  const { host, emit, screen } = run;
  if (needsSignIn) emit({ type: 'busy', what: 'signing in' });
  return openExamination({
    host,
    inputs: needsSignIn ? inputs : { ...(inputs.jamfUrl !== undefined && { jamfUrl: inputs.jamfUrl }) },
    doctor,
    earlier,
    folder: store.folder,
    attended: needsSignIn && (screen.canPrompt || ground !== undefined || inputs.deviceCode === true),
    signIn: signInOfRun(run, {
      cloud: cloudOf(inputs, ground),
      wayOut,
      ground,
      folder: store.folder,
      profile: inputs.profile ?? 'default',
    }),
  });
}

const NOT_PROBED: NetworkExamination = {
  rows: [],
  proxy: { proxy: undefined, exceptions: [] },
  start: () => ({
    systemProxy: Promise.resolve(null),
    results: (async function* () {})(),
  }),
};
