import { ends, hang } from '../screen/layout.ts';
import type { Look } from '../screen/screen.ts';
import { visible } from '../visible.ts';
import { CHANGED_AND_KEPT, NOTHING_CHANGED } from '../words/words.ts';
import { entry, numbered } from './finding.ts';

/** A `Failure`, or the error of a result: what both know. */
export interface ShownFailure {
  readonly code: string;
  readonly what: string;
  readonly why: string | undefined;
  readonly fix: readonly string[];
  readonly field: string | undefined;
  readonly more: string | undefined;
}

/** How things stand after a failure. */
export interface Aftermath {
  /** What was changed before it failed, a line each; empty when nothing was; undefined when nothing could have been. */
  readonly changed: readonly string[] | undefined;
  /** How to go on: commands, the most important first. */
  readonly goOn: readonly string[];
}

/**
 * What failed and its code, why, how to fix it, where to read on, what was changed and how to go on. The way on comes
 * last, where the eye is.
 */
export function linesOfFailure(failure: ShownFailure, after: Aftermath, look: Look): string[] {
  const { width, marks, paint } = look;
  const what = hang(`  ${paint.bad(marks.fail)} `, visible(failure.what), width - 12);
  const first = what[0] ?? '';
  return [
    '',
    ...ends(first, paint.quiet(visible(failure.code)), width),
    ...what.slice(1),
    ...entry('why', failure.why?.split('\n') ?? [], look),
    ...entry('field', failure.field === undefined ? [] : [failure.field], look),
    ...entry('fix', numbered(failure.fix), look),
    ...entry('more', failure.more === undefined ? [] : [failure.more], look),
    ...linesOfAftermath(after, look),
  ];
}

function linesOfAftermath({ changed, goOn }: Aftermath, { width, paint }: Look): string[] {
  const room = width - 1;
  const state =
    changed === undefined
      ? []
      : changed.length === 0
        ? [`  ${NOTHING_CHANGED}`]
        : [`  ${CHANGED_AND_KEPT}`, ...changed.flatMap((line) => hang('    ', visible(line), room))];
  const ways = [...goOn].reverse().flatMap((line) => hang('  ', visible(line), room));
  const lines = [...state, ...ways.map((line) => paint.strong(line))];
  return lines.length === 0 ? [] : ['', ...lines];
}
