import type { Secret } from './secret.ts';

export type SecretStoreKind = 'keychain' | 'file' | 'none';

/** Where the client secret is kept: for Jamf Pro, and for later looks as the application. Chosen by the person, never silently. */
export interface SecretStore {
  readonly kind: SecretStoreKind;
  /** For a sentence: `the system keychain`, `~/.local/state/…/secrets.json (0600)`, `memory only`. */
  readonly place: string;
  /**
   * Writes, reads and removes a trial value; throws a `Failure` with the remedy where that does not work. Called
   * before anything is created, because a store that fails afterwards loses the secret (reliability.md §9.3).
   */
  probe(): Promise<void>;
  put(label: string, secret: Secret): Promise<void>;
  /** The secret kept under `label`, or undefined when the store works and has none. */
  get(label: string): Promise<Secret | undefined>;
  /** Removes it; no error when there is none. */
  remove(label: string): Promise<void>;
}
