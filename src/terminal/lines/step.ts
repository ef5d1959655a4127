import type { Event } from '../../engine/event.ts';
import { displayWidth } from '../screen/display-width.ts';
import { hang, row, wrap } from '../screen/layout.ts';
import type { Look } from '../screen/screen.ts';
import { visible } from '../visible.ts';
import { duration, moment } from '../words/quantities.ts';

type StepDone = Extract<Event, { type: 'step-done' }>;
type Notice = Extract<Event, { type: 'notice' }>;
type Resuming = Extract<Event, { type: 'resuming' }>;

export function linesOfStepDone(step: StepDone, { width, marks, paint }: Look): string[] {
  return row(
    {
      lead: `  ${paint.ok(marks.ok)} `,
      label: visible(step.title),
      right: paint.quiet(duration(step.elapsedMs)),
    },
    step.lines.map((line) => visible(line)),
    width,
  );
}

/** Only that it failed: why, and what to do, follows in the findings or in the failure. */
export function linesOfStepFailed(title: string, { width, marks, paint }: Look): string[] {
  return row({ lead: `  ${paint.bad(marks.fail)} `, label: visible(title) }, ['failed'], width);
}

export function linesOfGuideOpened(title: string, by: string, { width, marks, paint }: Look): string[] {
  const label = visible(title);
  // A guide's title is a sentence and longer than a step's: what is said about it keeps its distance.
  const labelWidth = displayWidth(label) + 2;
  return row(
    { lead: `  ${paint.you(marks.you)} `, label, labelWidth },
    [`waiting for ${visible(by)}`],
    width,
  );
}

export function linesOfNotice(notice: Notice, { width, marks, paint }: Look): string[] {
  const lead = notice.level === 'warning' ? `  ${paint.warn(marks.warn)} ` : '  ';
  const indent = notice.level === 'warning' ? '    ' : '  ';
  return [
    '',
    ...hang(lead, visible(notice.title), width - 1),
    ...notice.lines.flatMap((line) => wrap(visible(line), width - 5).map((part) => `${indent}${part}`)),
    '',
  ];
}

export function linesOfResuming({ since, what }: Resuming, { width }: Look): string[] {
  const sentence = `Going on where the last run stopped (${moment(visible(since))}, ${visible(what)}).`;
  return ['', ...wrap(sentence, width - 3).map((line) => `  ${line}`)];
}
