import { createHash } from 'node:crypto';

/** Hex SHA-256: what the sandbox keeps in place of a secret. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
