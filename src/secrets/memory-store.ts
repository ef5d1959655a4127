import type { Secret } from './secret.ts';
import type { SecretStore } from './secret-store.ts';

/** Keeps secrets while this process lives (`--secret-store none`); a resumed run makes a new one. */
export function memoryStore(): SecretStore {
  const kept = new Map<string, Secret>();
  return {
    kind: 'none',
    place: 'memory only',
    probe: async () => undefined,
    put: async (label, secret) => {
      kept.set(label, secret);
    },
    get: async (label) => kept.get(label),
    remove: async (label) => {
      kept.delete(label);
    },
  };
}
