import { reportError } from '../../engine/reported.ts';
import { SETUP_SCHEMA, type SetupResult } from '../../engine/result.ts';
import type { SetupOutcome } from '../../engine/setup.ts';
import type { ExitCode } from '../../errors/failure.ts';
import type { Host } from '../../host.ts';
import type { RawValues } from '../../inputs/resolve.ts';
import { openRun, runWish } from '../run/open-run.ts';
import { exitCodeOf, outcomeOf } from '../run/outcome-of.ts';
import { beginProgress, goOnCommand, type Progress } from '../run/progress.ts';
import { connect } from './connection.ts';
import { nextSteps } from './next-steps.ts';

/** `jamf-intune setup`: from the command line to the exit code. */
export async function setup(host: Host, flags: RawValues): Promise<ExitCode> {
  const run = openRun(host, runWish(flags, host.env));
  const started = host.clock.now().getTime();
  const progress = beginProgress('setup', flags.sandbox === true);
  try {
    const outcome = await outcomeOf<SetupOutcome>(run, progress, {
      name: 'Setup',
      act: () => connect(run, flags, progress),
      nothing: { status: 'failed', steps: [] },
    });
    const result = resultOf(outcome, progress, host.clock.now().getTime() - started);
    run.emit({ type: 'finished', result });
    return exitCodeOf(outcome);
  } finally {
    await run.close();
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
    error: reportError(outcome.failure),
    requests: progress.counts(),
    elapsedMs,
  };
}
