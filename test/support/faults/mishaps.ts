import type { Interference } from '../../../src/sandbox/sandbox.ts';
import { refusal } from '../laws/mishaps.ts';

/** Where a redirect leads: a host that is nobody's (RFC 2606). */
const ELSEWHERE = 'https://elsewhere.invalid/take-it';

const HTML = { 'content-type': 'text/html' };
const JSON_TYPE = { 'content-type': 'application/json' };
const PORTAL = '<!doctype html><title>Sign in to the guest network</title>';

const cut = (after: 'before-commit' | 'after-commit'): Interference => ({ kind: 'cut', after });

function answer(
  status: number,
  headers: Record<string, string>,
  body: string,
  after: 'before-commit' | 'after-commit',
): Interference {
  return { kind: 'answer', status, headers, body, after };
}

/** Everything that may become of a request besides its right answer. */
export const MISHAPS: readonly (readonly [name: string, mishap: Interference])[] = [
  ['reset before it arrived', cut('before-commit')],
  ['answer lost', cut('after-commit')],
  ['401, token refused', refusal(401)],
  ['429 with Retry-After', refusal(429)],
  ['429 without Retry-After', answer(429, JSON_TYPE, '{"error":{"code":"TooMany"}}', 'before-commit')],
  ['500', refusal(500)],
  ['500 after it was done', refusal(500, 'after-commit')],
  ['503', refusal(503)],
  ['504 after it was done', refusal(504, 'after-commit')],
  ['redirect to another host', answer(307, { location: ELSEWHERE }, '', 'before-commit')],
  ['redirect after it was done', answer(307, { location: ELSEWHERE }, '', 'after-commit')],
  ['200 with HTML', answer(200, HTML, PORTAL, 'before-commit')],
  ['200 with HTML after it was done', answer(200, HTML, PORTAL, 'after-commit')],
  ['200 with half a JSON after it was done', answer(200, JSON_TYPE, '{"id":"1b4e28ba-2fa1', 'after-commit')],
];
