import { describe, expect, it } from 'vitest';
import { clockOf, openServerClocks } from '../../../src/http/server-clocks.ts';
import type { TraceEntry } from '../../../src/http/trace.ts';

const AT = '2026-11-23T09:00:00.000Z';

function entry(change: Partial<TraceEntry>): TraceEntry {
  return { at: AT, purpose: 'graph', method: 'GET', host: 'a', path: '/', elapsedMs: 0, bytes: 0, ...change };
}

describe('the clock of a server', () => {
  it.each([
    ['2026-11-23T09:00:00Z', 1000, 0],
    ['2026-11-23T09:10:00Z', 1000, 600_000],
    ['2026-11-23T08:59:00Z', 1000, -60_000],
    ['Mon, 23 Nov 2026 09:00:02 GMT', 5000, 0],
  ])('given the answer of %s after %i ms, then it is %i ms ahead', (serverDate, elapsedMs, aheadMs) => {
    expect(clockOf(entry({ serverDate, elapsedMs }))).toEqual({
      host: 'a',
      aheadMs,
      withinMs: elapsedMs / 2 + 500,
    });
  });

  it.each([{}, { serverDate: 'soon' }])('given %j, then nothing is told', (change) => {
    expect(clockOf(entry(change))).toBeUndefined();
  });

  it('given several answers of a host, then the newest counts', () => {
    const clocks = openServerClocks();
    clocks.note(entry({ serverDate: AT, elapsedMs: 4000 }));
    clocks.note(entry({ serverDate: AT, elapsedMs: 20 }));
    clocks.note(entry({ serverDate: AT, host: 'b' }));
    clocks.note(entry({ host: 'c' }));
    expect(clocks.readings().map(({ host, withinMs }) => [host, withinMs])).toEqual([
      ['a', 510],
      ['b', 500],
    ]);
  });
});
