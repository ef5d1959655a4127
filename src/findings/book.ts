import { ENTRA } from './entra.ts';
import type { Entry } from './entry.ts';
import { INTUNE } from './intune.ts';
import { JAMF } from './jamf.ts';
import { PROGRAM } from './program.ts';

/** The book of findings: every stable code with title, cause, fix, certainty and source. */
export const BOOK = { ...ENTRA, ...INTUNE, ...JAMF, ...PROGRAM } as const;

export type FindingCode = keyof typeof BOOK;

/** The entry of a code, or undefined for a code that the book does not have. */
export function lookUp(code: string): Entry | undefined {
  return Object.hasOwn(BOOK, code) ? BOOK[code as FindingCode] : undefined;
}
