import type { DisconnectResult } from '../../engine/disconnect-result.ts';
import { ends, hang, row } from '../screen/layout.ts';
import type { Look } from '../screen/screen.ts';
import { visible } from '../visible.ts';
import { count, duration } from '../words/quantities.ts';
import { NOTHING_CHANGED } from '../words/words.ts';
import { type Aftermath, linesOfFailure, type ShownFailure } from './failure.ts';

/** The code of a run that somebody ended. */
const INTERRUPTED = 'JI-P514';

/** The end of `disconnect`: what is waited for, how it ended, when the Macs leave, and the command that goes on. */
export function linesOfDisconnect(result: DisconnectResult, look: Look): string[] {
  const { width, paint, marks } = look;
  const { requests, elapsedMs, steps, status } = result;
  const waiting = steps
    .filter((step) => step.status === 'waiting')
    .flatMap(({ title, lines }) => [
      ...row(
        { lead: `  ${paint.you(marks.you)} `, label: visible(title) },
        lines.map((line) => visible(line)),
        width,
      ),
      '',
    ]);
  const mark = {
    done: paint.ok(marks.ok),
    'nothing-to-do': paint.ok(marks.ok),
    planned: paint.quiet(marks.prove),
    waiting: paint.you(marks.you),
    failed: paint.bad(marks.fail),
  }[status];
  const summary = ends(
    `  ${mark} ${paint.strong(outcomeOfDisconnect(result))}`,
    paint.quiet(`${count(requests.sent, 'request')}, ${duration(elapsedMs)}`),
    width,
  );
  const end = endOfDisconnect(result).flatMap((line) => hang('    ', line, width - 1));
  return ['', ...waiting, ...summary, ...end, ...linesOfNext(result, look)];
}

/** The failure that ended a run, with what the run had taken away; stderr. */
export function linesOfDisconnectError(result: DisconnectResult, look: Look): string[] {
  const failure = failureOfDisconnect(result);
  return failure === undefined ? [] : linesOfFailure(failure, aftermathOfDisconnect(result), look);
}

/** One sentence of how it ended, without mark or colour. */
export function outcomeOfDisconnect({ status, steps, error }: DisconnectResult): string {
  const number = (wanted: string) => steps.filter((step) => step.status === wanted).length;
  const kept = number('kept') === 0 ? '' : ` · ${number('kept')} kept`;
  switch (status) {
    case 'done':
      return `Disconnected · ${count(number('done'), 'part')} taken away${kept}`;
    case 'nothing-to-do':
      return `Nothing to do · there is nothing to take away${kept}`;
    case 'planned':
      return `Planned · ${count(number('planned'), 'part')} to take away · ${NOTHING_CHANGED.toLowerCase().replace('.', '')}`;
    case 'waiting':
      return `Waiting for you · ${number('done')} of ${count(steps.length, 'part')} taken away`;
    case 'failed':
      return `${error?.code === INTERRUPTED ? 'Interrupted' : 'Stopped'}${steps.length === 0 ? '' : ` · ${number('done')} of ${count(steps.length, 'part')} taken away`}`;
  }
}

/** What Intune says of the end, in its own dates. */
export function endOfDisconnect({ status, end }: DisconnectResult): string[] {
  if (end?.partnerState !== 'terminated' || status === 'failed') return [];
  return [
    ...(end.macsRemovedOn === null ? [] : [`Intune removes the Macs on ${end.macsRemovedOn.slice(0, 10)}`]),
    ...(end.macsNonCompliantOn === null
      ? []
      : [`They count as not compliant from ${end.macsNonCompliantOn.slice(0, 10)} on`]),
  ];
}

export function failureOfDisconnect({ error }: DisconnectResult): ShownFailure | undefined {
  if (error === null) return undefined;
  const { code, what, why, fix, field } = error;
  return { code, what, why: why ?? undefined, fix, field: field ?? undefined, more: undefined };
}

export function aftermathOfDisconnect({ requests, steps, next }: DisconnectResult): Aftermath {
  const changed = steps
    .filter(({ status }) => status === 'done')
    .map(({ title, lines }) => `${title}: ${lines[0] ?? 'taken away'}`);
  const unfinished = changed.length === 0 && requests.writes > 0;
  return { changed: unfinished ? [count(requests.writes, 'unfinished change')] : changed, goOn: next };
}

/** After a failure the way on is told by the failure, at the very end. */
function linesOfNext({ next, error }: DisconnectResult, { width, paint }: Look): string[] {
  if (next.length === 0 || error !== null) return [];
  const lines = next.flatMap((line, at) =>
    hang(`  ${String(at + 1).padStart(2)}  `, visible(line), width - 1),
  );
  return ['', `  ${paint.strong('Next')}`, ...lines];
}
