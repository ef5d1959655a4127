import { describe, expect, it } from 'vitest';
import { BOOK, lookUp } from '../../../src/findings/book.ts';
import type { Entry } from '../../../src/findings/entry.ts';
import { parseSource, readSources } from '../../support/architecture/source.ts';
import { writtenFailures } from '../../support/findings/failures.ts';

const CODE = /JI-[A-Z]\d{3}/g;
const SOURCES = readSources('src');
const BOOK_FILES = SOURCES.filter(({ path }) => path.startsWith('src/findings/'));
const OTHERS = SOURCES.filter(({ path }) => !path.startsWith('src/findings/'));
const ENTRIES: readonly (readonly [string, Entry])[] = Object.entries(BOOK);

/** Codes that are kept for something that is not built yet; none may be used meanwhile. */
const RESERVED: readonly string[] = [];

/** Words that blame, beg or boast (terminal.md, "Voice"). */
const BANNED = /\b(successfully|please|unable to|oops|sorry|simply|just|etc)\b/i;

describe('the codes', () => {
  it('given every code that the program names, then the book has it', () => {
    const named = OTHERS.flatMap(({ path, text }) =>
      [...text.matchAll(CODE)].map(([code]) => ({ path, code })),
    );
    expect(named.length).toBeGreaterThan(150);
    expect(named.filter(({ code }) => lookUp(code) === undefined)).toEqual([]);
  });

  it('given every entry of the book, then the program uses it or it is reserved', () => {
    const used = new Set(
      OTHERS.filter(({ path }) => !path.startsWith('src/cli/')).flatMap(({ texts }) =>
        texts.flatMap((text) => [...text.matchAll(CODE)].map(([code]) => code)),
      ),
    );
    const unused = ENTRIES.map(([code]) => code).filter((code) => !used.has(code));
    expect(unused).toEqual(RESERVED);
  });

  it('given all areas of the book, then no code stands in two of them, and each area is in order', () => {
    const keys = BOOK_FILES.flatMap(({ text }) =>
      [...text.matchAll(/^ {2}'(JI-[A-Z]\d{3})': \{/gm)].map(([, code]) => code),
    );
    expect(keys.length).toBe(ENTRIES.length);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { text } of BOOK_FILES) {
      const area = [...text.matchAll(/^ {2}'(JI-[A-Z]\d{3})': \{/gm)].map(([, code]) => code);
      expect(area).toEqual(area.toSorted());
    }
  });

  it('given their letters, then E is Entra, I Intune, J Jamf Pro, N the network and P this program', () => {
    const odd = ENTRIES.map(([code]) => code).filter((code) => !/^JI-(E1|I2|N3|J4|P5)\d\d$/.test(code));
    expect(odd).toEqual([]);
  });

  it('given the failures as they are written, then one code ends a run with one exit code', () => {
    const exits = new Map<string, Set<number>>();
    for (const { code, exit } of OTHERS.flatMap(writtenFailures)) {
      if (exit !== undefined) exits.set(code, (exits.get(code) ?? new Set()).add(exit));
    }
    expect(exits.size).toBeGreaterThan(35);
    expect([...exits].filter(([, one]) => one.size > 1)).toEqual([]);
  });

  it('given two failures of one code with two exit codes, then they are seen', () => {
    const text = "throw f({ code: 'JI-P500', exit: 1 }); throw f({ code: 'JI-P500', exit: 2, why });";
    expect(writtenFailures(parseSource('src/x.ts', text)).map(({ exit }) => exit)).toEqual([1, 2]);
  });

  it('given a code that the book does not have, then it has no entry, even one that every object has', () => {
    expect(lookUp('JI-E999')).toBeUndefined();
    expect(lookUp('toString')).toBeUndefined();
  });
});

describe('the entries', () => {
  /** Codes whose entry breaks a rule. */
  const breaking = (rule: (entry: Entry) => boolean) =>
    ENTRIES.filter(([, entry]) => !rule(entry)).map(([code]) => code);
  /** A line of a message: a capital first, no full stop, one line. */
  const isLine = (text: string, longest: number) =>
    /^[A-Z.]/.test(text) && !/[.!]$|\n/.test(text) && text.length <= longest;

  it('given each title, then it is one short line that says what is wrong', () => {
    expect(breaking(({ title }) => isLine(title, 72))).toEqual([]);
  });

  it('given each cause, then it is one line and not the title again', () => {
    expect(breaking(({ title, cause }) => isLine(cause, 160) && cause !== title)).toEqual([]);
  });

  it('given each fix, then there is a way on', () => {
    expect(breaking(({ fix }) => fix.length > 0)).toEqual([]);
    expect(breaking(({ fix }) => fix.every((line) => !/^\s|[.!]$|\n/.test(line)))).toEqual([]);
  });

  it('given each text, then no word blames, begs or boasts', () => {
    expect(
      breaking(({ title, cause, fix }) => ![title, cause, ...fix].some((text) => BANNED.test(text))),
    ).toEqual([]);
  });

  it('given each source, then it can be opened, and somebody read it on a day', () => {
    expect(breaking(({ source }) => /^https:\/\/[a-z.]+\.com\/|^README\.md$/.test(source.url))).toEqual([]);
    expect(breaking(({ source }) => /^\d{4}-\d{2}-\d{2}$/.test(source.checked))).toEqual([]);
  });
});

describe('what the program says', () => {
  it('given every text outside the sandbox, then no word blames, begs or boasts', () => {
    // The sandbox quotes what Microsoft and Jamf Pro say.
    const said = OTHERS.filter(({ path }) => !/^src\/(sandbox|report)\//.test(path));
    const found = said.flatMap(({ path, texts }) =>
      texts.filter((text) => BANNED.test(text)).map((text) => `${path}: ${text}`),
    );
    expect(found).toEqual([]);
  });
});
