import type { ReportedFinding } from '../../findings/report-finding.ts';
import type { Finding } from '../../steps/step.ts';

/** What the book of findings says under one code. */
export interface BookEntry {
  readonly title: string;
  readonly cause: string;
  readonly fix: readonly string[];
  readonly certainty: 'certain' | 'likely' | 'possible';
  readonly source: { readonly url: string; readonly checked: string };
}

export type LookUp = (code: string) => BookEntry | undefined;

/** A finding as it is shown: `entry` is missing where the book does not know the code. */
export type ShownFinding = Pick<
  ReportedFinding,
  'code' | 'severity' | 'title' | 'seen' | 'details' | 'fix'
> & {
  readonly cause: string | undefined;
  readonly source: BookEntry['source'] | undefined;
};

/** Joins what was seen with what the book says; the finding's own fix is more exact and wins. */
export function showFinding(finding: Finding, lookUp: LookUp): ShownFinding {
  const entry = lookUp(finding.code);
  return {
    code: finding.code,
    severity: finding.severity,
    title: entry?.title ?? finding.seen,
    seen: finding.seen,
    details: finding.details ?? [],
    cause: entry === undefined ? undefined : hedge(entry),
    fix: finding.fix ?? entry?.fix ?? [],
    source: entry?.source,
  };
}

function hedge({ cause, certainty }: BookEntry): string {
  return certainty === 'certain' ? cause : `${certainty}: ${cause}`;
}
