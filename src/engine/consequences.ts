import type { FindingCode } from '../findings/book.ts';
import type { Examined } from './doctor.ts';
import type { DoctorFinding } from './doctor-result.ts';

/** What is seen when Jamf Pro cannot connect, whatever the reason. */
const NOT_CONNECTED: readonly FindingCode[] = ['JI-J412', 'JI-I230', 'JI-I231', 'JI-J411', 'JI-J410'];

/**
 * Causes, and what else is seen because of them; what follows from a consequence follows from its cause. One cause is
 * one repair: whoever has an expired secret need not read six lines about it. Order matters: a cause that is itself a
 * consequence of another stands after it.
 */
const CONSEQUENCES: readonly (readonly [cause: FindingCode, consequences: readonly FindingCode[]])[] = [
  // Every read of Intune is refused, by Graph's own words.
  ['JI-I201', ['JI-I214', 'JI-I215', 'JI-E155', 'JI-E141', ...NOT_CONNECTED]],
  [
    'JI-E100',
    ['JI-E102', 'JI-E108', 'JI-E117', 'JI-E140', 'JI-I213', 'JI-I216', 'JI-I225', ...NOT_CONNECTED],
  ],
  ['JI-I210', ['JI-I225', ...NOT_CONNECTED]],
  ['JI-I211', ['JI-I225', ...NOT_CONNECTED]],
  ['JI-I244', ['JI-I212']],
  ['JI-I212', ['JI-I213', 'JI-I217', ...NOT_CONNECTED]],
  // Microsoft wants a second permission now, which the application neither lists nor was granted.
  ['JI-E116', ['JI-E102', 'JI-E108', ...NOT_CONNECTED]],
  ['JI-E105', ['JI-E108', 'JI-E130', ...NOT_CONNECTED]],
  ['JI-E106', ['JI-E130', ...NOT_CONNECTED]],
  ['JI-E102', ['JI-E131', ...NOT_CONNECTED]],
  ['JI-E108', ['JI-E131', ...NOT_CONNECTED]],
  // Whoever signs in with it to try it is refused.
  ['JI-E118', ['JI-E130', 'JI-E140', ...NOT_CONNECTED]],
  ['JI-E119', NOT_CONNECTED],
  ['JI-E117', NOT_CONNECTED],
  ['JI-I213', NOT_CONNECTED],
  ['JI-I216', NOT_CONNECTED],
  ['JI-I214', NOT_CONNECTED],
  ['JI-I215', NOT_CONNECTED],
  ['JI-I245', NOT_CONNECTED],
  ['JI-J402', ['JI-J412', 'JI-I230', 'JI-I231']],
  ['JI-J410', ['JI-J412', 'JI-I230', 'JI-I231', 'JI-J411']],
  ['JI-J411', ['JI-J412', 'JI-I230', 'JI-I231']],
  // Jamf's own app is consented to when Jamf Pro connects, groups come after that, and Macs leave Intune after those.
  ['JI-J412', ['JI-I230', 'JI-I231', 'JI-E150', 'JI-I225', 'JI-J431']],
  ['JI-I220', ['JI-I225']],
  ['JI-I231', ['JI-I230']],
];

/** Codes that many refusals share: the same twice is not one thing told twice. */
const SHARED: ReadonlySet<string> = new Set(['JI-E140', 'JI-E141', 'JI-J407', 'JI-N300', 'JI-P500']);

/**
 * Leaves the causes and takes away what follows from them, and what an earlier look has told. A check that had nothing
 * else to say is then skipped, with the cause as the reason: it is not green, and it is no second problem.
 */
export function withoutConsequences(examined: readonly Examined[]): readonly Examined[] {
  const causeOf = causesOf(examined);
  const grave = gravityOf(examined, causeOf);
  const tellers = new Map<string, string>();
  return examined.map((one) => {
    const left = one.findings.filter(({ code }) => !causeOf.has(code));
    const own = left.filter((finding) => isFirst(finding, tellers));
    const toldBefore = left.filter((finding) => !own.includes(finding)).map(({ code }) => code);
    const causes = one.findings.flatMap(({ code }) => causeOf.get(code) ?? []);
    const reasons = [...new Set([...causes, ...toldBefore])];
    return withThose(
      one,
      own.map((finding) => raised(finding, grave)),
      reasons,
    );
  });
}

/** The root of each code that is only a consequence here. */
function causesOf(examined: readonly Examined[]): ReadonlyMap<string, string> {
  const present = new Set(examined.flatMap(({ findings }) => findings.map(({ code }) => code)));
  const causeOf = new Map<string, string>();
  for (const [cause, consequences] of CONSEQUENCES) {
    if (!present.has(cause)) continue;
    const root = causeOf.get(cause) ?? cause;
    for (const code of consequences) if (code !== root && !causeOf.has(code)) causeOf.set(code, root);
  }
  return causeOf;
}

/** Causes whose consequences are errors: they are no less grave than what follows from them. */
function gravityOf(examined: readonly Examined[], causeOf: ReadonlyMap<string, string>): ReadonlySet<string> {
  const errors = examined.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error'));
  return new Set(errors.flatMap(({ code }) => causeOf.get(code) ?? []));
}

function raised(finding: DoctorFinding, grave: ReadonlySet<string>): DoctorFinding {
  return grave.has(finding.code) ? { ...finding, severity: 'error' } : finding;
}

/** Remembers who told a finding first; several of one look with the same code are several things. */
function isFirst({ code, severity, step }: DoctorFinding, tellers: Map<string, string>): boolean {
  if (SHARED.has(code)) return true;
  const key = `${severity} ${code}`;
  if (!tellers.has(key)) tellers.set(key, step);
  return tellers.get(key) === step;
}

function withThose(
  { check, findings }: Examined,
  own: readonly DoctorFinding[],
  reasons: readonly string[],
): Examined {
  if (check.outcome === 'skipped') return { check, findings };
  if (own.some(({ severity }) => severity === 'error'))
    return { check: { ...check, outcome: 'failed' }, findings: own };
  if (own.some(({ severity }) => severity === 'warning'))
    return { check: { ...check, outcome: 'warning' }, findings: own };
  if (reasons.length === 0) return { check, findings: own };
  return {
    check: { ...check, outcome: 'skipped', lines: [`follows from ${reasons.join(' and ')}`] },
    findings: own,
  };
}
