import { toFailure } from '../engine/explain-failure.ts';
import { SETUP_SCHEMA, type SetupResult } from '../engine/result.ts';
import type { SetupOutcome } from '../engine/setup.ts';
import type { ExitCode } from '../errors/failure.ts';
import type { Host } from '../host.ts';
import type { RawValues } from '../inputs/resolve.ts';
import { Interrupted } from '../terminal/interrupted.ts';
import { interruption } from './interruption.ts';
import { nextSteps } from './next-steps.ts';
import { openRun, runWish } from './open-run.ts';
import { beginProgress, goOnCommand, type Progress } from './progress.ts';
import type { Run } from './run.ts';
import { connect } from './setup-connection.ts';

/** `jamf-intune setup`: from the command line to the exit code. */
export async function setup(host: Host, flags: RawValues): Promise<ExitCode> {
  const run = openRun(host, runWish(flags, host.env));
  const started = host.clock.now().getTime();
  const progress = beginProgress('setup', flags.sandbox === true);
  try {
    const outcome = await outcomeOf(run, flags, progress);
    const result = resultOf(outcome, progress, host.clock.now().getTime() - started);
    run.emit({ type: 'finished', result });
    return exitCode(outcome);
  } finally {
    await run.close();
  }
}

/** Whatever ends the run early becomes an outcome too, so that `--json` always prints its one document. */
async function outcomeOf(run: Run, flags: RawValues, progress: Progress): Promise<SetupOutcome> {
  const { signal } = run.host;
  try {
    const outcome = await connect(run, flags, progress);
    // A walk that was ended in the middle tells how far it came; what ended it is known here.
    if (outcome.status !== 'failed' || !(signal.reason instanceof Interrupted)) return outcome;
    return { ...outcome, failure: interruption(signal.reason, progress.counts().writes) };
  } catch (error) {
    const reason: unknown = signal.aborted ? signal.reason : error;
    if (reason instanceof Interrupted) {
      return { status: 'failed', steps: [], failure: interruption(reason, progress.counts().writes) };
    }
    const failure = toFailure(error, 'Setup');
    if (run.debug) await printStack(run, failure);
    return { status: 'failed', steps: [], failure };
  }
}

async function printStack(run: Run, failure: Error): Promise<void> {
  const { stackLines } = await import('../terminal/render-failure.ts');
  run.screen.err.print(stackLines(failure).map((line) => run.redactor.redact(line)));
}

function exitCode({ status, failure }: SetupOutcome): ExitCode {
  switch (status) {
    case 'done':
    case 'nothing-to-do':
    case 'planned':
      return 0;
    case 'waiting':
      return 5;
    case 'failed':
      return failure?.exit ?? 1;
  }
}

function resultOf(outcome: SetupOutcome, progress: Progress, elapsedMs: number): SetupResult {
  const { profile, sandbox, wanted, header, cloud, application } = progress;
  const goOn = goOnCommand(progress);
  return {
    schema: SETUP_SCHEMA,
    status: outcome.status,
    sandbox,
    profile,
    connection: wanted?.connection ?? 'conditional-access',
    tenant: wanted === undefined ? null : { ...wanted.tenant, cloud: wanted.cloud },
    jamf: wanted === undefined ? null : { url: wanted.jamfUrl, version: header?.jamf.version ?? null },
    application:
      application === undefined || wanted === undefined
        ? null
        : { ...application, displayName: wanted.appName },
    steps: outcome.steps,
    next: nextSteps(outcome, cloud, goOn),
    error: outcome.failure === undefined ? null : reportedError(outcome.failure),
    requests: progress.counts(),
    elapsedMs,
  };
}

function reportedError({
  code,
  message,
  why,
  fix,
  field,
  exit,
}: NonNullable<SetupOutcome['failure']>): SetupResult['error'] {
  return { code, what: message, why: why ?? null, fix, field: field ?? null, exit };
}
