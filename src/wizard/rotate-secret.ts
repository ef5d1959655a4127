import { toFailure } from '../engine/explain-failure.ts';
import { ROTATE_SECRET_SCHEMA, type RotateSecretResult } from '../engine/rotate-result.ts';
import type { ExitCode } from '../errors/failure.ts';
import type { Host } from '../host.ts';
import { badInputs } from '../inputs/problem.ts';
import { type RotateInputs, readRotateInputs } from '../inputs/read-rotate-inputs.ts';
import { type RawValues, resolveInputs } from '../inputs/resolve.ts';
import { ROTATE_SECRET_INPUTS } from '../inputs/rotate-secret-inputs.ts';
import { Interrupted } from '../terminal/interrupted.ts';
import { interruption } from './interruption.ts';
import { openRun, runWish } from './open-run.ts';
import { beginProgress, type Progress } from './progress.ts';
import type { RotateOutcome } from './rotate-connection.ts';
import { nextAfterRotation } from './rotate-next.ts';
import type { Run } from './run.ts';
import { showRotation } from './show-rotation.ts';

/** `jamf-intune rotate-secret`: a new client secret, without a moment in which Jamf Pro has none. */
export async function rotateSecret(host: Host, flags: RawValues): Promise<ExitCode> {
  const run = openRun(host, runWish(flags, host.env));
  const started = host.clock.now().getTime();
  const progress = beginProgress('rotate-secret', flags.sandbox === true);
  try {
    const outcome = await outcomeOf(run, flags, progress);
    await showRotation(run, resultOf(outcome, progress, host.clock.now().getTime() - started));
    return exitCode(outcome);
  } finally {
    await run.close();
  }
}

async function outcomeOf(run: Run, flags: RawValues, progress: Progress): Promise<RotateOutcome> {
  const { signal } = run.host;
  const nothing = { steps: [], secret: null, rotation: null } as const;
  try {
    const outcome = await act(run, flags, progress);
    // A walk that was ended in the middle tells how far it came; what ended it is known here.
    if (outcome.status !== 'failed' || !(signal.reason instanceof Interrupted)) return outcome;
    return { ...outcome, failure: interruption(signal.reason, progress.counts().writes) };
  } catch (error) {
    const reason: unknown = signal.aborted ? signal.reason : error;
    const failure =
      reason instanceof Interrupted
        ? interruption(reason, progress.counts().writes)
        : toFailure(error, 'Renewing the client secret');
    return { ...nothing, status: 'failed', failure };
  }
}

async function act(run: Run, flags: RawValues, progress: Progress): Promise<RotateOutcome> {
  const own = readOwnInputs(flags, run.host.env);
  if (own.check) {
    const { checkSecret } = await import('./check-secret.ts');
    return checkSecret(run, flags, progress, own.days);
  }
  const { rotate } = await import('./rotate-connection.ts');
  return rotate(run, flags, progress, own);
}

/** What decides which way the run goes, before anything else is read. */
function readOwnInputs(flags: RawValues, env: Host['env']): RotateInputs {
  const sources = { flags, env, dotenv: {}, answers: {}, state: {}, preset: undefined };
  const { values, problems } = resolveInputs(ROTATE_SECRET_INPUTS, sources, 'rotate-secret');
  if (problems.length > 0) throw badInputs(problems);
  return readRotateInputs(values);
}

function exitCode({ status, failure }: RotateOutcome): ExitCode {
  switch (status) {
    case 'done':
    case 'nothing-to-do':
    case 'planned':
    case 'valid':
    case 'not-due':
      return 0;
    case 'expiring':
      return 3;
    case 'waiting':
      return 5;
    case 'failed':
      return failure?.exit ?? 1;
  }
}

function resultOf(outcome: RotateOutcome, progress: Progress, elapsedMs: number): RotateSecretResult {
  const { profile, sandbox, wanted, header, application } = progress;
  const { status, secret, rotation, steps, failure } = outcome;
  const jamfUrl = wanted?.jamfUrl;
  return {
    schema: ROTATE_SECRET_SCHEMA,
    status,
    sandbox,
    profile,
    tenant:
      wanted === undefined || wanted.tenant.id === '' ? null : { ...wanted.tenant, cloud: wanted.cloud },
    jamf: jamfUrl ? { url: jamfUrl, version: header?.jamf.version ?? null } : null,
    application:
      application === undefined || wanted === undefined
        ? null
        : { ...application, displayName: wanted.appName },
    secret,
    rotation,
    steps,
    next: nextAfterRotation(outcome, progress),
    error:
      failure === undefined
        ? null
        : {
            code: failure.code,
            what: failure.message,
            why: failure.why ?? null,
            fix: failure.fix,
            field: failure.field ?? null,
            exit: failure.exit,
          },
    requests: progress.counts(),
    elapsedMs,
  };
}
