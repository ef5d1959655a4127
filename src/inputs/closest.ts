/** Number of single characters to insert, remove or replace to make one word of the other. */
function distance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_none, index) => index);
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      const inserted = (current[column] ?? 0) + 1;
      const removed = (previous[column + 1] ?? 0) + 1;
      current.push(Math.min(replaced, inserted, removed));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}

/** The known word that a mistyped one most likely means; undefined when none is near. Case, `-` and `_` do not count. */
export function closest(word: string, known: readonly string[]): string | undefined {
  const plain = (text: string) => text.slice(0, 60).toLowerCase().replace(/[-_ ]/g, '');
  const ranked = known
    .map((candidate) => ({ candidate, far: distance(plain(word), plain(candidate)) }))
    .sort((left, right) => left.far - right.far);
  const best = ranked[0];
  return best !== undefined && best.far <= Math.max(1, Math.floor(word.length / 4))
    ? best.candidate
    : undefined;
}
