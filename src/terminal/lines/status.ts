import type { StatusResult, StatusStep, StatusWaiting } from '../../engine/status-result.ts';
import { ends, hang, row } from '../screen/layout.ts';
import type { Look } from '../screen/screen.ts';
import { visible } from '../visible.ts';
import { moment } from '../words/quantities.ts';
import { SANDBOX } from '../words/words.ts';
import { numberRows, type StatusRow, subjectRows } from '../words/words-of-status.ts';

/** The one screen of `status`: what it is about, each step, the numbers, who is waited for, the next command. */
export function linesOfStatus(result: StatusResult, look: Look): string[] {
  const { width, paint, marks } = look;
  const rows = (some: readonly StatusRow[]) =>
    some.flatMap(({ label, text }) =>
      row({ lead: '  ', label, labelWidth: 14 }, [marks.text(visible(text))], width),
    );
  return [
    '',
    ...ends(
      `  ${paint.strong('Status of the connection')}`,
      paint.quiet(`profile ${visible(result.profile)}`),
      width,
    ),
    ...(result.sandbox ? [`  ${paint.warn(SANDBOX)}`] : []),
    '',
    ...rows(subjectRows(result)),
    ...spaced(result.steps.flatMap((step) => lineOfStep(step, look))),
    ...spaced(rows(numberRows(result))),
    ...spaced(
      result.waiting.flatMap((one) => hang(`  ${paint.you(marks.you)} `, marks.text(waits(one)), width - 1)),
    ),
    ...spaced(
      result.next.flatMap((line, at) =>
        hang('  ', at === 0 ? paint.strong(visible(line)) : visible(line), width - 1),
      ),
    ),
    '',
  ];
}

/** What is said about what waits, in one sentence. */
export function waits({ what, since }: StatusWaiting): string {
  return since === null ? visible(what) : `${visible(what)} · since ${moment(since)}`;
}

function spaced(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

function lineOfStep({ title, standing, lines, codes }: StatusStep, look: Look): string[] {
  const { width, paint, marks } = look;
  const mark = {
    right: paint.ok(marks.ok),
    warning: paint.warn(marks.warn),
    wrong: paint.bad(marks.fail),
    waiting: paint.you(marks.you),
    todo: paint.quiet(marks.skip),
    unseen: paint.quiet(marks.skip),
  }[standing];
  return row(
    {
      lead: `  ${mark} `,
      label: visible(title),
      ...(codes.length > 0 && standing !== 'right' && { right: paint.quiet(visible(codes.join(' '))) }),
    },
    lines.map((line) => marks.text(visible(line))),
    width,
  );
}
