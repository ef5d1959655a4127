import { describe, expect, test } from 'vitest';
import { STATUS_SCHEMA, type StatusResult } from '../../../src/engine/status-result.ts';
import { linesOfStatus } from '../../../src/terminal/lines/status.ts';
import { displayWidth } from '../../../src/terminal/screen/display-width.ts';
import { marksFor } from '../../../src/terminal/screen/marks.ts';
import { createPaint } from '../../../src/terminal/screen/paint.ts';
import { ago } from '../../../src/terminal/words/quantities.ts';
import { sentencesOfStatus } from '../../../src/terminal/words/sentences-of-status.ts';

const AT = '2026-11-23T09:41:00.000Z';

const result: StatusResult = {
  schema: STATUS_SCHEMA,
  status: 'problems',
  sandbox: true,
  profile: 'emea',
  at: AT,
  connection: 'manual',
  tenant: {
    id: '0f6d1cbb-7f4c-4d1e-9d2b-3a2b1c0d4e5f',
    domain: 'contoso.onmicrosoft.com',
    displayName: 'Con\u001b[2Jtoso',
    cloud: 'global',
  },
  jamf: { url: 'https://contoso.jamfcloud.com', version: '11.30.1' },
  application: { appId: '1b4e28ba-2fa1-11d2-883f-0016d3cca427', displayName: 'Jamf\u202eConditional Access' },
  steps: [
    {
      id: 'api-permission',
      title: 'API permission',
      standing: 'wrong',
      lines: ['2 permissions, 1 expected: update_device_attributes, User.Read'],
      codes: ['JI-E102'],
    },
    {
      id: 'jamf-settings',
      title: 'Jamf Pro settings',
      standing: 'waiting',
      lines: ['waits for somebody'],
      codes: [],
    },
    { id: 'proof', title: 'Proof', standing: 'todo', lines: ['not done yet'], codes: [] },
  ],
  secret: { hint: 'q7R', expires: '2026-11-22T09:41:00Z', daysLeft: -1, from: 'state' },
  heartbeat: { at: AT, ageSeconds: 3 * 24 * 3600 },
  macs: { total: 6, byState: { ACTIVATED: 1, UNRESPONSIVE: 2, DEACTIVATED: 0, UNKNOWN: 0, none: 3 } },
  waiting: [{ what: 'Jamf Pro settings waits for somebody', since: AT, command: 'jamf-intune setup' }],
  disconnected: { at: AT, macsRemovedOn: null },
  next: ['jamf-intune doctor --profile emea  says why, and what to do about it'],
  error: null,
  requests: { sent: 27, writes: 0 },
  elapsedMs: 1195,
};

function linesAt(width: number, unicode = true): readonly string[] {
  return linesOfStatus(result, { width, marks: marksFor(unicode), paint: createPaint(0) });
}

describe('the screen of status', () => {
  test.each([40, 60, 80, 100])(
    'given %i columns, then every line fits, and identifiers are whole',
    (width) => {
      const lines = linesAt(width);
      const words = lines.flatMap((line) => line.trim().split(' '));
      for (const line of lines) {
        const longest = Math.max(
          ...line
            .trim()
            .split(' ')
            .map((word) => word.length),
        );
        expect(displayWidth(line), line).toBeLessThan(Math.max(width, longest + 25));
      }
      expect(words).toContain('1b4e28ba-2fa1-11d2-883f-0016d3cca427');
      expect(words).toContain('https://contoso.jamfcloud.com');
      expect(words).toContain('JI-E102');
    },
  );

  test('given a terminal that shows ASCII alone, then nothing else is written', () => {
    expect(linesAt(80, false).join('\n')).toMatch(/^[\n\x20-\x7e]*$/u);
  });

  test.each([
    ['screen', linesAt(80)],
    ['sentences', sentencesOfStatus(result)],
  ])(
    'given names with characters that act on a terminal, then the %s show them harmlessly',
    (_what, lines) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it is about
      expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u202e]/u);
    },
  );

  test('given a secret that has expired and is only remembered, then both are said', () => {
    expect(linesAt(80).join('\n')).toContain('hint q7R · expired on 2026-11-22 · as remembered here');
  });

  test('given sentences, then each begins with a word that can be looked for, and holds no mark', () => {
    for (const sentence of sentencesOfStatus(result)) expect(sentence).toMatch(/^[a-z ]+: /u);
    expect(sentencesOfStatus(result)).toContain(
      'fail: API permission: 2 permissions, 1 expected: update_device_attributes, User.Read (JI-E102)',
    );
  });
});

test.each([
  [59_000, 'less than a minute ago'],
  [60_000, '1 minute ago'],
  [119 * 60_000, '119 minutes ago'],
  [120 * 60_000, '2 hours ago'],
  [47 * 3_600_000, '47 hours ago'],
  [48 * 3_600_000, '2 days ago'],
  [-3_000, 'less than a minute ago'],
])('given %i milliseconds, then it was %s', (milliseconds, words) => {
  expect(ago(milliseconds)).toBe(words);
});
