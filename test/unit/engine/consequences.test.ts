import { describe, expect, it } from 'vitest';
import { withoutConsequences } from '../../../src/engine/consequences.ts';
import type { Examined } from '../../../src/engine/doctor.ts';
import type { DoctorFinding } from '../../../src/engine/doctor-result.ts';
import type { FindingCode } from '../../../src/findings/book.ts';
import { reportFinding } from '../../../src/findings/report-finding.ts';

type Told = readonly [code: FindingCode, severity: DoctorFinding['severity']];

/** A look that found these. */
function look(id: string, ...told: readonly Told[]): Examined {
  const findings = told.map(([code, severity]) => ({
    ...reportFinding({ code, severity, seen: `${code} seen by ${id}` }),
    step: id,
  }));
  const outcome = told.some(([, severity]) => severity === 'error')
    ? 'failed'
    : told.length > 0
      ? 'warning'
      : 'passed';
  return { check: { id, room: 'entra', title: id, outcome, lines: [] }, findings };
}

/** Each look as `id outcome: codes`, with why it was skipped. */
function left(...looks: readonly Examined[]): readonly string[] {
  return withoutConsequences(looks).map(({ check, findings }) => {
    const codes = findings.map(({ code, severity }) => `${severity} ${code}`).join(', ');
    return `${check.id} ${check.outcome}: ${check.outcome === 'skipped' ? check.lines.join() : codes}`;
  });
}

describe('given what several looks found', () => {
  it('when one follows from another, then the cause stays and the other says what it follows from', () => {
    expect(
      left(look('secret', ['JI-E118', 'error']), look('proof', ['JI-E130', 'error']), look('fine')),
    ).toEqual(['secret failed: error JI-E118', 'proof skipped: follows from JI-E118', 'fine passed: ']);
  });

  it('when nothing stands before it, then it is told itself', () => {
    expect(left(look('proof', ['JI-E130', 'error']))).toEqual(['proof failed: error JI-E130']);
  });

  it('when it follows from a consequence, then it follows from the cause', () => {
    // Rejected → the settings do not work → there are no groups yet.
    expect(
      left(
        look('connector', ['JI-I214', 'error']),
        look('settings', ['JI-J412', 'error']),
        look('groups', ['JI-I225', 'error']),
      ),
    ).toEqual([
      'connector failed: error JI-I214',
      'settings skipped: follows from JI-I214',
      'groups skipped: follows from JI-I214',
    ]);
  });

  it('when a look also found something of its own, then that stays', () => {
    expect(
      left(
        look('settings', ['JI-J412', 'error']),
        look('macs', ['JI-J431', 'warning'], ['JI-J430', 'warning']),
      ),
    ).toEqual(['settings failed: error JI-J412', 'macs warning: warning JI-J430']);
  });

  it('when errors follow from a warning, then the cause is as grave', () => {
    expect(left(look('permission', ['JI-E102', 'error']), look('proof', ['JI-E116', 'warning']))).toEqual([
      'permission skipped: follows from JI-E116',
      'proof failed: error JI-E116',
    ]);
  });

  it('when two looks found the same, then the first tells it', () => {
    expect(left(look('prerequisites', ['JI-J402', 'error']), look('server', ['JI-J402', 'error']))).toEqual([
      'prerequisites failed: error JI-J402',
      'server skipped: follows from JI-J402',
    ]);
  });

  it('when two reads were refused, then they are two things', () => {
    expect(left(look('one', ['JI-E141', 'error']), look('other', ['JI-E141', 'error']))).toEqual([
      'one failed: error JI-E141',
      'other failed: error JI-E141',
    ]);
  });
});
