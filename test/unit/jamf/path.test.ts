import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJamfPath, jamfPath, rsql, withQuery } from '../../../src/jamf/path.ts';

const origin = 'https://jamf.example';

describe('a path on a Jamf Pro server', () => {
  it('given any value, then it stays the one segment that it was put into', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (value) => {
        fc.pre(value !== '.' && value !== '..');
        const url = new URL(origin + jamfPath`/api/v1/things/${value}/state?sort=id:asc`);
        expect(url.origin).toBe(origin);
        expect(url.pathname.split('/')).toHaveLength(6);
        expect(url.pathname).toMatch(/^\/api\/v1\/things\/[^/]+\/state$/);
        expect(url.search).toBe('?sort=id:asc');
        expect(url.hash).toBe('');
      }),
    );
  });

  it('given any value in a filter, then the server reads back that very value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const url = new URL(origin + jamfPath`/api/v1/api-roles?filter=${`displayName==${rsql(name)}`}`);
        expect([...url.searchParams.keys()]).toEqual(['filter']);
        const quoted = url.searchParams.get('filter')?.slice('displayName=='.length + 1, -1) ?? '';
        expect(quoted.replaceAll(/\\(.)/gs, '$1')).toBe(name);
      }),
    );
  });

  it.each(['', '.', '..'])(
    'given the value %j, then it is refused: it would address another operation',
    (value) => {
      expect(() => jamfPath`/api/v1/api-roles/${value}`).toThrow(RangeError);
    },
  );

  it.each([
    '//evil.example/api',
    '/api/../JSSResource',
    '/api/%2e%2e/x',
    '/api/v1/x#y',
    'https://evil.example/',
    '/a b',
  ])('given the published path %s, then it is not taken', (text) => {
    expect(isJamfPath(text)).toBe(false);
  });

  it('given a query already, then more is added to it', () => {
    expect(withQuery(jamfPath`/api/v1/x?sort=id:asc`, { page: 0, 'page-size': 100 })).toBe(
      '/api/v1/x?sort=id:asc&page=0&page-size=100',
    );
    expect(withQuery(jamfPath`/api/v1/x`, { page: 1 })).toBe('/api/v1/x?page=1');
  });
});
