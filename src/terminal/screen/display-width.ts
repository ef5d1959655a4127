import { stripVTControlCharacters } from 'node:util';

const TAKES_NONE = /\p{Mark}/u;
/** East Asian wide and fullwidth blocks, and the pictographs that terminals draw two columns wide. */
const TAKES_TWO =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

/** How many columns of a terminal a text takes; its colours take none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of stripVTControlCharacters(text)) {
    width += columnsOf(character);
  }
  return width;
}

/** The longest beginning of an uncoloured text that fits; `…` shows that something is missing. */
export function cutToWidth(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let cut = '';
  let used = 1;
  for (const character of text) {
    used += columnsOf(character);
    if (used > width) break;
    cut += character;
  }
  return `${cut}…`;
}

function columnsOf(character: string): number {
  if (TAKES_NONE.test(character)) return 0;
  return TAKES_TWO.test(character) ? 2 : 1;
}
