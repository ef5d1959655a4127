import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { htmlOfDoctor } from '../../../src/report/html.ts';
import { DARK, LIGHT, type Palette } from '../../../src/report/html-palette.ts';
import { type Element, elementsOf, parseMarkup, textOf } from '../../support/report/markup.ts';
import { barestResult, hostileResult, sampleResult } from '../../support/report/sample.ts';

const EMPTY = ['meta', 'br'];
const TEXTS = ['text', 'quiet', 'link', 'passed', 'warning', 'failed', 'unknown'] as const;

const pages = { sampleResult, hostileResult, barestResult };

describe('the page of the doctor', () => {
  let page: Element;
  beforeAll(() => {
    page = parseMarkup(htmlOfDoctor(sampleResult), EMPTY);
  });

  it.each(Object.entries(pages))(
    'given %s, then the page is well formed and loads nothing',
    (_name, result) => {
      const root = parseMarkup(htmlOfDoctor(result), EMPTY);
      const names = new Set(elementsOf(root).map(({ name }) => name));
      for (const active of ['script', 'link', 'img', 'iframe', 'object', 'form', 'use']) {
        expect(names).not.toContain(active);
      }
      for (const { attributes } of elementsOf(root)) {
        expect(
          Object.keys(attributes).filter((key) => key.startsWith('on') || key === 'style' || key === 'src'),
        ).toEqual([]);
        if (attributes.href !== undefined) expect(attributes.href).toMatch(/^(?:#[\w-]+|https:\/\/)/u);
      }
      const style = elementsOf(root, 'style').map(textOf).join('');
      expect(style).not.toMatch(/url\(|@import/u);
    },
  );

  it.each(Object.entries(pages))(
    'given %s, then every reference within the page is answered once',
    (_name, result) => {
      const all = elementsOf(parseMarkup(htmlOfDoctor(result), EMPTY));
      const ids = all.flatMap(({ attributes }) => attributes.id ?? []);
      const labels = all.flatMap(({ attributes }) => attributes['aria-labelledby'] ?? []);
      const targets = all.flatMap(({ attributes }) =>
        attributes.href?.startsWith('#') ? [attributes.href.slice(1)] : [],
      );
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of [...labels, ...targets]) expect(ids).toContain(id);
    },
  );

  it('given the policy of the page, then it allows exactly this style and nothing else', () => {
    const style = elementsOf(page, 'style').map(textOf).join('');
    const hash = createHash('sha256').update(style).digest('base64');
    const policies = elementsOf(page, 'meta').map(({ attributes }) => attributes.content);
    expect(policies).toContain(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
  });

  it('given a reader without eyes or mouse, then landmarks, headings and the way to the content are there', () => {
    const [html] = elementsOf(page, 'html');
    expect(html?.attributes.lang).toBe('en');
    for (const landmark of ['nav', 'main', 'footer']) expect(elementsOf(page, landmark)).toHaveLength(1);
    const [first] = elementsOf(page, 'a');
    expect(first?.attributes).toEqual({ class: 'skip', href: '#main' });
    const headings = elementsOf(page).filter(({ name }) => /^h[1-6]$/u.test(name));
    expect(headings[0]?.name).toBe('h1');
    const levels = headings.map(({ name }) => Number(name.slice(1)));
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
    const tabindexes = elementsOf(page).flatMap(({ attributes }) => attributes.tabindex ?? []);
    expect(tabindexes.filter((index) => index !== '0' && index !== '-1')).toEqual([]);
  });

  it('given a table, then it has a caption, heads for columns and rows, and is reached by the keyboard', () => {
    const tables = elementsOf(page, 'table');
    expect(tables.map((table) => elementsOf(table, 'caption').map(textOf).join())).toEqual([
      'What was looked at',
      'From Macs',
      "From Jamf Pro's server",
      "From the administrator's computer",
    ]);
    for (const table of tables) {
      const heads = elementsOf(table, 'thead').flatMap((head) => elementsOf(head, 'th'));
      expect(heads.every(({ attributes }) => attributes.scope === 'col')).toBe(true);
      const rows = elementsOf(table, 'tbody').flatMap((body) => elementsOf(body, 'tr'));
      for (const row of rows) {
        expect(row.children.filter((cell) => typeof cell !== 'string')).toHaveLength(heads.length);
        expect(elementsOf(row, 'th').map(({ attributes }) => attributes.scope)).toEqual(['row']);
      }
    }
    const regions = elementsOf(page).filter(({ attributes }) => attributes.role === 'region');
    expect(regions.map(({ attributes }) => attributes.tabindex)).toEqual(tables.map(() => '0'));
  });

  it('given findings, then each comes with its cause and its fix, errors first', () => {
    const articles = elementsOf(page, 'article').map(textOf);
    expect(articles).toHaveLength(3);
    expect(articles[1]).toContain('Exempt enterpriseregistration.windows.net from TLS inspection');
    expect(articles[2]).toContain('jamf-intune rotate-secret');
  });

  it('given hostile names, then they are text', () => {
    const html = htmlOfDoctor(hostileResult);
    expect(html).not.toContain('<script');
    expect(html).not.toContain('href="javascript');
    expect(elementsOf(parseMarkup(html, EMPTY), 'article').map(textOf).join()).toContain(
      '<script>alert("1")</script>\\x1b[31m',
    );
  });
});

describe('the colours of the page', () => {
  it.each(Object.entries({ LIGHT, DARK }))(
    'given %s, then every text has a contrast of 4.5 or more',
    (_name, palette) => {
      for (const text of TEXTS) {
        for (const ground of ['page', 'surface'] as const) {
          expect(contrast(palette[text], palette[ground]), `${text} on ${ground}`).toBeGreaterThanOrEqual(
            4.5,
          );
        }
      }
    },
  );

  it('given the style, then it has no colour beside the palette, but grey lines on paper', () => {
    const colours = elementsOf(parseMarkup(htmlOfDoctor(sampleResult), EMPTY), 'style')
      .map(textOf)
      .join('')
      .match(/#[0-9a-f]{3,6}\b/gu);
    const known = new Set([...valuesOf(LIGHT), ...valuesOf(DARK), '#999']);
    expect((colours ?? []).filter((colour) => !known.has(colour))).toEqual([]);
  });
});

function valuesOf(palette: Palette): string[] {
  return Object.values(palette);
}

/** WCAG 2: relative luminance, from sRGB. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
