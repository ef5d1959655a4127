import {
  isDue,
  type ReportedRotation,
  type RotateStatus,
  reportRotation,
} from '../../engine/rotate-result.ts';
import { runSetup, type SetupOutcome, type SetupPorts } from '../../engine/setup.ts';
import type { StatusSecret } from '../../engine/status-result.ts';
import { secretInUse } from '../../engine/status-secret.ts';
import { Failure } from '../../errors/failure.ts';
import type { RotateInputs } from '../../inputs/read-rotate-inputs.ts';
import type { RawValues } from '../../inputs/resolve.ts';
import { readApplication } from '../../steps/conditional-access/shared-reads.ts';
import { endRotation } from '../../steps/secret-rotation/rotation-state.ts';
import { SECRET_ROTATION } from '../../steps/secret-rotation.ts';
import { acceptPlan } from '../connection/accept-plan.ts';
import { decideExisting, settleExisting } from '../connection/settle-existing.ts';
import { type Connection, withConnection } from '../connection/with-connection.ts';
import type { Progress } from '../run/progress.ts';
import type { Run } from '../run/run.ts';

/** What a run of `rotate-secret` came to. */
export interface RotateOutcome extends Omit<SetupOutcome, 'status'> {
  readonly status: RotateStatus;
  readonly secret: StatusSecret | null;
  readonly rotation: ReportedRotation | null;
}

/** Renews the secret of the connection in hand, or goes on with the rotation that was begun. */
export async function rotate(
  run: Run,
  flags: RawValues,
  progress: Progress,
  own: RotateInputs,
): Promise<RotateOutcome> {
  const { finish, startOver } = own;
  return withConnection(run, flags, progress, {
    command: 'rotate-secret',
    changes: flags.plan !== true,
    signInFor: 'rotate-secret',
    title: 'Renew the client secret',
    settle: settleExisting('rotate-secret'),
    decide: async (...found) => ({ ...(await decideExisting(...found)), rotation: { finish, startOver } }),
    act: (connection) => rotateIn(connection, run, progress, own),
  });
}

async function rotateIn(
  connection: Connection,
  run: Run,
  progress: Progress,
  { ifExpiring }: RotateInputs,
): Promise<RotateOutcome> {
  const { session, wanted, keeper, inputs } = connection;
  const application = await readApplication(session);
  if (application !== undefined) progress.application = { appId: application.appId };
  const now = session.clock.now();
  const secret = secretInUse(application?.secrets ?? [], keeper.state(), now);
  const begun = keeper.state().resources.rotation !== undefined;
  if (ifExpiring !== undefined && !begun && !isDue(secret, ifExpiring)) {
    return { status: 'not-due', steps: [], secret, rotation: null };
  }
  const ports: SetupPorts = {
    session,
    wanted,
    keeper,
    steps: SECRET_ROTATION,
    emit: run.emit,
    accept: acceptOrSay(run, connection),
    keepPlan: async () => undefined,
  };
  const outcome = await takeYourWord(await runSetup(ports, { planOnly: inputs.plan }), ports, run);
  const finished = !inputs.plan && (outcome.status === 'done' || outcome.status === 'nothing-to-do');
  const rotation = reportRotation(keeper.state(), finished);
  if (finished) await forgetOldText(connection);
  const inUse = inputs.plan ? secret : (secretInUse(undefined, keeper.state(), now) ?? secret);
  return { ...outcome, secret: inUse, rotation };
}

/** The last thing of a rotation: a run that died here finds that nothing else is left, and does it then. */
async function forgetOldText({ keeper, secrets }: Connection): Promise<void> {
  const { rotation } = keeper.state().resources;
  if (rotation?.proved === undefined) return;
  if (rotation.replaces !== undefined) await secrets.remove(rotation.replaces);
  await keeper.change(endRotation);
}

/** Where nothing can prove which secret Jamf Pro uses, a person at a terminal is asked; `--finish` says it unasked. */
async function takeYourWord(outcome: SetupOutcome, ports: SetupPorts, run: Run): Promise<SetupOutcome> {
  const cannotTell = outcome.steps.some(({ findings }) => findings.some(({ code }) => code === 'JI-E128'));
  const hint = ports.keeper.state().resources.rotation?.hint;
  if (outcome.status !== 'waiting' || !cannotTell || hint === undefined || !run.screen.canPrompt) {
    return outcome;
  }
  const question = `Is the new secret ${hint}… saved in Jamf Pro? Yes removes the old one`;
  if (!(await run.prompter.confirm(question, false))) return outcome;
  const wanted = { ...ports.wanted, rotation: { finish: true, startOver: false } };
  return runSetup({ ...ports, wanted, accept: async () => true }, { planOnly: false });
}

function acceptOrSay(run: Run, { inputs }: Connection): SetupPorts['accept'] {
  const ask = acceptPlan(run, inputs);
  return async (plan, extension) => {
    if (await ask(plan, extension)) return true;
    throw new Failure({
      code: 'JI-P510',
      exit: 7,
      what: 'The plan was declined',
      fix: ['jamf-intune rotate-secret --plan  shows it again and changes nothing'],
    });
  };
}
