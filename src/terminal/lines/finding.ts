import { displayWidth } from '../screen/display-width.ts';
import { ends, hang, isNarrow } from '../screen/layout.ts';
import type { Look } from '../screen/screen.ts';
import { visible } from '../visible.ts';
import type { ShownFinding } from './shown-finding.ts';

/** A finding: title and code, then what was seen, the cause, the fix and where to read on. */
export function linesOfFinding(finding: ShownFinding, look: Look): string[] {
  const { width, marks, paint } = look;
  const mark = {
    error: paint.bad(marks.fail),
    warning: paint.warn(marks.warn),
    info: paint.quiet(marks.skip),
  }[finding.severity];
  return [
    ...ends(`  ${mark} ${visible(finding.title)}`, paint.quiet(visible(finding.code)), width),
    ...(finding.seen === finding.title ? [] : entry('seen', [finding.seen], look)),
    ...entry('', finding.details, look),
    ...entry('cause', finding.cause === undefined ? [] : [finding.cause], look),
    ...entry('fix', numbered(finding.fix), look),
    ...entry('more', sourceOf(finding), look),
  ];
}

/** `cause   text`, indented under a finding or a failure; on a narrow screen the text goes beneath the word. */
export function entry(word: string, texts: readonly string[], { width, paint }: Look): string[] {
  if (texts.length === 0) return [];
  const lines = texts.flatMap((text) => {
    const [, number = '', rest = text] = /^(\d+\. )(.*)$/u.exec(text) ?? [];
    return hang(number, visible(rest), width - 1 - (isNarrow(width) ? 4 : 14));
  });
  if (isNarrow(width)) {
    return [
      ...(word === '' ? [] : [`    ${paint.quiet(`${word}:`)}`]),
      ...lines.map((line) => `    ${line}`),
    ];
  }
  const lead = `      ${paint.quiet(word.padEnd(8))}`;
  const [first = ''] = lines;
  const fits = displayWidth(first) <= width - 1 - 14;
  return [
    ...(fits ? [] : [lead.trimEnd()]),
    ...lines.map((line, at) => (at === 0 && fits ? lead : ' '.repeat(roomBefore(line, width))) + line),
  ];
}

/** Where a line begins: one that is too long for its place, because an address is never cut, begins further left. */
function roomBefore(line: string, width: number): number {
  return Math.max(0, Math.min(14, width - 1 - displayWidth(line)));
}

/** Numbers what has to be done in order; one thing needs no number. */
export function numbered(texts: readonly string[]): string[] {
  return texts.length < 2 ? [...texts] : texts.map((text, at) => `${at + 1}. ${text}`);
}

export function sourceOf({ source }: Pick<ShownFinding, 'source'>): string[] {
  return source === undefined ? [] : [`${source.url} (checked ${source.checked})`];
}
