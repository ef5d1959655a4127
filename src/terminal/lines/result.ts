import type { SetupResult } from '../../engine/result.ts';
import { ends, hang, row } from '../screen/layout.ts';
import type { Look } from '../screen/screen.ts';
import { visible } from '../visible.ts';
import { count, duration } from '../words/quantities.ts';
import { NOTHING_CHANGED } from '../words/words.ts';
import { type Aftermath, linesOfFailure, type ShownFailure } from './failure.ts';

/** The code of a run that somebody ended. */
const INTERRUPTED = 'JI-P514';

/**
 * The end of a run. The last line is the application's ID when all is done, else the command that goes on: what a
 * person copies from the bottom of the screen.
 */
export function linesOfResult(result: SetupResult, look: Look): string[] {
  const { width, paint } = look;
  const summary = ends(
    `  ${headlineOf(result, look)}`,
    paint.quiet(`${count(result.requests.sent, 'request')}, ${duration(result.elapsedMs)}`),
    width,
  );
  const application = linesOfApplication(result, width);
  // After a failure the way on is told by the failure, at the very end.
  const next = result.error === null ? linesOfNext(result.next, look) : [];
  const done = result.status === 'done' || result.status === 'nothing-to-do';
  return [
    '',
    ...linesOfWaiting(result, look),
    ...summary,
    ...(done ? [...next, ...application] : [...application, ...next]),
  ];
}

/** The failure that ended a run, with what the run had changed; stderr. */
export function linesOfResultError(result: SetupResult, look: Look): string[] {
  const failure = failureOf(result);
  return failure === undefined ? [] : linesOfFailure(failure, aftermathOf(result), look);
}

export function failureOf({ error, steps }: SetupResult): ShownFailure | undefined {
  if (error === null) return undefined;
  const { code, what, why, fix, field } = error;
  // What a finding above has said already is not said twice.
  const said = new Set(steps.flatMap(({ findings }) => findings.flatMap((finding) => finding.fix)));
  return {
    code,
    what,
    why: why ?? undefined,
    fix: fix.filter((line) => !said.has(line)),
    field: field ?? undefined,
    more: undefined,
  };
}

export function aftermathOf({ requests, steps, next }: SetupResult): Aftermath {
  const changed = steps
    .filter(({ status }) => status === 'done')
    .map(({ title, lines }) => `${title}: ${lines[0] ?? 'done'}`);
  // A write whose step did not get to its end is a change too, though no line tells of it.
  const unfinished = changed.length === 0 && requests.writes > 0;
  return { changed: unfinished ? [count(requests.writes, 'unfinished change')] : changed, goOn: next };
}

/** One sentence of how it ended, without mark or colour. */
export function outcomeOf({ status, steps, error }: SetupResult): string {
  const changed = steps.filter((step) => step.status === 'done').length;
  const right = steps.filter((step) => step.status === 'exists').length;
  const planned = steps.filter((step) => step.status === 'planned').length;
  const through = steps.length === 0 ? '' : ` · ${changed + right} of ${count(steps.length, 'step')} done`;
  switch (status) {
    case 'done':
      return right === 0
        ? `Done · ${count(changed, 'step')} changed`
        : `Done · ${count(changed, 'step')} changed, ${right} as ${right === 1 ? 'it' : 'they'} should be`;
    case 'nothing-to-do':
      return `Nothing to do · ${count(right, 'step')} as ${right === 1 ? 'it' : 'they'} should be`;
    case 'planned':
      return `Planned · ${count(planned, 'step')} to change · ${NOTHING_CHANGED.toLowerCase().replace('.', '')}`;
    case 'waiting':
      return `Waiting for you${through}`;
    case 'failed':
      return `${error?.code === INTERRUPTED ? 'Interrupted' : 'Stopped'}${through}`;
  }
}

function headlineOf(result: SetupResult, { marks, paint }: Look): string {
  const outcome = outcomeOf(result);
  switch (result.status) {
    case 'done':
    case 'nothing-to-do':
      return `${paint.ok(marks.ok)} ${paint.strong(outcome)}`;
    case 'planned':
      return `${paint.quiet(marks.prove)} ${paint.strong(outcome)}`;
    case 'waiting':
      return `${paint.you(marks.you)} ${paint.strong(outcome)}`;
    case 'failed':
      return `${paint.bad(marks.fail)} ${paint.strong(outcome)}`;
  }
}

/** What is being waited for, after the guide has gone from the screen. */
function linesOfWaiting({ steps }: SetupResult, { width, marks, paint }: Look): string[] {
  return steps
    .filter(({ status }) => status === 'waiting')
    .flatMap(({ title, lines }) => {
      const heading = { lead: `  ${paint.you(marks.you)} `, label: visible(title) };
      return [
        ...row(
          heading,
          lines.map((line) => visible(line)),
          width,
        ),
        '',
      ];
    });
}

function linesOfApplication({ application }: SetupResult, width: number): string[] {
  if (application === null) return [];
  const heading = { lead: '  ', label: 'Application ID', labelWidth: 17 };
  return ['', ...row(heading, [visible(application.appId)], width)];
}

function linesOfNext(next: readonly string[], { width, paint }: Look): string[] {
  if (next.length === 0) return [];
  const lines = next.flatMap((line, at) =>
    hang(`  ${String(at + 1).padStart(2)}  `, visible(line), width - 1),
  );
  return ['', `  ${paint.strong('Next')}`, ...lines];
}
