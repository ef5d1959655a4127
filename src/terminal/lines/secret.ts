import type { RotateSecretResult } from '../../engine/rotate-result.ts';
import { hang, row } from '../screen/layout.ts';
import type { Look } from '../screen/screen.ts';
import { visible } from '../visible.ts';
import { count } from '../words/quantities.ts';

type Told = Pick<RotateSecretResult, 'status' | 'secret' | 'rotation' | 'next'>;

/** How many days the client secret has left, on a terminal. */
export function linesOfSecret(result: Told, { width, paint, marks }: Look): string[] {
  const mark = result.status === 'expiring' ? paint.warn(marks.warn) : paint.ok(marks.ok);
  const next = result.next.flatMap((line) => hang('  ', visible(line), width - 1));
  return [
    '',
    ...row({ lead: `  ${mark} `, label: 'Client secret' }, textsOf(result), width),
    '',
    ...next,
    '',
  ];
}

/** The same in whole lines for plain mode. */
export function sentencesOfSecret(result: Told): string[] {
  const word = result.status === 'expiring' ? 'warn' : 'ok';
  return [
    ...textsOf(result).map((text) => `${word}: Client secret: ${text}`),
    ...result.next.map((line, at) => `next: ${at + 1}. ${visible(line)}`),
  ];
}

function textsOf({ secret, rotation }: Told): string[] {
  const from = secret?.from === 'state' ? ' · as remembered here; Entra was not asked' : '';
  return [
    `${visible(secret?.hint ?? '?')}… · ${daysLeft(secret)}${from}`,
    ...(rotation === null ? [] : [`a new one, ${visible(rotation.hint)}…, is pending in Jamf Pro`]),
  ];
}

function daysLeft(secret: Told['secret']): string {
  if (secret?.daysLeft == null) return 'never expires';
  const day = secret.expires?.slice(0, 10) ?? '';
  if (secret.daysLeft < 0) return `expired on ${day}`;
  return `${count(secret.daysLeft, 'day')} left (${day})`;
}
