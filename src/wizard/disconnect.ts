import { DISCONNECT_SCHEMA, type DisconnectResult } from '../engine/disconnect-result.ts';
import { toFailure } from '../engine/explain-failure.ts';
import type { ExitCode, Failure } from '../errors/failure.ts';
import type { Host } from '../host.ts';
import type { RawValues } from '../inputs/resolve.ts';
import { Interrupted } from '../terminal/interrupted.ts';
import { linesOfDisconnect, linesOfDisconnectError } from '../terminal/lines-of-disconnect.ts';
import { stackLines } from '../terminal/render-failure.ts';
import { asDocument } from '../terminal/render-json.ts';
import { sentencesOfDisconnect, sentencesOfDisconnectError } from '../terminal/sentences-of-disconnect.ts';
import type { Disconnection } from './disconnect-connection.ts';
import { afterDisconnect } from './disconnect-next.ts';
import { interruption } from './interruption.ts';
import { openRun, runWish } from './open-run.ts';
import { beginProgress, goOnCommand, type Progress } from './progress.ts';
import type { Run } from './run.ts';

/** `jamf-intune disconnect`: from the command line to the exit code. */
export async function disconnect(host: Host, flags: RawValues): Promise<ExitCode> {
  const run = openRun(host, runWish(flags, host.env));
  const started = host.clock.now().getTime();
  const progress = beginProgress('disconnect', flags.sandbox === true);
  try {
    const outcome = await outcomeOf(run, flags, progress);
    const result = resultOf(outcome, flags, progress, host.clock.now().getTime() - started);
    show(run, result);
    return exitCode(outcome);
  } finally {
    await run.close();
  }
}

/** Whatever ends the run early becomes an outcome too, so that `--json` always prints its one document. */
async function outcomeOf(run: Run, flags: RawValues, progress: Progress): Promise<Disconnection> {
  const { signal } = run.host;
  try {
    const { takeDown } = await import('./disconnect-connection.ts');
    const outcome = await takeDown(run, flags, progress);
    if (outcome.status !== 'failed' || !(signal.reason instanceof Interrupted)) return outcome;
    return { ...outcome, failure: interruption(signal.reason, progress.counts().writes) };
  } catch (error) {
    const reason: unknown = signal.aborted ? signal.reason : error;
    if (reason instanceof Interrupted) return nothing(interruption(reason, progress.counts().writes));
    const failure = toFailure(error, 'Disconnect');
    if (run.debug) run.screen.err.print(stackLines(failure).map((line) => run.redactor.redact(line)));
    return nothing(failure);
  }
}

function nothing(failure: Failure): Disconnection {
  return { status: 'failed', steps: [], end: null, terminated: false, leaving: null, failure };
}

function exitCode({ status, failure }: Disconnection): ExitCode {
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

function resultOf(
  outcome: Disconnection,
  flags: RawValues,
  progress: Progress,
  elapsedMs: number,
): DisconnectResult {
  const { profile, sandbox, wanted, header } = progress;
  const { status, steps, leaving, end, appId, failure } = outcome;
  return {
    schema: DISCONNECT_SCHEMA,
    status,
    sandbox,
    profile,
    tenant: wanted === undefined ? null : { ...wanted.tenant, cloud: wanted.cloud },
    jamf: wanted === undefined ? null : { url: wanted.jamfUrl, version: header?.jamf.version ?? null },
    application: appId === undefined || wanted === undefined ? null : { appId, displayName: wanted.appName },
    leaving,
    end,
    steps,
    next: afterDisconnect(outcome, wanted, (name) =>
      goOnCommand({ ...progress, command: `jamf-intune ${name}${flagsAgain(name, flags)}` }),
    ),
    error: failure === undefined ? null : reported(failure),
    requests: progress.counts(),
    elapsedMs,
  };
}

/** What was asked for is asked for again by the command that goes on. */
function flagsAgain(name: string, { terminate, deleteApp, purge }: RawValues): string {
  if (name !== 'disconnect') return '';
  const flags = [
    ...(terminate === true ? ['--terminate'] : []),
    ...(deleteApp === true ? ['--delete-app'] : []),
    ...(purge === true ? ['--purge'] : []),
  ];
  return flags.map((flag) => ` ${flag}`).join('');
}

function reported({ code, message, why, fix, field, exit }: Failure): DisconnectResult['error'] {
  return { code, what: message, why: why ?? null, fix, field: field ?? null, exit };
}

function show({ screen, renderer }: Run, result: DisconnectResult): void {
  renderer.close();
  switch (screen.mode) {
    case 'json':
      screen.err.print(sentencesOfDisconnectError(result));
      screen.out.write(`${asDocument(result)}\n`);
      return;
    case 'plain':
      screen.out.print(sentencesOfDisconnect(result));
      screen.err.print(sentencesOfDisconnectError(result));
      return;
    case 'terminal':
      screen.out.print(linesOfDisconnect(result, screen.out.look()));
      screen.err.print(linesOfDisconnectError(result, screen.err.look()));
  }
}
