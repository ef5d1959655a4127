import type { Guide, GuideField } from '../../steps/person.ts';
import { displayWidth } from '../screen/display-width.ts';
import { ends, hang, isNarrow } from '../screen/layout.ts';
import type { Look } from '../screen/screen.ts';
import { visible } from '../visible.ts';
import { LONGEST_TEXT } from '../words/words.ts';

export interface GuideView {
  /** Whether the person can press keys: `[o] open`, `[1] copy`. */
  readonly keys: boolean;
  /** What is shown of a field. */
  readonly show: (field: GuideField) => string;
}

/** The page, the way to it, the fields and what to press at the end, as a numbered list. */
export function linesOfGuide(guide: Guide, view: GuideView, look: Look): string[] {
  const { width } = look;
  const fields = linesOfFields(guide.fields, view, look);
  const finishAt = fields.length === 0 ? 3 : 4;
  return [
    '',
    ...linesOfPage(visible(guide.url, LONGEST_TEXT), view, look),
    ...hang(lead(2, width), guide.clicks.map((click) => visible(click)).join(' → '), width - 1),
    ...fields,
    ...hang(lead(finishAt, width), visible(guide.finish), width - 1),
    '',
  ];
}

/** The number of an item. On 40 columns its 4 leave just enough for an identifier's 36. */
function lead(number: number, width: number): string {
  return `${isNarrow(width) ? ' ' : '     '}${number}. `;
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
  const first = lead(1, look.width);
  if (!isNarrow(look.width)) return withKey(`${first}Open  ${url}`, 'o', 'open', view, look);
  return [`${first}Open`, ...withKey(`${indent(first)}${url}`, 'o', 'open', view, look)];
}

function linesOfFields(fields: readonly GuideField[], view: GuideView, look: Look): string[] {
  const labels = fields.map(({ label }) => visible(label));
  const labelWidth = Math.max(...labels.map(displayWidth)) + 2;
  const first = lead(3, look.width);
  return fields.flatMap((field, at) => {
    const start = at === 0 ? first : indent(first);
    const label = labels[at] ?? '';
    const beneath = isNarrow(look.width);
    const padding = ' '.repeat(labelWidth - displayWidth(label));
    // Breaks between words only: what stands for a secret is a sentence, an identifier stays whole.
    const shown = hang(
      beneath ? indent(first) : `${start}${label}${padding}`,
      view.show(field),
      look.width - 1,
    );
    const last = withKey(shown.at(-1) ?? '', String(at + 1), 'copy', view, look);
    return [...(beneath ? [`${start}${label}`] : []), ...shown.slice(0, -1), ...last];
  });
}

function withKey(line: string, key: string, verb: string, view: GuideView, { width, paint }: Look): string[] {
  if (!view.keys) return [line];
  const hint = paint.you(`[${key}] ${verb}`);
  const [first = line, ...beneath] = ends(line, hint, width);
  if (beneath.length === 0) return [first];
  const column = isNarrow(width) ? lead(1, width).length : width - 1 - displayWidth(hint);
  return [line, `${' '.repeat(column)}${hint}`];
}

function indent(text: string): string {
  return ' '.repeat(text.length);
}
