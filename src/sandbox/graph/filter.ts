import { invalidFilter, tokenize } from './filter-tokens.ts';
import type { Entity } from './operation.ts';

/** Tells whether an object passes; `bound` holds the variables of the lambdas around it. */
type Test = (item: Entity, bound: Entity) => boolean;
type Value = (item: Entity, bound: Entity) => unknown;

const COMPARISONS: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  eq: (left, right) => folded(left) === folded(right),
  ne: (left, right) => folded(left) !== folded(right),
  ge: (left, right) => String(left) >= String(right),
  gt: (left, right) => String(left) > String(right),
  le: (left, right) => String(left) <= String(right),
  lt: (left, right) => String(left) < String(right),
};
const FUNCTIONS: Readonly<Record<string, (left: string, right: string) => boolean>> = {
  startswith: (left, right) => left.startsWith(right),
  endswith: (left, right) => left.endsWith(right),
  contains: (left, right) => left.includes(right),
};

/**
 * The part of OData's `$filter` that people use: comparisons, `and`, `or`, `not`, `in`, `any(x: …)`, `startswith`.
 * Strings compare without case, as in the directory.
 *
 * @throws GraphRefusal 400 for anything else, as a forgotten or doubled quote
 */
export function parseFilter(text: string): (item: Entity) => boolean {
  const tokens = tokenize(text);
  let next = 0;
  const take = (): string => tokens[next++] ?? '';
  const peek = (ahead = 0): string => tokens[next + ahead] ?? '';
  const expect = (token: string): void => {
    if (take() !== token) throw invalidFilter(text);
  };

  const alternatives = (): Test => {
    let left = conjunction();
    while (peek() === 'or') {
      take();
      const [one, other] = [left, conjunction()];
      left = (item, bound) => one(item, bound) || other(item, bound);
    }
    return left;
  };
  const conjunction = (): Test => {
    let left = single();
    while (peek() === 'and') {
      take();
      const [one, other] = [left, single()];
      left = (item, bound) => one(item, bound) && other(item, bound);
    }
    return left;
  };
  const single = (): Test => {
    if (peek() === 'not') {
      take();
      const inner = single();
      return (item, bound) => !inner(item, bound);
    }
    if (peek() === '(') {
      take();
      const inner = alternatives();
      expect(')');
      return inner;
    }
    if (peek(1) === '(') return call();
    return comparison();
  };
  const call = (): Test => {
    const compare = FUNCTIONS[take().toLowerCase()];
    if (compare === undefined) throw invalidFilter(text);
    expect('(');
    const left = path();
    expect(',');
    const right = String(literal()).toLowerCase();
    expect(')');
    return (item, bound) => compare(String(left(item, bound) ?? '').toLowerCase(), right);
  };
  const comparison = (): Test => {
    const left = path();
    if (peek() === 'any') return lambda(left);
    const operator = take();
    if (operator === 'in') {
      const choices = list();
      return (item, bound) => choices.some((choice) => folded(choice) === folded(left(item, bound)));
    }
    const compare = COMPARISONS[operator];
    if (compare === undefined) throw invalidFilter(text);
    const right = literal();
    return (item, bound) => compare(left(item, bound), right);
  };
  const lambda = (collection: Value): Test => {
    take();
    expect('(');
    const variable = take();
    expect(':');
    const inner = alternatives();
    expect(')');
    return (item, bound) => {
      const elements = collection(item, bound);
      return Array.isArray(elements) && elements.some((each) => inner(item, { ...bound, [variable]: each }));
    };
  };
  const path = (): Value => {
    const names = [take()];
    while (peek() === '/') {
      take();
      if (peek() === 'any') break;
      names.push(take());
    }
    if (names.some((name) => !/^[A-Za-z_]/.test(name))) throw invalidFilter(text);
    return (item, bound) => {
      const [first = '', ...rest] = names;
      return rest.reduce<unknown>(property, first in bound ? bound[first] : item[first]);
    };
  };
  const list = (): unknown[] => {
    expect('(');
    const values = [literal()];
    while (peek() === ',') {
      take();
      values.push(literal());
    }
    expect(')');
    return values;
  };
  const literal = (): unknown => {
    const token = take();
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === 'null') return null;
    if (/^[\w-]/.test(token)) return token;
    throw invalidFilter(text);
  };

  const test = alternatives();
  if (next !== tokens.length) throw invalidFilter(text);
  return (item) => test(item, {});
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function folded(value: unknown): unknown {
  return typeof value === 'string'
    ? value.toLowerCase()
    : typeof value === 'number'
      ? String(value)
      : (value ?? null);
}
