import type { AsyncEntry } from '@napi-rs/keyring';
import type { Clock } from '../ports/clock.ts';
import type { Randomness } from '../ports/randomness.ts';
import { keychainFailure, keychainForgets, keychainSilent } from './keychain-failures.ts';
import { Secret } from './secret.ts';
import type { SecretStore } from './secret-store.ts';

export interface KeychainOptions {
  readonly profile: string;
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  readonly random: Randomness;
}

export type KeychainEntry = Pick<AsyncEntry, 'setPassword' | 'getPassword' | 'deletePassword'>;
/** Opens one account's entry; rejects where there is no keychain. */
export type OpenEntry = (account: string) => Promise<KeychainEntry>;

const SERVICE = 'jamf-intune';
const TRIAL = 'probe';
/** A keychain without a screen may wait for ever for somebody to unlock it (reliability.md §9.3). */
const PATIENCE_MS = 3_000;

/**
 * The system's keychain: Keychain, Credential Manager, or Secret Service. Never anything in its place, and no plain
 * text when it is not there: the person chooses that (reliability.md §9.2).
 *
 * @param openEntry the system's entries, but in tests
 * @returns a store whose methods throw Failure JI-P540 to JI-P544, with the two other stores as the remedy
 */
export function keychain(options: KeychainOptions, openEntry: OpenEntry = openSystemEntry): SecretStore {
  const { profile, platform, clock, random } = options;
  /** "No secret" is believed only of a keychain that was seen to keep one: some answer so and keep nothing. */
  let proven = false;

  /** Uses the entry under `label` for at most 3 s, even where the native call ignores its signal. */
  async function use<T>(
    label: string,
    act: (entry: KeychainEntry, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const over = new AbortController();
    try {
      const tooLate = clock.sleep(PATIENCE_MS, over.signal).then((): never => {
        throw keychainSilent(platform, PATIENCE_MS / 1_000);
      });
      const acting = openEntry(`${profile}/${label}`).then((entry) => act(entry, over.signal));
      return await Promise.race([acting, tooLate]);
    } catch (error) {
      throw keychainFailure(platform, error);
    } finally {
      over.abort();
    }
  }

  const put = (label: string, secret: Secret) =>
    use(label, (entry, signal) => entry.setPassword(secret.reveal(), signal));
  const read = (label: string) => use(label, (entry, signal) => entry.getPassword(signal));
  const remove = async (label: string) => {
    await use(label, (entry, signal) => entry.deletePassword(signal));
  };
  const probe = async () => {
    const value = random.uuid();
    await put(TRIAL, new Secret(value));
    const found = await read(TRIAL);
    await remove(TRIAL);
    if (found !== value) throw keychainForgets(platform);
    proven = true;
  };

  return {
    kind: 'keychain',
    place: 'the system keychain',
    probe,
    put,
    get: async (label) => {
      const text = await read(label);
      if (text !== null) return new Secret(text);
      if (!proven) await probe();
      return undefined;
    },
    remove,
  };
}

/**
 * Loaded only here: it is native code, and a computer without it must still do everything else. Pinned to Secret
 * Service, because on Linux the library otherwise falls back without a word to the kernel's keyring, which forgets
 * at the next start (reliability.md §9.3).
 */
async function openSystemEntry(account: string): Promise<KeychainEntry> {
  const { AsyncEntry } = await import('@napi-rs/keyring');
  return new AsyncEntry(SERVICE, account, { linux: { store: 'secret-service' } });
}
