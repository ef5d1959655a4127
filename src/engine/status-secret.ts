import type { State } from '../state/state.ts';
import { isOurLabel } from '../steps/conditional-access/secret/secret-label.ts';
import type { StatusSecret } from './status-result.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A client secret as Entra lists it. */
interface ListedSecret {
  readonly keyId: string;
  readonly displayName: string | null;
  readonly hint: string | null;
  readonly startDateTime: string | null;
  readonly endDateTime: string | null;
}

/**
 * The secret that the connection lives by: the one that the state names, else the youngest of ours, else the youngest.
 * @param secrets as Entra lists them; undefined when it could not be asked, then the state's memory has to do
 */
export function secretInUse(
  secrets: readonly ListedSecret[] | undefined,
  earlier: State | undefined,
  now: Date,
): StatusSecret | null {
  const recorded = earlier?.resources.secret;
  if (secrets === undefined) {
    if (recorded === undefined) return null;
    return { ...told(recorded.hint, recorded.endDateTime, now), from: 'state' };
  }
  const byAge = secrets.toSorted((a, b) => (b.startDateTime ?? '').localeCompare(a.startDateTime ?? ''));
  const current =
    byAge.find(({ keyId }) => keyId === recorded?.keyId) ??
    byAge.find(({ displayName }) => isOurLabel(displayName)) ??
    byAge[0];
  return current === undefined ? null : { ...told(current.hint, current.endDateTime, now), from: 'entra' };
}

function told(hint: string | null, end: string | null, now: Date): Omit<StatusSecret, 'from'> {
  const daysLeft = end === null ? null : Math.floor((Date.parse(end) - now.getTime()) / DAY_MS);
  return { hint: hint === '' ? null : hint, expires: end, daysLeft };
}
