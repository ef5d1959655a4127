import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutToWidth, displayWidth } from '../../../src/terminal/screen/display-width.ts';
import { ends, hang, row, wrap } from '../../../src/terminal/screen/layout.ts';
import { visible } from '../../../src/terminal/visible.ts';
import { count, duration, elapsed, moment } from '../../../src/terminal/words/quantities.ts';

describe('text from outside', () => {
  // The fixtures of reliability.md §10.
  test.each([
    ['CSI', 'a\u001b[31mred', 'a\\x1b[31mred'],
    ['OSC 0', '\u001b]0;title\u0007', '\\x1b]0;title\\x07'],
    ['OSC 52', '\u001b]52;c;aGk=\u001b\\', '\\x1b]52;c;aGk=\\x1b\\'],
    ['C1 CSI', 'a\u009b2J', 'a\\x9b2J'],
    ['C1 OSC', 'a\u009d0;x', 'a\\x9d0;x'],
    ['carriage return', 'safe\revil', 'safe\\x0devil'],
    ['backspace', 'ab\b', 'ab\\x08'],
    ['new line', 'a\nb', 'a\\x0ab'],
    ['NUL and DEL', '\u0000\u007f', '\\x00\\x7f'],
    ['bidi', 'a\u202etxt.exe', 'a\\u202etxt.exe'],
    ['zero width', 'Mac\u200busers\ufeff', 'Mac\\u200busers\\ufeff'],
    ['line separator', 'a\u2028b', 'a\\u2028b'],
    ['plain letters', 'Büro 東京 – “Macs”', 'Büro 東京 – “Macs”'],
  ])('given %s, then it is shown and does not act', (_name, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test('given a longer text than wanted, then it ends in an ellipsis and no half character', () => {
    expect(visible('abcdef', 4)).toBe('abc…');
    expect(visible('ab😀def', 4)).toBe('ab…');
  });

  test('given any text, then showing it twice is showing it once, and no control character is left', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = visible(text);
        expect(visible(shown)).toBe(shown);
        expect(/\p{Cc}/u.test(shown)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });
});

describe('width of text', () => {
  test.each([
    ['abc', 3],
    ['Büro', 4],
    ['Bu\u0308ro', 4],
    ['東京', 4],
    ['\u001b[31mred\u001b[39m', 3],
    ['😀', 2],
  ])('given %j, then %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  test('given a text that does not fit, then it is cut to the width, wide characters whole', () => {
    expect(cutToWidth('waiting for Intune', 10)).toBe('waiting f…');
    expect(cutToWidth('東京東京', 6)).toBe('東京…');
    expect(cutToWidth('fits', 4)).toBe('fits');
  });
});

describe('layout', () => {
  test('given a long identifier, then it is never cut', () => {
    const id = '1b4e28ba-2fa1-11d2-883f-0016d3cca427';
    expect(wrap(`created · ${id}`, 20)).toEqual(['created', id]);
    expect(wrap(id, 10)).toEqual([id]);
  });

  test('given any text, then wrapping loses no word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }),
        fc.integer({ min: 4, max: 60 }),
        (words, width) => {
          const lines = wrap(words.join(' '), width);
          expect(lines.join(' ').split(' ')).toEqual(words);
          for (const line of lines) expect(line.length <= width || !line.includes(' ')).toBe(true);
        },
      ),
    );
  });

  test('given a paragraph behind a mark, then its lines stand under its first word', () => {
    expect(hang('+ ', 'create "Jamf Conditional Access"', 20)).toEqual([
      '+ create "Jamf',
      '  Conditional',
      '  Access"',
    ]);
  });

  test('given two ends that do not fit on one line, then there are two lines', () => {
    expect(ends('left', 'right', 20)).toEqual(['left          right']);
    expect(ends('a long left end', 'right', 20)).toEqual(['a long left end', '  right']);
  });

  test('given a row, then it stands side by side at 60 columns and stacked at 59', () => {
    const heading = { lead: '  * ', label: 'Connector', right: '1.1 s' };
    expect(row(heading, ['app ID saved'], 60)).toEqual([
      '  * Connector            app ID saved                 1.1 s',
    ]);
    expect(row(heading, ['app ID saved'], 59)).toEqual(['  * Connector · 1.1 s', '    app ID saved']);
  });

  test('given words of any length, then the time stands at the end of their first line and nothing is too long', () => {
    for (let length = 1; length < 80; length += 1) {
      const said = `${'word '.repeat(length / 5)}${'x'.repeat(length % 5)}`.trim();
      const lines = row({ lead: '  * ', label: 'Proof', right: '0.1 s' }, [said], 80);
      expect(lines[0], said).toMatch(/ {2}0\.1 s$/u);
      for (const line of lines) expect(displayWidth(line), said).toBeLessThan(80);
    }
  });
});

describe('quantities', () => {
  test.each([
    [0, '0.0 s'],
    [1_120, '1.1 s'],
    [59_940, '59.9 s'],
    [59_960, '0:59'],
    [65_000, '1:05'],
  ])('given %i ms, then it took %s', (milliseconds, text) => {
    expect(duration(milliseconds)).toBe(text);
  });

  test.each([
    [42_900, '0:42'],
    [727_000, '12:07'],
    [3_600_000, '1:00:00'],
  ])('given %i ms, then the clock shows %s', (milliseconds, text) => {
    expect(elapsed(milliseconds)).toBe(text);
  });

  test('given a number, then its noun agrees', () => {
    expect([count(0, 'step'), count(1, 'step'), count(2, 'person', 'people')]).toEqual([
      '0 steps',
      '1 step',
      '2 people',
    ]);
  });

  test('given a moment, then it has its zone; what is no moment stays', () => {
    expect(moment('2026-11-23T09:41:07.123Z')).toBe('2026-11-23 09:41 UTC');
    expect(moment('yesterday')).toBe('yesterday');
  });
});
