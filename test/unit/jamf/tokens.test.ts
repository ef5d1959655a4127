import { describe, expect, it } from 'vitest';
import { atMost } from '../../../src/jamf/at-most.ts';
import { keepTokens } from '../../../src/jamf/tokens.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { testClock } from '../../support/jamf/server.ts';

describe('keeping a token', () => {
  it('given a sign-in that fails, then the next who asks tries anew', async () => {
    let tries = 0;
    const tokens = keepTokens(
      {
        async issue() {
          tries += 1;
          if (tries === 1) throw new Error('first');
          return { value: new Secret('second'), lifetimeSeconds: 60 };
        },
      },
      testClock(),
    );
    await expect(tokens.current()).rejects.toThrow('first');
    expect((await tokens.current()).reveal()).toBe('second');
  });

  it('given a token that was replaced already, then dropping the old one keeps the new one', async () => {
    let issued = 0;
    const clock = testClock();
    const tokens = keepTokens(
      {
        async issue() {
          issued += 1;
          return { value: new Secret(`t-${issued}`), lifetimeSeconds: 60 };
        },
      },
      clock,
    );
    const old = await tokens.current();
    tokens.drop(old);
    const next = await tokens.current();
    tokens.drop(old);
    expect(await tokens.current()).toBe(next);
    expect(issued).toBe(2);
  });

  it('given a token that has ended by itself, then it is not given back', async () => {
    const clock = testClock();
    const revoked: string[] = [];
    const tokens = keepTokens(
      {
        issue: async () => ({ value: new Secret('t'), lifetimeSeconds: 60 }),
        revoke: async (token) => {
          revoked.push(token.reveal());
        },
      },
      clock,
    );
    await tokens.current();
    clock.advance(61);
    await tokens.release();
    expect(revoked).toEqual([]);
  });
});

describe('a gate', () => {
  it('given more work than places, then it enters in the order in which it came', async () => {
    const gate = atMost(2);
    const entered: number[] = [];
    const doors = Array.from({ length: 5 }, newDoor);
    const all = doors.map(({ promise }, index) =>
      gate(() => {
        entered.push(index);
        return promise;
      }),
    );
    await Promise.resolve();
    expect(entered).toEqual([0, 1]);
    for (const { resolve } of doors) resolve();
    await Promise.all(all);
    expect(entered).toEqual([0, 1, 2, 3, 4]);
  });
});

function newDoor(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((open) => {
    resolve = open;
  });
  return { promise, resolve: () => resolve() };
}
