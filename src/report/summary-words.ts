import type { DoctorResult, DoctorStatus } from '../engine/doctor-result.ts';
import { count } from '../terminal/words/quantities.ts';

const STATUS: Readonly<Record<DoctorStatus, string>> = {
  // Skipped lines were not seen at all, so no more than this can be said.
  healthy: 'nothing wrong was seen',
  problems: 'problems found',
  'not-signed-in': 'not signed in; only what needs no sign-in was checked',
  failed: 'the examination could not be made',
};

/** `2 failed · 1 warning · 27 passed · 2 not testable from here`: what is wrong first; nothing that is zero. */
export function wordsOfSummary({
  passed,
  warnings,
  failed,
  skipped,
  notTestable,
}: DoctorResult['summary']): string {
  const parts = [
    [failed, `${failed} failed`],
    [warnings, count(warnings, 'warning')],
    [passed, `${passed} passed`],
    [skipped, `${skipped} skipped`],
    [notTestable, `${notTestable} not testable from here`],
  ] as const;
  return (
    parts
      .filter(([number]) => number > 0)
      .map(([, words]) => words)
      .join(' · ') || 'nothing was checked'
  );
}

export function wordsOfStatus(status: DoctorStatus): string {
  return STATUS[status];
}
