import type { Entity } from './operation.ts';
import { badRequest } from './refusal.ts';

/**
 * Graph's `$search`: `"displayName:mac users"`. Every word must be the beginning of a word of that property.
 *
 * @throws GraphRefusal 400 where the quotes are missing
 */
export function parseSearch(text: string): (item: Entity) => boolean {
  const clause = /^"(\w+):((?:[^"\\]|\\.)*)"$/s.exec(text.trim());
  if (clause === null) {
    throw badRequest(`Syntax error: '${text}' is no search clause of the form "property:text".`);
  }
  const [, property = '', value = ''] = clause;
  const wanted = wordsOf(value.replace(/\\(.)/gs, '$1'));
  return (item) => {
    const words = wordsOf(String(item[property] ?? ''));
    return wanted.every((beginning) => words.some((word) => word.startsWith(beginning)));
  };
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter((word) => word !== '');
}
