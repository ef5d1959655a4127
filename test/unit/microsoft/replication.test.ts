import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../../src/errors/service-error.ts';
import { awaitVisible, outlastReplication } from '../../../src/microsoft/replication.ts';
import type { Wait } from '../../../src/ports/patience.ts';
import { hurryingClock } from '../../support/microsoft/clocks.ts';

function failing(outcome: 'refused' | 'unknown'): ServiceError {
  return new ServiceError({ service: 'Microsoft Graph', message: 'x', outcome, status: 404 });
}

describe('outlasting replication', () => {
  test('given an unknown outcome, when it looks like lag, then the write is not repeated', async () => {
    const waiting = { clock: hurryingClock(), signal: new AbortController().signal };
    let attempts = 0;
    const attempt = () => {
      attempts += 1;
      return Promise.reject(failing('unknown'));
    };
    await expect(
      outlastReplication(waiting, attempt, { lags: () => true, what: 'it' }),
    ).rejects.toMatchObject({
      outcome: 'unknown',
    });
    expect(attempts).toBe(1);
  });

  test('given lag that never ends, when it is outlasted, then the last refusal comes out after the limit', async () => {
    const clock = hurryingClock();
    const waiting = { clock, signal: new AbortController().signal };
    const attempt = () => Promise.reject(failing('refused'));
    const lag = { lags: () => true, what: 'it', limitMs: 10_000 };
    await expect(outlastReplication(waiting, attempt, lag)).rejects.toMatchObject({ status: 404 });
    expect(clock.slept.reduce((sum, step) => sum + step, 0)).toBe(10_000);
  });
});

describe('awaiting', () => {
  test('given Ctrl-C, when something is awaited, then its own reason comes out', async () => {
    const ending = new AbortController();
    const waiting = { clock: hurryingClock(), signal: ending.signal };
    const looked = awaitVisible(
      waiting,
      async () => {
        ending.abort(new Error('Ctrl-C'));
        return undefined;
      },
      { what: 'The thing' },
    );
    await expect(looked).rejects.toThrow('Ctrl-C');
  });

  test.each([
    ['soon', 3, []],
    ['late', 6, ['up to 45 s for the thing', 'over']],
    ['never', 99, ['up to 45 s for the thing', 'over']],
  ])(
    'given a thing that shows %s, when it is awaited, then a wait that lasts is told once and so is its end',
    async (_when, seenAt, told) => {
      const said: string[] = [];
      const waiting = {
        clock: hurryingClock(),
        signal: new AbortController().signal,
        tellOfWait: ({ what, limitMs }: Wait) => {
          said.push(`up to ${limitMs / 1000} s for ${what}`);
          return () => said.push('over');
        },
      };
      let looks = 0;
      const look = async () => {
        looks += 1;
        return looks === seenAt ? true : undefined;
      };
      await awaitVisible(waiting, look, { what: 'the thing', limitMs: 45_000 }).catch(() => undefined);
      expect(said).toEqual(told);
    },
  );
});
