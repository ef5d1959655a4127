import { reportError } from '../../engine/reported.ts';
import { ROTATE_SECRET_SCHEMA, type RotateSecretResult } from '../../engine/rotate-result.ts';
import type { ExitCode } from '../../errors/failure.ts';
import type { Host } from '../../host.ts';
import { badInputs } from '../../inputs/problem.ts';
import { type RotateInputs, readRotateInputs } from '../../inputs/read-rotate-inputs.ts';
import { type RawValues, resolveInputs } from '../../inputs/resolve.ts';
import { ROTATE_SECRET_INPUTS } from '../../inputs/rotate-secret-inputs.ts';
import { checkValue } from '../../inputs/schema.ts';
import { openRun, runWish } from '../run/open-run.ts';
import { exitCodeOf, outcomeOf } from '../run/outcome-of.ts';
import { beginProgress, type Progress } from '../run/progress.ts';
import type { Run } from '../run/run.ts';
import type { RotateOutcome } from './connection.ts';
import { nextAfterRotation } from './next-steps.ts';
import { showRotation } from './show-rotation.ts';

/** `jamf-intune rotate-secret`: a new client secret, without a moment in which Jamf Pro has none. */
export async function rotateSecret(host: Host, flags: RawValues): Promise<ExitCode> {
  const run = openRun(host, runWish(flags, host.env));
  const started = host.clock.now().getTime();
  const progress = beginProgress('rotate-secret', flags.sandbox === true);
  try {
    const outcome = await outcomeOf<RotateOutcome>(run, progress, {
      name: 'Renewing the client secret',
      act: () => act(run, flags, progress),
      nothing: { status: 'failed', steps: [], secret: null, rotation: null },
    });
    await showRotation(run, resultOf(outcome, progress, host.clock.now().getTime() - started));
    return exitCodeOf(outcome);
  } finally {
    await run.close();
  }
}

async function act(run: Run, flags: RawValues, progress: Progress): Promise<RotateOutcome> {
  const own = readOwnInputs(flags, run.host.env);
  if (own.check) {
    const { checkSecret } = await import('./check-secret.ts');
    return checkSecret(run, flags, progress, own.days);
  }
  const { rotate } = await import('./connection.ts');
  return rotate(run, flags, progress, own);
}

/** What decides which way the run goes, before anything else is read. */
function readOwnInputs(flags: RawValues, env: Host['env']): RotateInputs {
  const sources = { flags, env, dotenv: {}, answers: {}, state: {}, preset: undefined };
  const { values, problems } = resolveInputs(ROTATE_SECRET_INPUTS, sources, 'rotate-secret', checkValue);
  if (problems.length > 0) throw badInputs(problems);
  return readRotateInputs(values);
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
    error: reportError(failure),
    requests: progress.counts(),
    elapsedMs,
  };
}
