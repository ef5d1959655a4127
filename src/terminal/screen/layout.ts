import { displayWidth } from './display-width.ts';

/** Below this many columns, what stood side by side is stacked. */
const STACKED_BELOW = 60;
/** Columns of a label before what is said about it. */
const LABEL_WIDTH = 21;
/** Columns between the two ends of a line. */
const LEAST_GAP = 2;

export interface Heading {
  /** Indent and mark; may be coloured. */
  readonly lead: string;
  /** May be coloured. */
  readonly label: string;
  /** At the right margin of the first line; may be coloured. */
  readonly right?: string;
  readonly labelWidth?: number;
}

/** Breaks at spaces only: an identifier or a URL longer than the line stays whole. A dot is not left at an end. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line.replace(/ ·$/u, ''));
      line = word === '·' ? '' : word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** A paragraph behind a mark or a number; its further lines stand under its first word. */
export function hang(lead: string, text: string, width: number): string[] {
  const indent = displayWidth(lead);
  return wrap(text, width - indent).map((line, at) => `${at === 0 ? lead : ' '.repeat(indent)}${line}`);
}

/**
 * A label with what is said about it: side by side, or stacked where the screen is narrow.
 *
 * @param paragraphs uncoloured; each is wrapped on its own
 */
export function row(heading: Heading, paragraphs: readonly string[], width: number): string[] {
  const room = bodyWidth(heading, width);
  const { right } = heading;
  const reserved = right === undefined || isNarrow(width) ? 0 : displayWidth(right) + LEAST_GAP;
  const lines = paragraphs.flatMap((text, at) => wrapAround(text, room, at === 0 ? reserved : 0));
  return block(heading, lines, width);
}

/** As `row`, for lines that are wrapped to `bodyWidth` already; they may be coloured. */
export function block(heading: Heading, lines: readonly string[], width: number): string[] {
  const { lead, label, right, labelWidth = LABEL_WIDTH } = heading;
  if (isNarrow(width)) {
    const first = `${lead}${label}${right === undefined ? '' : ` · ${right}`}`.trimEnd();
    return [first, ...indented(lines, displayWidth(lead))];
  }
  const first = `${lead}${pad(label, labelWidth)}${lines[0] ?? ''}`.trimEnd();
  const rest = indented(lines.slice(1), displayWidth(lead) + labelWidth);
  return [...(right === undefined ? [first] : ends(first, right, width)), ...rest];
}

/** The columns that are left for what is said about a label. */
export function bodyWidth({ lead, labelWidth = LABEL_WIDTH }: Heading, width: number): number {
  return width - 1 - displayWidth(lead) - (isNarrow(width) ? 0 : labelWidth);
}

export function isNarrow(width: number): boolean {
  return width < STACKED_BELOW;
}

/** Left and right ends of one line, or two lines where one does not hold them. */
export function ends(left: string, right: string, width: number): string[] {
  const gap = width - 1 - displayWidth(left) - displayWidth(right);
  return gap >= LEAST_GAP ? [`${left}${' '.repeat(gap)}${right}`] : [left, `  ${right}`];
}

/** Wraps so that the first line leaves room for what stands at the right margin. */
function wrapAround(text: string, room: number, reserved: number): string[] {
  const [first = ''] = wrap(text, room - reserved);
  const others = text.slice(first.length).replace(/^ (· )?/u, '');
  return others === '' ? [first] : [first, ...wrap(others, room)];
}

function indented(lines: readonly string[], columns: number): string[] {
  return lines.map((line) => `${' '.repeat(columns)}${line}`);
}

function pad(text: string, width: number): string {
  return `${text}${' '.repeat(Math.max(1, width - displayWidth(text)))}`;
}
