import { Refusal } from './refusal.ts';

/** What a list can be filtered and sorted by: field name to the item's value. */
export type Fields<T> = Readonly<Record<string, (item: T) => string | number | boolean>>;

/** One comparison and the separator behind it. */
const COMPARISON =
  /\s*([\w.]+)\s*(==|!=|=gt=|=ge=|=lt=|=le=)\s*(?:"((?:[^"\\]|\\.)*)"|([^"\s;]+))\s*(?:;|\band\b|$)/y;

/**
 * The part of RSQL that the sandbox understands: comparisons joined by `and` or `;`, with `*` in texts. Anything
 * else is refused, because a filter that is silently ignored would pass for a full answer.
 * @returns whether an item passes
 */
export function parseFilter<T>(filter: string, fields: Fields<T>): (item: T) => boolean {
  const tests: ((item: T) => boolean)[] = [];
  const comparison = new RegExp(COMPARISON);
  for (let at = 0; filter.slice(at).trim() !== ''; at = comparison.lastIndex) {
    const match = comparison.exec(filter);
    const read = fields[match?.[1] ?? ''];
    if (match === null || read === undefined) throw unfilterable(filter);
    const operator = match[2] ?? '==';
    const wanted = match[3]?.replaceAll(/\\(.)/g, '$1') ?? match[4] ?? '';
    tests.push((item) => holds(operator, read(item), wanted));
  }
  return (item) => tests.every((test) => test(item));
}

function unfilterable(filter: string): Refusal {
  return new Refusal(400, {
    code: 'INVALID_FILTER',
    description: `Cannot filter by ${filter}`,
    field: 'filter',
  });
}

function holds(operator: string, actual: string | number | boolean, wanted: string): boolean {
  switch (operator) {
    case '==':
      return matches(String(actual), wanted);
    case '!=':
      return !matches(String(actual), wanted);
    case '=gt=':
      return order(actual, wanted) > 0;
    case '=ge=':
      return order(actual, wanted) >= 0;
    case '=lt=':
      return order(actual, wanted) < 0;
    default:
      return order(actual, wanted) <= 0;
  }
}

/** Jamf Pro compares texts without case; `*` stands for anything. */
function matches(actual: string, wanted: string): boolean {
  const pattern = wanted.split('*').map((piece) => piece.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`, 'is').test(actual);
}

function order(actual: string | number | boolean, wanted: string): number {
  if (typeof actual === 'number') return actual - Number(wanted);
  return String(actual) < wanted ? -1 : Number(String(actual) > wanted);
}
