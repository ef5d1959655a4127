import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guid, isGraphPath, path, quoted } from '../../../src/microsoft/path.ts';

/** What a server sees after its URL parser. */
function parsed(address: string): URL {
  return new URL(`https://graph.microsoft.com/v1.0${address}`);
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom(
    '..',
    '.',
    '../x',
    'a/../b',
    '%2e%2e',
    '%00',
    '&$top=1',
    '#x',
    '?x=1',
    "O'Brien & Co #1",
    '\\..\\',
  ),
);

describe('path', () => {
  test('given any text, when it stands in a path, then it is refused or it is one segment that reads back as it was', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        let address: string;
        try {
          address = path`/groups/${value}/members`;
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          expect(['.', '..']).toContain(value);
          return;
        }
        const url = parsed(address);
        const segments = url.pathname.split('/');
        expect(url.search + url.hash).toBe('');
        expect(segments).toHaveLength(5);
        expect(segments[4]).toBe('members');
        expect(decodeURIComponent(segments[3] ?? '')).toBe(Buffer.from(value, 'utf8').toString('utf8'));
      }),
    );
  });

  test('given any text, when it is quoted in a filter, then the filter is one literal that means that text', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const url = parsed(path`/groups?$filter=displayName eq ${quoted(value)}&$top=5`);
        expect([...url.searchParams.keys()]).toEqual(['$filter', '$top']);
        const literal = /^displayName eq '([\s\S]*)'$/.exec(url.searchParams.get('$filter') ?? '')?.[1];
        expect(literal?.replaceAll("''", '')).not.toContain("'");
        expect(literal?.replaceAll("''", "'")).toBe(Buffer.from(value, 'utf8').toString('utf8'));
      }),
    );
  });

  test('given an empty id, when it stands in a path, then it is refused, because one group would become all groups', () => {
    expect(() => path`/groups/${''}`).toThrow(RangeError);
  });

  test.each(['..', 'x', '', '11111111-2222-3333-4444-55555555555', "1'or'1"])(
    'given %j, when a GUID is wanted, then it is refused',
    (text) => {
      expect(() => guid(text)).toThrow(RangeError);
    },
  );

  test('given a GUID in capitals, when it stands in a path, then it is lower case', () => {
    expect(path`/groups/${guid('AAAAAAAA-2222-3333-4444-555555555555')}`).toBe(
      '/groups/aaaaaaaa-2222-3333-4444-555555555555',
    );
  });

  test.each(['groups', '/a/../b', '/a/%2E%2e/b', '/a//b', '/a#b', '/a\\b', '/a%zz', '/..'])(
    'given %j from a server, when it is to be followed as a path, then it is refused',
    (text) => {
      expect(isGraphPath(text)).toBe(false);
    },
  );
});
