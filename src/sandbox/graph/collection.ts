import { parseFilter } from './filter.ts';
import type { Answer, Entity, GraphRequest } from './operation.ts';
import { badRequest } from './refusal.ts';
import { parseSearch } from './search.ts';
import { selected } from './shape.ts';

const DEFAULT_PAGE = 100;
const LARGEST_PAGE = 999;

export interface Collection {
  /** Name of the set in `@odata.context`, and of the type in messages. */
  readonly set: string;
  readonly type: string;
  readonly items: readonly Entity[];
  /** Directory lists know `$search`, and ask `ConsistencyLevel: eventual` for what only their index can answer. */
  readonly directory?: true;
}

/** The answer to a list: filtered, searched, sorted, cut into pages, each with the link to the next. */
export function answerList(request: GraphRequest, collection: Collection): Answer {
  const { query } = request;
  if (collection.directory) demandConsistency(request);
  const filter = query.get('$filter');
  const search = query.get('$search');
  const tests = [
    ...(filter === null ? [] : [parseFilter(filter)]),
    ...(search === null ? [] : [parseSearch(search)]),
  ];
  const found = sorted(
    collection.items.filter((item) => tests.every((test) => test(item))),
    query.get('$orderby'),
  );
  const start = Number.parseInt(query.get('$skiptoken') ?? '0', 10);
  const size = pageSize(query.get('$top'));
  const counted = query.get('$count') === 'true' && (!collection.directory || isEventual(request));
  return {
    status: 200,
    body: {
      '@odata.context': `${request.context.endpoints().graph}/${request.version}/$metadata#${collection.set}`,
      ...(counted ? { '@odata.count': found.length } : {}),
      ...(start + size < found.length ? { '@odata.nextLink': linkTo(request, start + size) } : {}),
      value: found.slice(start, start + size).map((item) => selected(request, collection.type, item)),
    },
  };
}

export function isEventual(request: GraphRequest): boolean {
  return request.header('consistencylevel')?.toLowerCase() === 'eventual';
}

/** Casts, `/$count`, `$search` and filters beyond the simple ones are advanced queries (contracts: directory objects). */
export function demandAdvanced(request: GraphRequest): void {
  if (!isEventual(request) || request.query.get('$count') !== 'true') {
    throw badRequest(
      "Request with $count, $search or an OData cast only works with the header 'ConsistencyLevel: eventual' and $count=true.",
      'Request_UnsupportedQuery',
    );
  }
}

function demandConsistency(request: GraphRequest): void {
  if (request.query.has('$search') && !isEventual(request)) {
    throw badRequest(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  }
  const filter = request.query.get('$filter') ?? '';
  if (/\b(?:ne|not)\b|\/any\(|endswith\(|contains\(/.test(filter.replace(/'(?:[^']|'')*'/g, ''))) {
    demandAdvanced(request);
  }
}

function sorted(items: readonly Entity[], order: string | null): readonly Entity[] {
  if (order === null) return items;
  const [property = '', direction] = order.trim().split(/\s+/);
  const sign = direction === 'desc' ? -1 : 1;
  return items.toSorted(
    (one, other) => sign * String(one[property] ?? '').localeCompare(String(other[property] ?? '')),
  );
}

function pageSize(top: string | null): number {
  if (top === null) return DEFAULT_PAGE;
  const size = Number(top);
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_PAGE) {
    throw badRequest(
      `Invalid page size specified: '${top}'. Must be between 1 and ${LARGEST_PAGE} inclusive.`,
    );
  }
  return size;
}

/** The same request from another place on, with every option that was sent. */
function linkTo(request: GraphRequest, start: number): string {
  const query = new URLSearchParams(request.query);
  query.set('$skiptoken', String(start));
  const options = [...query].map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${request.context.endpoints().graph}/${request.version}${request.path}?${options.join('&')}`;
}
