const NARROWEST = 40;
const WIDEST = 100;
const USUAL_WIDTH = 80;

/** @param columns what the stream reports; a pipe reports nothing and gets 80 */
export function clampWidth(columns: number | undefined): number {
  if (columns === undefined || columns <= 0) return USUAL_WIDTH;
  return Math.min(WIDEST, Math.max(NARROWEST, columns));
}
