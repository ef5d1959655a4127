/**
 * Makes text from outside safe to show: control characters, bidi marks and zero-width characters become visible
 * escapes instead of acting on the terminal (reliability.md §10). They are shown, not deleted, so that a hostile
 * name cannot pass for another.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/**
 * @param text anything a server, a file or a person sent
 * @param maxLength longest result in characters; longer text ends in `…`
 */
export function visible(text: string, maxLength = 500): string {
  const safe = text.replace(UNSAFE, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code <= 0xff
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return safe.length > maxLength ? `${cutWhole(safe, maxLength - 1)}…` : safe;
}

/** Cuts without leaving half of a surrogate pair behind. */
function cutWhole(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/u, '');
}
