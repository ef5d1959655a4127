import { visible } from '../terminal/visible.ts';
import type { GraphPath } from './graph.ts';

/** A piece of a path that is percent-encoded already. */
export interface EncodedPiece {
  readonly encoded: string;
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
// A URL parser walks up for `..` and for its encoded spellings alike: `/groups/x/%2e%2e/y` is `/groups/y`.
const CLIMBING = /\/(?:\.|%2e){1,2}(?=\/|$)|\/\//i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
const FORBIDDEN = /[#\\\u0000-\u001f]|%(?![0-9a-f]{2})/i;

function encode(text: string): string {
  // A lone surrogate makes encodeURIComponent throw; going through UTF-8 turns it into U+FFFD.
  const wellFormed = Buffer.from(text, 'utf8').toString('utf8');
  return encodeURIComponent(wellFormed).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function encodeValue(value: string | number | EncodedPiece): string {
  if (typeof value === 'object') return value.encoded;
  const text = String(value);
  // `/groups/` + nothing is the list of all groups: an empty id must never turn one thing into all of them.
  if (text === '') throw new RangeError('A value in the path of a Graph request is empty');
  return encode(text);
}

/**
 * Accepts a whole path that somebody else built (`@odata.nextLink`): absolute, and nothing in it that a URL parser
 * would read as another path.
 */
export function isGraphPath(text: string): text is GraphPath {
  const [beforeQuery = ''] = text.split('?', 1);
  return text.startsWith('/') && !FORBIDDEN.test(text) && !CLIMBING.test(beforeQuery);
}

/**
 * Template tag for paths below `/v1.0`: every interpolated value is percent-encoded, because the Graph client encodes
 * nothing (microsoft.md §9: `&` splits, `#` truncates, `../` climbs).
 *
 * @throws RangeError when a value is empty or is a `.` or `..` segment
 */
export function path(
  texts: TemplateStringsArray,
  ...values: readonly (string | number | EncodedPiece)[]
): GraphPath {
  const whole = texts.reduce((before, text, index) => {
    const value = values[index - 1];
    return before + (value === undefined ? '' : encodeValue(value)) + text;
  });
  if (!isGraphPath(whole)) throw new RangeError(`Not a path of Microsoft Graph: ${visible(whole)}`);
  return whole;
}

/** An OData string literal with its quotes: `'O''Brien'`, encoded. May be empty. */
export function quoted(text: string): EncodedPiece {
  return { encoded: `'${encode(text.replaceAll("'", "''"))}'` };
}

/**
 * An object id as Graph writes it, lower case.
 *
 * @throws RangeError for anything that is no GUID
 */
export function guid(text: string): EncodedPiece {
  if (!GUID.test(text)) throw new RangeError(`Not an object id (GUID): ${visible(text, 80)}`);
  return { encoded: text.toLowerCase() };
}
