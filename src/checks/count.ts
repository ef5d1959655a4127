/** A number with its noun: `1 Mac`, `12 Macs`. */
export function count(number: number, one: string, several = `${one}s`): string {
  return `${number} ${number === 1 ? one : several}`;
}

const SHOWN = 5;

/** The first of a list that may be long, and how many more there are. */
export function firstOf(items: readonly string[], total = items.length): readonly string[] {
  const shown = items.slice(0, SHOWN);
  return total > shown.length ? [...shown, `and ${total - shown.length} more`] : shown;
}
