import type { FindingCode } from '../findings/book.ts';
import type { Examined } from './doctor.ts';

/** What is seen when Jamf Pro cannot connect, whatever the reason. */
const NOT_CONNECTED: readonly FindingCode[] = ['JI-J412', 'JI-I230', 'JI-I231', 'JI-J411', 'JI-J410'];

/**
 * Causes, and what else is seen because of them. One cause is one repair: whoever has an expired secret need not read
 * six lines about it. Order matters: a cause that is itself a consequence of another stands after it.
 */
const CONSEQUENCES: readonly (readonly [cause: FindingCode, consequences: readonly FindingCode[]])[] = [
  ['JI-E100', ['JI-E102', 'JI-E108', 'JI-E117', 'JI-I213', 'JI-I216', 'JI-I225', ...NOT_CONNECTED]],
  ['JI-I201', ['JI-I214', 'JI-I215', 'JI-E155', ...NOT_CONNECTED]],
  ['JI-I210', ['JI-I225', ...NOT_CONNECTED]],
  ['JI-I211', ['JI-I225', ...NOT_CONNECTED]],
  ['JI-I212', ['JI-I213', 'JI-I217', ...NOT_CONNECTED]],
  ['JI-E105', ['JI-E108', 'JI-E130', ...NOT_CONNECTED]],
  ['JI-E106', ['JI-E130', ...NOT_CONNECTED]],
  ['JI-E102', ['JI-E131', ...NOT_CONNECTED]],
  ['JI-E108', ['JI-E131', ...NOT_CONNECTED]],
  ['JI-E118', ['JI-E130', ...NOT_CONNECTED]],
  ['JI-E119', NOT_CONNECTED],
  ['JI-E117', NOT_CONNECTED],
  ['JI-E116', NOT_CONNECTED],
  ['JI-I213', NOT_CONNECTED],
  ['JI-I216', NOT_CONNECTED],
  ['JI-I214', NOT_CONNECTED],
  ['JI-I215', NOT_CONNECTED],
  ['JI-J402', ['JI-J412', 'JI-I230', 'JI-I231']],
  ['JI-J410', ['JI-J412', 'JI-I230', 'JI-I231', 'JI-J411']],
  ['JI-J411', ['JI-J412', 'JI-I230', 'JI-I231']],
  ['JI-J412', ['JI-I230', 'JI-I231']],
  ['JI-I231', ['JI-I230']],
];

/**
 * Leaves the causes and takes away what follows from them. A check that had nothing else to say is then skipped, with
 * the cause as the reason: it is not green, and it is no second problem.
 */
export function withoutConsequences(examined: readonly Examined[]): readonly Examined[] {
  const present = new Set(examined.flatMap(({ findings }) => findings.map(({ code }) => code)));
  const causeOf = new Map<string, string>();
  for (const [cause, consequences] of CONSEQUENCES) {
    if (!present.has(cause) || causeOf.has(cause)) continue;
    for (const code of consequences) if (!causeOf.has(code)) causeOf.set(code, cause);
  }
  return examined.map((one) => withoutThose(one, causeOf));
}

function withoutThose({ check, findings }: Examined, causeOf: ReadonlyMap<string, string>): Examined {
  const remaining = findings.filter(({ code }) => !causeOf.has(code));
  if (remaining.length === findings.length || check.outcome === 'skipped') return { check, findings };
  const wrong = remaining.some(({ severity }) => severity === 'error');
  const warned = remaining.some(({ severity }) => severity === 'warning');
  if (wrong) return { check, findings: remaining };
  if (warned) return { check: { ...check, outcome: 'warning' }, findings: remaining };
  const causes = [...new Set(findings.flatMap(({ code }) => causeOf.get(code) ?? []))];
  return {
    check: { ...check, outcome: 'skipped', lines: [`follows from ${causes.join(' and ')}`] },
    findings: remaining,
  };
}
