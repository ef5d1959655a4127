import type { Guide, GuideField } from '../steps/person.ts';
import { displayWidth } from './display-width.ts';
import { ends, hang, isNarrow } from './layout.ts';
import type { Look } from './screen.ts';
import { visible } from './visible.ts';
import { LONGEST_TEXT } from './words.ts';

export interface GuideView {
  /** Whether the person can press keys: `[o] open`, `[1] copy`. */
  readonly keys: boolean;
  /** What is shown of a field. */
  readonly show: (field: GuideField) => string;
}

const INDENT = '        ';

/** The page, the way to it, the fields and what to press at the end, as a numbered list. */
export function linesOfGuide(guide: Guide, view: GuideView, look: Look): string[] {
  const { width } = look;
  const fields = linesOfFields(guide.fields, view, look);
  const finishAt = fields.length === 0 ? 3 : 4;
  return [
    '',
    ...linesOfPage(visible(guide.url, LONGEST_TEXT), view, look),
    ...hang('     2. ', guide.clicks.map((click) => visible(click)).join(' → '), width - 1),
    ...fields,
    ...hang(`     ${finishAt}. `, visible(guide.finish), width - 1),
    '',
  ];
}

/**
 * What stands for a field: its value, or for a secret the place where it is kept.
 *
 * @param secretText shown in a secret's place; undefined reveals it (`--reveal-secret`, on a terminal)
 */
export function fieldText({ value }: GuideField, secretText: string | undefined): string {
  if (typeof value === 'string') return visible(value, LONGEST_TEXT);
  return secretText ?? visible(value.reveal(), LONGEST_TEXT);
}

function linesOfPage(url: string, view: GuideView, look: Look): string[] {
  if (!isNarrow(look.width)) return withKey(`     1. Open  ${url}`, 'o', 'open', view, look);
  return ['     1. Open', ...withKey(`${INDENT}${url}`, 'o', 'open', view, look)];
}

function linesOfFields(fields: readonly GuideField[], view: GuideView, look: Look): string[] {
  const labels = fields.map(({ label }) => visible(label));
  const labelWidth = Math.max(...labels.map(displayWidth)) + 2;
  return fields.flatMap((field, at) => {
    const lead = at === 0 ? '     3. ' : INDENT;
    const label = labels[at] ?? '';
    const key = String(at + 1);
    if (isNarrow(look.width)) {
      return [`${lead}${label}`, ...withKey(`${INDENT}${view.show(field)}`, key, 'copy', view, look)];
    }
    const padding = ' '.repeat(labelWidth - displayWidth(label));
    return withKey(`${lead}${label}${padding}${view.show(field)}`, key, 'copy', view, look);
  });
}

function withKey(line: string, key: string, verb: string, view: GuideView, { width, paint }: Look): string[] {
  if (!view.keys) return [line];
  const hint = paint.you(`[${key}] ${verb}`);
  const [first = line, ...beneath] = ends(line, hint, width);
  return beneath.length === 0 ? [first] : [line, `${INDENT}${hint}`];
}
