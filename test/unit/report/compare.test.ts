import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/errors/failure.ts';
import { compareResults } from '../../../src/report/compare.ts';
import { readEarlierResult } from '../../../src/report/earlier-result.ts';
import { jsonOfDoctor } from '../../../src/report/json.ts';
import { plainOfComparison, textOfComparison } from '../../../src/report/text-comparison.ts';
import { marksFor } from '../../../src/terminal/screen/marks.ts';
import { createPaint } from '../../../src/terminal/screen/paint.ts';
import { sampleResult } from '../../support/report/sample.ts';

const look = { width: 80, marks: marksFor(true), paint: createPaint(0) };

const home = {
  ...sampleResult,
  at: '2026-11-24T07:00:00.000Z',
  checks: sampleResult.checks.map((check) =>
    check.id === 'api-permission' ? { ...check, outcome: 'passed' as const } : check,
  ),
  findings: sampleResult.findings
    .filter(({ code }) => code !== 'JI-N301')
    .map((finding) => (finding.code === 'JI-E120' ? { ...finding, seen: 'expires in 18 days' } : finding)),
  probes: sampleResult.probes
    .filter(({ id }) => id !== 'microsoft.graph')
    .map((one) =>
      one.id === 'microsoft.enterpriseregistration'
        ? { ...one, verdict: 'reachable' as const, timings: { total: 7 } }
        : one,
    ),
};

describe('the comparison of two answers', () => {
  const comparison = compareResults(readEarlierResult(jsonOfDoctor(sampleResult), 'office.json'), home);

  it('given the office and home, then what differs stands side by side, and what only took longer does not', () => {
    expect(textOfComparison(comparison, look).join('\n')).toBe(`
  Compared    2026-11-23 09:41 UTC → 2026-11-24 07:00 UTC

  Findings gone
  ✔ JI-N301   TLS is intercepted

  Checks
  ~ API permission                          failed → passed

  Network
  ~ enterpriseregistration.windows.net:443  intercepted by "Contoso Proxy CA" →
                                            reachable
  ~ graph.microsoft.com:443                 not testable from here → not there
`);
  });

  it('given plain sentences, then the same is said', () => {
    expect(plainOfComparison(comparison)).toEqual([
      'compared: 2026-11-23 09:41 UTC with 2026-11-24 07:00 UTC',
      'gone: TLS is intercepted (JI-N301)',
      'changed: API permission: failed, now passed',
      'changed: enterpriseregistration.windows.net:443: intercepted by "Contoso Proxy CA", now reachable',
      'changed: graph.microsoft.com:443: not testable from here, now not there',
    ]);
  });

  it('given the way back, then the finding is new', () => {
    const back = compareResults(readEarlierResult(jsonOfDoctor(home), 'home.json'), sampleResult);
    expect(back.newFindings.map(({ code }) => code)).toEqual(['JI-N301']);
    expect(back.goneFindings).toEqual([]);
  });

  it('given the same answer twice, then nothing changed', () => {
    const same = compareResults(readEarlierResult(jsonOfDoctor(sampleResult), 'a.json'), sampleResult);
    expect(plainOfComparison(same)).toEqual([
      'compared: 2026-11-23 09:41 UTC with 2026-11-23 09:41 UTC: nothing changed',
    ]);
  });
});

describe('an earlier answer', () => {
  it('given a later version that says more, then it is read all the same', () => {
    const text = JSON.stringify({ ...sampleResult, more: 1 });
    expect(readEarlierResult(text, 'x.json').at).toBe(sampleResult.at);
  });

  it.each([
    ['no JSON', 'hello'],
    ['nothing', ''],
    ['an answer of setup', JSON.stringify({ ...sampleResult, schema: 'jamf-intune/setup@1' })],
    ['an answer without probes', JSON.stringify({ ...sampleResult, probes: undefined })],
  ])('given %s, then the file is named and the way to make one', (_what, text) => {
    const failure = failureOf(() => readEarlierResult(text, 'office\u001b.json'));
    expect(failure.code).toBe('JI-P501');
    expect(failure.exit).toBe(2);
    expect(failure.message).toBe('office\\x1b.json is no answer of jamf-intune doctor --json');
  });
});

function failureOf(action: () => unknown): Failure {
  try {
    action();
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  return expect.fail('no failure');
}
