import { Refusal } from './refusal.ts';
import { type Fields, parseFilter } from './rsql.ts';

const DEFAULT_PAGE_SIZE = 100;
const LARGEST_PAGE_SIZE = 2000;

export const LIST_QUERY = ['page', 'page-size', 'sort', 'filter'] as const;

export interface Page<T> {
  readonly totalCount: number;
  readonly results: readonly T[];
}

/**
 * One page of a list as Jamf Pro pages: `page` from 0, `page-size` 100 unless told, `sort=field:asc`, RSQL `filter`.
 * @param defaultSort used when the request names none: for the inventory a name, which is not unique (jamf.md §5)
 */
export function listPage<T>(
  query: URLSearchParams,
  items: readonly T[],
  { fields, defaultSort }: { readonly fields: Fields<T>; readonly defaultSort: string },
): Page<T> {
  const page = wholeNumber(query, 'page', 0);
  const size = Math.min(wholeNumber(query, 'page-size', DEFAULT_PAGE_SIZE), LARGEST_PAGE_SIZE);
  const found = items.filter(parseFilter(query.get('filter') ?? '', fields));
  const sorts = query.getAll('sort').flatMap((text) => text.split(','));
  const sorted = found.toSorted(ordering(sorts.length > 0 ? sorts : [defaultSort], fields));
  return { totalCount: found.length, results: sorted.slice(page * size, (page + 1) * size) };
}

function wholeNumber(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  if (!/^\d{1,6}$/.test(text))
    throw new Refusal(400, {
      code: 'INVALID_PAGE',
      description: `${name} is not a whole number`,
      field: name,
    });
  return Number(text);
}

function ordering<T>(sorts: readonly string[], fields: Fields<T>): (a: T, b: T) => number {
  const keys = sorts.map((sort) => {
    const [name = '', direction = 'asc'] = sort.split(':');
    const read = fields[name];
    if (read === undefined)
      throw new Refusal(400, { code: 'INVALID_SORT', description: `Cannot sort by ${name}`, field: 'sort' });
    return { read, sign: direction === 'desc' ? -1 : 1 };
  });
  return (a, b) => {
    for (const { read, sign } of keys) {
      const [left, right] = [read(a), read(b)];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  };
}
