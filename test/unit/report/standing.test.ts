import { describe, expect, it } from 'vitest';
import { type Standing, standingOf, worstOf } from '../../../src/engine/standing.ts';
import type { Verdict } from '../../../src/network/probe-result.ts';

describe('how an endpoint stands', () => {
  it.each<[Verdict, boolean | 'legacy', Standing]>([
    ['reachable', true, 'passed'],
    ['blocked', true, 'failed'],
    ['blocked', false, 'warning'],
    ['blocked', 'legacy', 'skipped'],
    ['reachable', 'legacy', 'skipped'],
    ['legacy', true, 'skipped'],
    ['intercepted', true, 'failed'],
    ['clock', true, 'failed'],
    ['not-testable-from-here', true, 'not-testable'],
    ['skipped', true, 'skipped'],
    ['proxy-required', true, 'warning'],
  ])('given %s and required %s, then it is %s', (verdict, required, standing) => {
    expect(standingOf({ verdict, required, port: 443 })).toBe(standing);
  });

  it('given a port that Macs use without a proxy, then the way through one is a failure', () => {
    expect(standingOf({ verdict: 'proxy-required', required: true, port: 5223 })).toBe('failed');
  });

  it('given several, then the worst counts, and what was not looked at hides nothing', () => {
    expect(worstOf(['skipped', 'passed', 'warning', 'not-testable'])).toBe('warning');
    expect(worstOf(['not-testable', 'passed'])).toBe('passed');
    expect(worstOf([])).toBe('skipped');
  });
});
