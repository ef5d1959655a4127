import type { JamfPath } from './jamf.ts';

const LETTERS_OF_A_PATH = /^\/[A-Za-z0-9\-._~!$'()*,;=:@%/]*(\?[A-Za-z0-9\-._~!$'()*,;=:@%/?&]*)?$/;

/**
 * Whether `text` stays below the server's origin: absolute, no second slash that would name another host, and no dot
 * segment that URL parsers resolve away, written plainly or as `%2e`.
 */
export function isJamfPath(text: string): text is JamfPath {
  const [path = ''] = text.split('?', 1);
  const segments = path.split('/').map((segment) => segment.replaceAll(/%2e/gi, '.'));
  return LETTERS_OF_A_PATH.test(text) && !text.startsWith('//') && !segments.some(isDotSegment);
}

/**
 * Tag for a path on a Jamf Pro server: the text in the source is kept, every value is percent-encoded. An empty value
 * or a dot segment in the path part would address another operation, so both are refused.
 *
 * @throws RangeError when a value cannot stand where it was put
 */
export function jamfPath(source: TemplateStringsArray, ...values: readonly (string | number)[]): JamfPath {
  let built = source[0] ?? '';
  for (const [index, value] of values.entries()) {
    const encoded = encode(String(value));
    if (encoded === '' && !built.includes('?')) throw new RangeError('a value in a Jamf Pro path is empty');
    built += encoded + (source[index + 1] ?? '');
  }
  return checked(built);
}

/** A value of an RSQL filter as a quoted string: `filter=displayName==${rsql(name)}`. The tag encodes it afterwards. */
export function rsql(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;
}

/** `path` with `name=value` added to its query. */
export function withQuery(path: JamfPath, query: Readonly<Record<string, string | number>>): JamfPath {
  const added = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(String(value))}`);
  return checked(`${path}${path.includes('?') ? '&' : '?'}${added.join('&')}`);
}

function checked(text: string): JamfPath {
  if (!isJamfPath(text)) throw new RangeError('a value in a Jamf Pro path leads out of it');
  return text;
}

function isDotSegment(segment: string): boolean {
  return segment === '.' || segment === '..';
}

/** Lone surrogates make `encodeURIComponent` throw; they are no text, so they become the replacement character. */
function encode(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
}
