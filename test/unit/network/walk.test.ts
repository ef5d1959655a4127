import { describe, expect, it } from 'vitest';
import { DEADLINES } from '../../../src/network/deadlines.ts';
import { openTrust } from '../../../src/network/trust.ts';
import { type WalkOptions, walk } from '../../../src/network/walk.ts';
import { endpointAt } from '../../support/network/scenes.ts';

const options: WalkOptions = {
  endpoint: endpointAt('microsoft.manage', 'intune.test'),
  trust: openTrust({ effective: [], bundled: [], apple: [] }),
  deadlines: DEADLINES,
  signal: new AbortController().signal,
};

async function attemptsAfter(code: string, more: Partial<WalkOptions> = {}): Promise<number> {
  let attempts = 0;
  await walk(
    async () => {
      attempts += 1;
      return { seen: { address: null, tcp: { ok: false, ms: 1, code } }, stream: null, close: () => {} };
    },
    { ...options, ...more },
  );
  return attempts;
}

describe('given a connection that does not come about', () => {
  it.each(['DEADLINE', 'ECONNRESET'])('when it ends with %s, then it is tried once more', async (code) => {
    expect(await attemptsAfter(code)).toBe(2);
  });

  it.each(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'])(
    'when it ends with %s, then it is not',
    async (code) => {
      expect(await attemptsAfter(code)).toBe(1);
    },
  );

  it('when no time is left, then it is not tried again', async () => {
    expect(await attemptsAfter('DEADLINE', { deadlines: { ...DEADLINES, way: 100 } })).toBe(1);
  });
});
