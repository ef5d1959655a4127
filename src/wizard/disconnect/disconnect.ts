import { DISCONNECT_SCHEMA, type DisconnectResult } from '../../engine/disconnect-result.ts';
import { reportError } from '../../engine/reported.ts';
import type { ExitCode } from '../../errors/failure.ts';
import type { Host } from '../../host.ts';
import type { RawValues } from '../../inputs/resolve.ts';
import { linesOfDisconnect, linesOfDisconnectError } from '../../terminal/lines/disconnect.ts';
import { asDocument } from '../../terminal/render/render-json.ts';
import {
  sentencesOfDisconnect,
  sentencesOfDisconnectError,
} from '../../terminal/words/sentences-of-disconnect.ts';
import { openRun, runWish } from '../run/open-run.ts';
import { exitCodeOf, outcomeOf } from '../run/outcome-of.ts';
import { beginProgress, goOnCommand, type Progress } from '../run/progress.ts';
import type { Run } from '../run/run.ts';
import { type Disconnection, takeDown } from './connection.ts';
import { afterDisconnect } from './next-steps.ts';

/** `jamf-intune disconnect`: from the command line to the exit code. */
export async function disconnect(host: Host, flags: RawValues): Promise<ExitCode> {
  host.spareMemory();
  const run = openRun(host, runWish(flags, host.env));
  const started = host.clock.now().getTime();
  const progress = beginProgress('disconnect', flags.sandbox === true);
  try {
    const outcome = await outcomeOf<Disconnection>(run, progress, {
      name: 'Disconnect',
      act: () => takeDown(run, flags, progress),
      nothing: { status: 'failed', steps: [], end: null, terminated: false, leaving: null },
    });
    const result = resultOf(outcome, flags, progress, host.clock.now().getTime() - started);
    show(run, result);
    return exitCodeOf(outcome);
  } finally {
    await run.close();
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
    error: reportError(failure),
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
