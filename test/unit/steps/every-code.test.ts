import { expect, it } from 'vitest';
import { readSources } from '../../support/architecture/source.ts';

const CODE = /JI-[A-Z]\d{3}/g;

function codesIn(folder: string): ReadonlySet<string> {
  return new Set(
    readSources(folder).flatMap(({ texts }) =>
      texts.flatMap((text) => [...text.matchAll(CODE)].map(([code]) => code)),
    ),
  );
}

it('given every finding of the manual connection, then a test of its step provokes it', () => {
  const found = codesIn('src/steps/conditional-access');
  const provoked = codesIn('test/unit/steps');
  expect(found.size).toBeGreaterThan(40);
  expect([...found].filter((code) => !provoked.has(code))).toEqual([]);
});
