import { describe, expect, it } from 'vitest';
import { toFailure } from '../../../src/engine/explain-failure.ts';

describe('given an error that nobody foresaw', () => {
  it('when it is explained, then its own message, which may hold a secret, is not told', () => {
    const secret = 'Q7R~canary-in-a-library-message';
    const failure = toFailure(new TypeError(`Invalid header value: Bearer ${secret}`), 'Setup');
    expect(failure).toMatchObject({ code: 'JI-P500', exit: 1, message: 'Setup ended unexpectedly' });
    expect(`${failure.message} ${failure.why} ${failure.fix.join(' ')}`).not.toContain(secret);
    expect(failure.why).toBe('TypeError was thrown where nothing was expected');
  });
});
