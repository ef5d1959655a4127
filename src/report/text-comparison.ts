import { row } from '../terminal/screen/layout.ts';
import type { Look } from '../terminal/screen/screen.ts';
import { visible } from '../terminal/visible.ts';
import { moment } from '../terminal/words/quantities.ts';
import { type Comparison, type Difference, isUnchanged } from './compare.ts';

/** What changed against an earlier answer: before and after side by side. */
export function textOfComparison(comparison: Comparison, look: Look): string[] {
  const { width, paint, marks } = look;
  const { earlierAt, at, newFindings, goneFindings, checks, probes } = comparison;
  const since = marks.text(`${moment(visible(earlierAt))} → ${moment(visible(at))}`);
  const heading = { lead: '  ', label: paint.strong('Compared'), labelWidth: 12 };
  if (isUnchanged(comparison)) return ['', ...row(heading, [`${since}, nothing changed`], width), ''];
  const finding = (mark: string, { code, title }: Comparison['newFindings'][number]) =>
    row({ lead: `  ${mark} `, label: visible(code), labelWidth: 10 }, [visible(title)], width);
  return [
    '',
    ...row(heading, [since], width),
    ...part('New findings', newFindings, (one) => finding(paint.bad(marks.fail), one)),
    ...part('Findings gone', goneFindings, (one) => finding(paint.ok(marks.ok), one)),
    ...part('Checks', checks, difference),
    ...part('Network', probes, difference),
    '',
  ];

  function difference({ what, before, after }: Difference): string[] {
    const states = marks.text(`${visible(before ?? 'not there')} → ${visible(after ?? 'not there')}`);
    return row({ lead: `  ${marks.change} `, label: visible(what), labelWidth: 40 }, [states], width);
  }

  function part<T>(title: string, those: readonly T[], lines: (one: T) => string[]): string[] {
    return those.length === 0 ? [] : ['', `  ${paint.strong(title)}`, ...those.flatMap(lines)];
  }
}

/** The same in plain sentences. */
export function plainOfComparison(comparison: Comparison): string[] {
  const { earlierAt, at, newFindings, goneFindings, checks, probes } = comparison;
  const head = `compared: ${moment(visible(earlierAt))} with ${moment(visible(at))}`;
  if (isUnchanged(comparison)) return [`${head}: nothing changed`];
  return [
    head,
    ...newFindings.map(({ code, title }) => `new: ${visible(title)} (${visible(code)})`),
    ...goneFindings.map(({ code, title }) => `gone: ${visible(title)} (${visible(code)})`),
    ...[...checks, ...probes].map(
      ({ what, before, after }) =>
        `changed: ${visible(what)}: ${visible(before ?? 'not there')}, now ${visible(after ?? 'not there')}`,
    ),
  ];
}
