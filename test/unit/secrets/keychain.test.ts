import { describe, expect, test } from 'vitest';
import { type KeychainEntry, keychain, type OpenEntry } from '../../../src/secrets/keychain.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { standingClock } from '../../support/secrets/clock.ts';
import { failureOf } from '../../support/state/failure-of.ts';

/** A keychain in memory, with some of its methods behaving otherwise. */
function keychainWith(changes: Partial<KeychainEntry> = {}) {
  const kept = new Map<string, string>();
  const openEntry: OpenEntry = async (account) => ({
    setPassword: async (text) => {
      kept.set(account, text);
    },
    getPassword: async () => kept.get(account) ?? null,
    deletePassword: async () => kept.delete(account),
    ...changes,
  });
  const clock = standingClock();
  const random = { uuid: () => '0b6f6f0e-1b7c-4a53-9a1e-3f1c2d4e5f60' };
  return {
    kept,
    clock,
    store: keychain({ profile: 'contoso', platform: 'darwin', clock, random }, openEntry),
  };
}

const rejecting = (message: string) => async () => {
  throw new Error(message);
};

describe('the system keychain', () => {
  test('given it works, then a secret is kept under profile and label, and the trial leaves nothing', async () => {
    const { kept, store } = keychainWith();
    await store.probe();
    expect(kept.size).toBe(0);
    await store.put('jamf-intune 1b4e28ba', new Secret('q7R~canary'));
    expect([...kept]).toEqual([['contoso/jamf-intune 1b4e28ba', 'q7R~canary']]);
    expect((await store.get('jamf-intune 1b4e28ba'))?.reveal()).toBe('q7R~canary');
    await store.remove('jamf-intune 1b4e28ba');
    await store.remove('jamf-intune 1b4e28ba');
    expect(await store.get('jamf-intune 1b4e28ba')).toBeUndefined();
  });

  test('given it always answers "none" and keeps nothing, when asked, then that is not believed', async () => {
    const { store } = keychainWith({ getPassword: async () => null });
    expect(await failureOf(store.get('x'))).toMatchObject({ code: 'JI-P544', exit: 6 });
    expect(await failureOf(store.probe())).toMatchObject({ code: 'JI-P544' });
  });

  test.each([
    ['JI-P541', 'unlock prompt was dismissed'],
    ['JI-P541', 'User interaction is not allowed.'],
    ['JI-P542', 'Access denied'],
    ['JI-P542', 'User canceled the operation.'],
    ['JI-P540', 'no result found'],
  ])('given it rejects, then %s names the two other stores', async (code, message) => {
    const { store } = keychainWith({ setPassword: rejecting(message) });
    const failure = await failureOf(store.probe());
    expect(failure).toMatchObject({
      code,
      exit: 6,
      field: 'secretStore',
      why: expect.stringContaining(message),
    });
    expect(failure.fix.slice(1).join()).toMatch(/--secret-store none.*--secret-store file/);
    expect(failure.cause).toBeUndefined();
  });

  test('given it hangs, then the failure comes after 3 seconds and the call is told to stop', async () => {
    let stopped = false;
    const { store, clock } = keychainWith({
      setPassword: (_text, signal) =>
        new Promise(() => {
          signal?.addEventListener('abort', () => {
            stopped = true;
          });
        }),
    });
    const failure = failureOf(store.put('x', new Secret('q7R~canary')));
    await clock.pass(2_999);
    expect(stopped).toBe(false);
    await clock.pass(1);
    expect(await failure).toMatchObject({ code: 'JI-P543', message: expect.stringContaining('3 s') });
    expect(stopped).toBe(true);
  });

  test('given hostile text in the rejection, then it is shown without acting', async () => {
    const { store } = keychainWith({ setPassword: rejecting('locked\u001b[2J') });
    expect((await failureOf(store.probe())).why).toContain('\\x1b[2J');
  });
});
