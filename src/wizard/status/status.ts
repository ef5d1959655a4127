import { toFailure } from '../../engine/explain-failure.ts';
import { reportError } from '../../engine/reported.ts';
import { commandsAfter } from '../../engine/status-next.ts';
import { STATUS_SCHEMA, type StatusResult } from '../../engine/status-result.ts';
import type { ExitCode, Failure } from '../../errors/failure.ts';
import type { Host } from '../../host.ts';
import type { RawValues } from '../../inputs/resolve.ts';
import { Interrupted } from '../../terminal/interrupted.ts';
import { linesOfStatus } from '../../terminal/lines/status.ts';
import { renderFailure } from '../../terminal/render/render-failure.ts';
import { asDocument } from '../../terminal/render/render-json.ts';
import { sentencesOfStatus } from '../../terminal/words/sentences-of-status.ts';
import { interruption } from '../run/interruption.ts';
import { openRun, runWish } from '../run/open-run.ts';
import { beginProgress, goOnCommand, type Progress } from '../run/progress.ts';
import type { Run } from '../run/run.ts';
import type { Seen } from './look.ts';

/** `jamf-intune status`: one look at everything, one screen; it changes nothing. */
export async function status(host: Host, flags: RawValues): Promise<ExitCode> {
  host.spareMemory();
  const run = openRun(host, runWish(flags, host.env));
  const started = host.clock.now();
  const progress = beginProgress('status', flags.sandbox === true);
  try {
    const [seen, failure] = await look(run, flags, progress);
    const result: StatusResult = {
      schema: STATUS_SCHEMA,
      ...seen,
      sandbox: progress.sandbox,
      profile: progress.profile,
      at: started.toISOString(),
      error: reportError(failure),
      requests: progress.counts(),
      elapsedMs: host.clock.now().getTime() - started.getTime(),
    };
    show(run, result, failure);
    return failure?.exit ?? (result.status === 'not-known' ? 4 : 0);
  } finally {
    await run.close();
  }
}

async function look(run: Run, flags: RawValues, progress: Progress): Promise<[Seen, Failure?]> {
  const { signal } = run.host;
  const command = (name: string) => goOnCommand({ ...progress, command: `jamf-intune ${name}` });
  try {
    const { withStatusGround } = await import('./preparation.ts');
    const seen = await withStatusGround(run, flags, progress, async (ground) => {
      const { lookForStatus } = await import('./look.ts');
      run.emit({ type: 'busy', what: 'looking at both sides' });
      return lookForStatus(ground, command);
    });
    return [seen ?? { status: 'not-set-up', ...NOTHING_SEEN, next: nextWithout('not-set-up', command) }];
  } catch (error) {
    const reason: unknown = signal.aborted ? signal.reason : error;
    const failure = reason instanceof Interrupted ? interruption(reason, 0) : toFailure(error, 'Status');
    return [{ status: 'failed', ...NOTHING_SEEN }, failure];
  }
}

const NOTHING_SEEN: Omit<Seen, 'status'> = {
  connection: 'unknown',
  tenant: null,
  jamf: null,
  application: null,
  steps: [],
  secret: null,
  heartbeat: null,
  macs: null,
  waiting: [],
  disconnected: null,
  next: [],
};

function nextWithout(status: Seen['status'], command: (name: string) => string): readonly string[] {
  return commandsAfter({ status, secret: null, waiting: [] }, command);
}

function show({ screen, debug, redactor }: Run, result: StatusResult, failure: Failure | undefined): void {
  screen.live([]);
  if (failure !== undefined && screen.mode !== 'json') {
    renderFailure(screen, failure, { changed: undefined, goOn: [] }, debug ? redactor.redact : undefined);
    return;
  }
  switch (screen.mode) {
    case 'json':
      screen.out.write(`${asDocument(result)}\n`);
      return;
    case 'plain':
      screen.out.print(sentencesOfStatus(result));
      return;
    case 'terminal':
      screen.out.print(linesOfStatus(result, screen.out.look()));
  }
}
