import { describe, expect, it } from 'vitest';
import { BOOK } from '../../../src/findings/book.ts';
import { read } from '../../support/docs/files.ts';

const page = read('CONTRIBUTING.md');
describe('given what is to be added in ten minutes', () => {
  it('then the codes of the examples are in no part of the book', () => {
    const codes = [...page.matchAll(/'(JI-[A-Z]\d{3})': \{/gu)].map(([, code = '']) => code);
    expect(codes).toHaveLength(2);
    expect(codes.filter((code) => Object.hasOwn(BOOK, code))).toEqual([]);
  });

  it('then every npm script that it names is there', () => {
    const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);
    for (const [, name] of page.matchAll(/npm run ([a-z:]+)/gu)) expect(scripts).toContain(name);
  });
});
