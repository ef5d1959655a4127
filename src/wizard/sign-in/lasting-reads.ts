import type { Session } from '../../steps/session.ts';

/** Keys of reads whose answer stays the same as long as a run lasts: whose tenant, which version, which roles. */
const LASTING: ReadonlySet<string> = new Set(['organization', 'directory-roles', 'jamf-version']);

/**
 * What was read at sign-in is not read again by the first round of looks; everything else is read each time, and so is
 * what could not be read.
 */
export function lastingReads(): Session['once'] {
  const reads = new Map<string, Promise<unknown>>();
  return <T>(key: string, read: () => Promise<T>): Promise<T> => {
    if (!LASTING.has(key)) return read();
    const running = reads.get(key) ?? read();
    reads.set(key, running);
    running.catch(() => {
      if (reads.get(key) === running) reads.delete(key);
    });
    // The key names the read, so what is kept under it has the type that this read gives.
    return running as Promise<T>;
  };
}
