import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServiceError, type ServiceErrorDetails } from '../../../src/errors/service-error.ts';
import { NetworkError } from '../../../src/http/network-error.ts';
import {
  jitterFrom,
  mayRetry,
  parseRetryAfter,
  type Wait,
  waitAfter,
  withRetries,
} from '../../../src/http/retry.ts';
import { serviceErrorFrom } from '../../../src/http/service-error-from.ts';
import type { Clock } from '../../../src/ports/clock.ts';

function failed(details: Partial<ServiceErrorDetails> = {}): ServiceError {
  return new ServiceError({
    service: 'Microsoft Graph',
    message: 'no',
    outcome: 'refused',
    status: 429,
    ...details,
  });
}

/** Time that passes only while somebody sleeps. */
function virtualClock() {
  let time = Date.parse('2026-11-25T12:00:00Z');
  const slept: number[] = [];
  const clock: Clock = {
    now: () => new Date(time),
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      slept.push(milliseconds);
      time += milliseconds;
    },
  };
  return { clock, slept };
}

const never = new AbortController().signal;

describe('given a Retry-After header', () => {
  const now = new Date('2026-11-25T12:00:00Z');

  it.each([
    ['120', 120],
    [' 0 ', 0],
    ['99999', 99999],
    ['Wed, 25 Nov 2026 12:01:30 GMT', 90],
    ['Wed, 25 Nov 2026 11:00:00 GMT', 0],
    ['abc', undefined],
    ['1.5', undefined],
    ['-5', undefined],
    ['2', 2],
    ['', undefined],
    [null, undefined],
  ])('when it is %j, then %j seconds are asked for', (header, seconds) => {
    expect(parseRetryAfter(header, now)).toBe(seconds);
  });

  it('when it is anything at all, then the result is a number that is not negative, or none', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const seconds = parseRetryAfter(header, now);
        expect(seconds === undefined || seconds >= 0).toBe(true);
      }),
    );
  });
});

describe('given a failed request', () => {
  it.each<[string, Partial<ServiceErrorDetails>, boolean, boolean]>([
    ['429', { status: 429 }, true, true],
    ['429 of a create', { status: 429 }, false, true],
    ['429 of a create whose fate is unknown', { status: 429, outcome: 'unknown' }, false, false],
    ['503', { status: 503, outcome: 'unknown' }, true, true],
    ['503 of a create', { status: 503, outcome: 'unknown' }, false, false],
    ['500', { status: 500, outcome: 'unknown' }, true, true],
    ['501', { status: 501 }, true, false],
    ['408', { status: 408, outcome: 'unknown' }, true, true],
    ['400', { status: 400 }, true, false],
    ['404', { status: 404 }, true, false],
  ])('when it is %s, then sending it again is decided', (_name, details, idempotent, again) => {
    expect(mayRetry(failed(details), idempotent)).toBe(again);
  });

  it.each([
    ['ECONNRESET', true, true, false],
    ['ECONNREFUSED', false, true, true],
    ['EAI_AGAIN', false, true, true],
    ['E_DEADLINE', true, true, false],
    ['ENOTFOUND', false, false, false],
    ['CERT_HAS_EXPIRED', false, false, false],
    ['E_REDIRECT_307', true, false, false],
    ['E_PROXY_407', false, false, false],
    ['E_ABORTED', true, false, false],
    ['E_HOST_NOT_ALLOWED', false, false, false],
  ])(
    'when the network says %s, then reads and creates are told apart',
    (code, mayHaveArrived, read, create) => {
      const network = new NetworkError({ kind: 'other', host: 'h', code, message: 'm', mayHaveArrived });
      const error = serviceErrorFrom(network, { service: 'Jamf Pro', method: 'GET', target: 'h/x' });
      expect(error).toMatchObject({ outcome: mayHaveArrived ? 'unknown' : 'refused', code, target: 'h/x' });
      expect([mayRetry(error, true), mayRetry(error, false)]).toEqual([read, create]);
    },
  );

  it.each([
    [99999, 300_000],
    [0, 1000],
    [7, 7000],
    [Number.NaN, 500],
  ])('when it asks for %d seconds, then %d ms are waited', (retryAfterSeconds, milliseconds) => {
    expect(waitAfter(failed({ retryAfterSeconds }), 1, () => 0.5)).toBe(milliseconds);
  });

  it('when it asks for nothing, then the waits double up to 30 s and are spread', () => {
    const waits = [1, 2, 3, 5, 9].map((attempt) => waitAfter(failed(), attempt, () => 1));
    expect(waits).toEqual([1000, 2000, 4000, 16_000, 30_000]);
    expect(waitAfter(failed(), 9, () => 0)).toBe(0);
  });
});

describe('given a request with retries', () => {
  it('when it fails twice and then succeeds, then each wait is announced and kept', async () => {
    const { clock, slept } = virtualClock();
    const announced: Wait[] = [];
    const result = await withRetries(
      { clock, signal: never, idempotent: true, jitter: () => 0.5, onWait: (wait) => announced.push(wait) },
      async (number) => {
        if (number === 1) throw failed({ retryAfterSeconds: 12 });
        if (number === 2) throw failed({ status: 503 });
        return number;
      },
    );
    expect(result).toBe(3);
    expect(slept).toEqual([12_000, 1000]);
    expect(announced.map(({ milliseconds, attempt }) => [milliseconds, attempt])).toEqual([
      [12_000, 1],
      [1000, 2],
    ]);
  });

  it('when it keeps failing, then the last error comes after 5 attempts', async () => {
    const { clock } = virtualClock();
    let attempts = 0;
    const run = withRetries({ clock, signal: never, idempotent: true, jitter: () => 0.5 }, async (number) => {
      attempts = number;
      throw failed({ message: `attempt ${number}` });
    });
    await expect(run).rejects.toThrow('attempt 5');
    expect(attempts).toBe(5);
  });

  it('when a wait would pass the budget, then it is not begun', async () => {
    const { clock, slept } = virtualClock();
    const options = { clock, signal: never, idempotent: true, jitter: () => 0.5, budgetMs: 20_000 };
    const run = withRetries(options, async () => {
      throw failed({ retryAfterSeconds: 15 });
    });
    await expect(run).rejects.toBeInstanceOf(ServiceError);
    expect(slept).toEqual([15_000]);
  });

  it('when the person interrupts the wait, then it ends with the reason of the signal', async () => {
    const { clock } = virtualClock();
    const controller = new AbortController();
    const options = { clock, signal: controller.signal, idempotent: true, jitter: () => 0.5 };
    const run = withRetries(options, async () => {
      controller.abort(new Error('Ctrl-C'));
      throw failed();
    });
    await expect(run).rejects.toThrow('Ctrl-C');
  });

  it('when something else than a service fails, then it is not tried again', async () => {
    const { clock, slept } = virtualClock();
    const run = withRetries({ clock, signal: never, idempotent: true, jitter: () => 0.5 }, async () => {
      throw new TypeError('a bug');
    });
    await expect(run).rejects.toThrow('a bug');
    expect(slept).toEqual([]);
  });
});

it('given random identifiers, when jitter is made of them, then it lies from 0 up to 1', () => {
  expect(jitterFrom({ uuid: () => '00000000-0000-4000-8000-000000000000' })()).toBe(0);
  const most = jitterFrom({ uuid: () => 'ffffffff-0000-4000-8000-000000000000' })();
  expect(most).toBeGreaterThan(0.99);
  expect(most).toBeLessThan(1);
});
