import type { PlannedChange, PlannedStep } from '../../engine/event.ts';
import { block, bodyWidth, ends, hang } from '../screen/layout.ts';
import { markOf } from '../screen/marks.ts';
import type { Look } from '../screen/screen.ts';
import { visible } from '../visible.ts';
import { DESTROYS, NOTHING_CHANGED_YET, NOTHING_TO_DO, PLAN_EXTENDED } from '../words/words.ts';

/** The plan as a numbered list: each step with a mark and a line for every change, its details beneath. */
export function linesOfPlan(steps: readonly PlannedStep[], extension: boolean, look: Look): string[] {
  const { width, paint } = look;
  const note = noteOf(steps, extension);
  return [
    '',
    ...ends(`  ${paint.strong(extension ? 'Plan, extended' : 'Plan')}`, paint.quiet(note), width),
    ...steps.flatMap((step, at) => linesOfStep(step, at + 1, look)),
    '',
  ];
}

/** What is said of the plan as a whole. */
export function noteOf(steps: readonly PlannedStep[], extension: boolean): string {
  if (extension) return PLAN_EXTENDED;
  return steps.every(({ changes }) => changes.length === 0) ? NOTHING_TO_DO : NOTHING_CHANGED_YET;
}

/** One change in words: its summary, and that something is lost where the summary's verb does not say so. */
export function summaryOf(change: PlannedChange): string {
  const lost = change.destroys && change.action !== 'remove' ? ` (${DESTROYS})` : '';
  return visible(change.summary) + lost;
}

function linesOfStep(step: PlannedStep, number: number, look: Look): string[] {
  const heading = { lead: `  ${String(number).padStart(2)}  `, label: visible(step.title) };
  const room = bodyWidth(heading, look.width);
  const lines =
    step.changes.length === 0
      ? linesOfRest(step.already, room, look)
      : step.changes.flatMap((change) => linesOfChange(change, room, look));
  return block(heading, lines, look.width);
}

function linesOfChange(change: PlannedChange, room: number, { marks, paint }: Look): string[] {
  const mark = `${markOf(change.action, marks)} `;
  const colour = change.destroys ? paint.bad : change.by === 'you' ? paint.you : paint.ok;
  const summary = hang(mark, summaryOf(change), room);
  const details = change.details.flatMap((detail) => hang('  ', visible(detail), room));
  return [
    ...summary.map((line, at) => (at === 0 ? colour(mark) + line.slice(mark.length) : line)),
    ...details,
  ];
}

function linesOfRest(already: readonly string[], room: number, { marks, paint }: Look): string[] {
  const [first, ...others] = already;
  if (first === undefined) return hang(`${marks.skip} `, NOTHING_TO_DO, room).map(paint.quiet);
  return [
    ...hang(`${marks.ok} `, visible(first), room),
    ...others.flatMap((line) => hang('  ', visible(line), room)),
  ].map(paint.quiet);
}
