import { ENTRA } from './entra.ts';
import { ENTRA_SIGN_IN } from './entra-sign-in.ts';
import type { Entry } from './entry.ts';
import { INPUTS } from './inputs.ts';
import { INTUNE } from './intune.ts';
import { JAMF } from './jamf.ts';
import { MACS } from './macs.ts';
import { NETWORK } from './network.ts';
import { REGISTRATION } from './registration.ts';
import { RUN } from './run.ts';
import { SANDBOX } from './sandbox.ts';
import { SECRETS } from './secrets.ts';
import { STATE } from './state.ts';

/** The book of findings: every stable code with title, cause, fix, certainty and source. */
export const BOOK = {
  ...ENTRA,
  ...ENTRA_SIGN_IN,
  ...REGISTRATION,
  ...INTUNE,
  ...NETWORK,
  ...JAMF,
  ...MACS,
  ...RUN,
  ...INPUTS,
  ...STATE,
  ...SECRETS,
  ...SANDBOX,
} as const;

export type FindingCode = keyof typeof BOOK;

/** The entry of a code, or undefined for a code that the book does not have. */
export function lookUp(code: string): Entry | undefined {
  return isFindingCode(code) ? BOOK[code] : undefined;
}

function isFindingCode(code: string): code is FindingCode {
  return Object.hasOwn(BOOK, code);
}
