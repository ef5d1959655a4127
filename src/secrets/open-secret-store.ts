import { type FileStoreOptions, fileStore } from './file-store.ts';
import { keychain } from './keychain.ts';
import { memoryStore } from './memory-store.ts';
import type { SecretStore, SecretStoreKind } from './secret-store.ts';

export interface SecretStoreOptions extends FileStoreOptions {
  readonly profile: string;
}

/** The store that the person chose. Opening touches nothing; `probe()` says whether it works. */
export function openSecretStore(kind: SecretStoreKind, options: SecretStoreOptions): SecretStore {
  switch (kind) {
    case 'keychain':
      return keychain(options);
    case 'file':
      return fileStore(options);
    case 'none':
      return memoryStore();
  }
}
