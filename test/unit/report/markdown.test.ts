import { describe, expect, it } from 'vitest';
import { markdownOfDoctor } from '../../../src/report/markdown.ts';
import { code, link, words } from '../../../src/report/markdown-escape.ts';
import { barestResult, hostileResult, sampleResult } from '../../support/report/sample.ts';

describe('the doctor as Markdown', () => {
  it('given a finding, then its fix can be copied and its source followed', () => {
    const result = { ...barestResult, findings: sampleResult.findings.slice(0, 1) };
    expect(
      markdownOfDoctor(result),
    ).toBe(`# jamf-intune doctor: not signed in; only what needs no sign-in was checked

not known

**nothing was checked**

## Findings

### ✖ error: 2 permissions, 1 expected (JI-E102)

- **Seen:** update&#95;device&#95;attributes, User.Read
- **Cause (certain):** Jamf registration fails when the application has any other permission
- **Fix:**
  1. \`jamf-intune setup --only api-permission\`
- **Source:** [https&#58;//learn.microsoft.com/intune/jamf](<https://learn.microsoft.com/intune/jamf>), checked 2026-11-23

jamf-intune 0.1.0 · Node 20.20.2 · darwin arm64 · profile default · 2026-11-23 09:41 UTC · 1.9 s
`);
  });

  it('given checks and probes, then each is a row of its table', () => {
    const text = markdownOfDoctor(sampleResult);
    expect(text).toContain('| ✔ passed | Jamf Pro | Server | 11.30.1 · healthy |');
    expect(text).toContain('| ! blocked: no answer | `7-courier.push.apple.com:443` | Macs |');
  });

  it('given hostile names, then no tag, link, mention or further cell comes of them', () => {
    const text = markdownOfDoctor(hostileResult);
    const outsideCode = text.replace(/(`+)[^`].*?\1/gu, '');
    expect(outsideCode.replaceAll('<br>', '').replace(/\(<https:[^>]*>\)/gu, '')).not.toMatch(/[<@]/u);
    expect(text).not.toContain('](<javascript');
    const rows = text.split('\n').filter((line) => line.startsWith('| '));
    const cells = rows.map((row) => row.split(/(?<!\\)\|/u).length);
    expect(new Set(cells)).toEqual(new Set([6, 7]));
  });
});

describe('escapes of Markdown', () => {
  it.each([
    ['@team #12', '&#64;team &#35;12'],
    ['see https://evil.example', 'see https&#58;//evil.example'],
    ['www.evil.example', 'www&#46;evil.example'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['11.30.1', '11.30.1'],
  ])('given %s, then it stays words', (text, expected) => expect(words(text)).toBe(expected));

  it.each([
    ['plain', '`plain`'],
    ['a`b', '``a`b``'],
    ['`x', '`` `x ``'],
    ['a|b', '`a\\|b`'],
  ])('given %s, then no tick ends the code', (text, expected) => expect(code(text)).toBe(expected));

  it('given an address that is not https, then it is no link', () => {
    expect(link('javascript:alert(1)')).toBe('javascript:alert(1)');
  });
});
