import type { Finding } from '../steps/step.ts';
import { BOOK } from './book.ts';

/** A finding with everything the book says about it: what the JSON document and the screen show. */
export interface ReportedFinding {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly title: string;
  readonly seen: string;
  readonly details: readonly string[];
  readonly cause: string;
  readonly fix: readonly string[];
  readonly certainty: 'certain' | 'likely' | 'possible';
  readonly source: { readonly url: string; readonly checked: string };
}

/** A finding together with what the book says about its code. */
export function reportFinding({
  code,
  severity,
  seen,
  details = [],
  fix,
}: Omit<Finding, 'step' | 'blocks'>): ReportedFinding {
  const { title, cause, fix: usual, certainty, source } = BOOK[code];
  return { code, severity, title, seen, details, cause, fix: fix ?? usual, certainty, source };
}
